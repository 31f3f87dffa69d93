import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Gap } from '../evidence/answer.ts';
import type { Login, PodGroup } from '../evidence/subject.ts';
import { egressDns } from '../problems/exchange/egress-dns.ts';
import { egressEntraBlocked } from '../problems/exchange/egress-entra-blocked.ts';
import { vantageDifference } from '../problems/exchange/vantage-difference.ts';
import { ficNone } from '../problems/federated-credential/fic-none.ts';
import { ficSubjectMismatch } from '../problems/federated-credential/fic-subject-mismatch.ts';
import { identityNotFound } from '../problems/identity/identity-not-found.ts';
import { issuerUnreachable } from '../problems/issuer/issuer-unreachable.ts';
import { kvRbacMissing } from '../problems/key-vault/kv-rbac-missing.ts';
import { podLabelMissing } from '../problems/pod/pod-label-missing.ts';
import { podPredatesLabel } from '../problems/pod/pod-predates-label.ts';
import { podStaleClientId } from '../problems/pod/pod-stale-client-id.ts';
import type { Problem } from '../problems/problem.ts';
import { found } from '../problems/problem.ts';
import { saClientIdMissing } from '../problems/service-account/sa-client-id-missing.ts';
import { webhookNotInstalled } from '../problems/webhook/webhook-not-installed.ts';
import { fail, ok, skip, undecided, warn, type Outcome } from './check.ts';
import { checks } from './checks.ts';
import type { AnySubject, JudgedOutcome, Judgement } from './run.ts';
import { reachVerdict, type Ruling, type Verdict } from './verdict.ts';

const bare: AnySubject = { target: { kind: 'deployment', namespace: 'shop', name: 'orders' }, wishes: { exchange: true, read: true } };

/** A login as far as a verdict looks at one. */
function login(id: string, basis: Login['basis'] = 'as-is', podGroups: readonly string[] = ['g1']): AnySubject {
  return { ...bare, login: { id, basis, podGroups, tenantId: { value: 'the tenant', origin: 'env AZURE_TENANT_ID of container app, injected' } } as Login };
}

function pods(id: string, more: Partial<PodGroup> = {}): AnySubject {
  const shape = { labels: {}, annotations: {}, serviceAccount: 'orders', containers: [], tokenSources: [], hostNetwork: false, secretsStoreVolumes: [] };
  const newest = { name: `${id}-a`, uid: id, createdAt: '2026-11-23T20:00:00Z' };
  return { ...bare, podGroup: { id, shape, pods: [newest.name], newest, oldestCreatedAt: newest.createdAt, current: true, beingReplaced: false, ...more } };
}

function judged(id: string, outcome: Outcome | JudgedOutcome, subject: AnySubject = bare, reads: readonly string[] = []): Judgement {
  const check = checks.find((one) => one.id === id);
  assert.ok(check !== undefined && outcome.outcome !== 'unseen', id);
  return { check, subject, outcome, reads };
}

function unknown(gap: Partial<Gap> = {}): JudgedOutcome {
  return { outcome: 'unknown', gaps: [{ reason: 'forbidden', needs: 'a right', ...gap }] };
}

/** A failure with the data of the problem's example. */
function broken<Data>(problem: Problem<Data>): Outcome {
  return fail(problem, problem.example as NoInfer<Data>);
}

function rulingOf({ rulings }: Verdict, id: string, subject?: AnySubject): Ruling {
  const ruling = rulings.find(({ judgement }) => judgement.check.id === id && (subject === undefined || judgement.subject === subject));
  assert.ok(ruling !== undefined, id);
  return ruling;
}

const works = ok('Entra gives a token', 'proved');

describe('the verdict', () => {
  const cases: readonly (readonly [sentence: string, verdict: Verdict['verdict'], judgements: readonly Judgement[]])[] = [
    ['is ok where everything is', 'ok', [judged('webhook/installed', ok()), judged('exchange/succeeds', works, login('a'))]],
    ['is ok where nothing applies', 'ok', [judged('csi/files-apart', skip('the objects cannot be read'))]],
    ['is ok with warnings alone', 'ok', [judged('webhook/installed', warn(webhookNotInstalled, webhookNotInstalled.example)), judged('pod/injected', ok(), pods('g1'))]],
    ['is ok where a pod group that is being replaced is all that is wrong', 'ok', [judged('pod/fresh', warn(podStaleClientId, { ...podStaleClientId.example, beingReplaced: true }), pods('g1', { current: false, beingReplaced: true }))]],
    ['is undecided where a check could not be judged', 'undecided', [judged('webhook/installed', ok()), judged('key-vault/readable', unknown(), login('a'))]],
    ['is undecided where something fits several causes', 'undecided', [judged('issuer/public', undecided([found(issuerUnreachable, issuerUnreachable.example)], []), login('a'))]],
    ['is problems where anything failed, whatever else is unknown', 'problems', [judged('pod/template-labelled', broken(podLabelMissing)), judged('key-vault/readable', unknown(), login('a'))]],
  ];
  for (const [sentence, expected, judgements] of cases) {
    test(sentence, () => {
      assert.equal(reachVerdict(judgements).verdict, expected);
    });
  }
});

describe('causes', () => {
  test('independent faults are all roots, in chain order', () => {
    const verdict = reachVerdict([
      judged('key-vault/readable', broken(kvRbacMissing), login('a')),
      judged('federated-credential/matches', broken(ficSubjectMismatch), login('b')),
      judged('pod/template-labelled', broken(podLabelMissing)),
    ]);
    assert.deepEqual(verdict.rootCauses, ['pod-label-missing', 'fic-subject-mismatch', 'kv-rbac-missing']);
  });

  test('what another fault explains is a consequence of it, though it was judged before', () => {
    const verdict = reachVerdict([judged('pod/injected', broken(podPredatesLabel), pods('g1')), judged('pod/template-labelled', broken(podLabelMissing))]);
    assert.deepEqual(verdict.rootCauses, ['pod-label-missing']);
    const { role, of } = rulingOf(verdict, 'pod/injected');
    assert.deepEqual({ role, of }, { role: 'consequence', of: ['pod-label-missing'] });
  });

  test('a fault explains another only where its data say so', () => {
    const { presented } = podStaleClientId.example;
    const of = (clientId: string): Verdict =>
      reachVerdict([judged('pod/fresh', broken(podStaleClientId), pods('g1')), judged('identity/exists', fail(identityNotFound, { ...identityNotFound.example, clientId }), login('a'))]);
    assert.deepEqual(of(presented).rootCauses, ['pod-stale-client-id']);
    assert.deepEqual(of(podStaleClientId.example.annotated).rootCauses, ['pod-stale-client-id', 'identity-not-found']);
  });

  test('the same finding made twice is one root, the earlier one', () => {
    const verdict = reachVerdict([judged('exchange/succeeds', broken(ficNone), login('a')), judged('federated-credential/matches', broken(ficNone), login('a'))]);
    assert.deepEqual(verdict.rootCauses, ['fic-none']);
    assert.equal(rulingOf(verdict, 'federated-credential/matches').role, 'root');
    assert.equal(rulingOf(verdict, 'exchange/succeeds').role, 'consequence');
  });

  test('the same finding about two logins has two roots, named once', () => {
    const verdict = reachVerdict([judged('exchange/succeeds', broken(ficNone), login('b')), judged('federated-credential/matches', broken(ficNone), login('a'))]);
    assert.deepEqual(verdict.rootCauses, ['fic-none']);
    assert.deepEqual(verdict.rulings.map(({ role }) => role), ['root', 'root']);
  });

  test('the same check on two pod groups blames neither on the other', () => {
    const verdict = reachVerdict([judged('pod/fresh', broken(podStaleClientId), pods('g1')), judged('pod/fresh', broken(podStaleClientId), pods('g2'))]);
    assert.deepEqual(verdict.rulings.map(({ role }) => role), ['root', 'root']);
  });

  test('a warning never takes the blame for a failure, and is no root', () => {
    const verdict = reachVerdict([judged('webhook/installed', warn(webhookNotInstalled, webhookNotInstalled.example)), judged('pod/injected', broken(webhookNotInstalled), pods('g1'))]);
    assert.equal(rulingOf(verdict, 'webhook/installed').role, undefined);
    assert.equal(rulingOf(verdict, 'pod/injected').role, 'root');
  });

  test('a warning explains a warning', () => {
    const verdict = reachVerdict([
      judged('webhook/installed', warn(webhookNotInstalled, webhookNotInstalled.example)),
      judged('webhook/would-inject', warn(webhookNotInstalled, webhookNotInstalled.example)),
    ]);
    assert.deepEqual(rulingOf(verdict, 'webhook/would-inject').of, ['webhook-not-installed']);
    assert.deepEqual(verdict.rootCauses, []);
  });

  test('what was undecided is decided where another check failed with one of its candidates', () => {
    const open = judged('issuer/public', undecided([found(issuerUnreachable, issuerUnreachable.example)], [], 'no answer here'), login('a'));
    const verdict = reachVerdict([open, judged('exchange/succeeds', fail(issuerUnreachable, issuerUnreachable.example, { basis: 'proved' }), login('a'))]);
    const { outcome, role, basis, of } = rulingOf(verdict, 'issuer/public');
    assert.equal(outcome.outcome, 'fail');
    assert.deepEqual({ role, basis, of }, { role: 'consequence', basis: 'proved', of: ['issuer-unreachable'] });
    assert.equal(rulingOf(verdict, 'exchange/succeeds').role, 'root');
    const other = reachVerdict([open, judged('exchange/succeeds', broken(issuerUnreachable), login('b'))]);
    assert.equal(rulingOf(other, 'issuer/public').outcome.outcome, 'undecided', 'of another login');
  });

  test('what fails for a login that only pods on their way out use is a warning, and nothing to mend', () => {
    const leaving = pods('g2', { current: false, beingReplaced: true });
    const verdict = reachVerdict([
      judged('pod/fresh', warn(podStaleClientId, { ...podStaleClientId.example, beingReplaced: true }), leaving),
      judged('pod/fresh', ok(), pods('g1')),
      judged('identity/exists', fail(identityNotFound, { ...identityNotFound.example, clientId: podStaleClientId.example.presented }), login('old', 'as-is', ['g2'])),
      judged('key-vault/readable', unknown({ reason: 'blocked' }), login('old', 'as-is', ['g2'])),
      judged('exchange/succeeds', works, login('new')),
    ]);
    assert.equal(verdict.verdict, 'ok');
    assert.deepEqual(verdict.rootCauses, []);
    assert.deepEqual(rulingOf(verdict, 'identity/exists').of, ['pod-stale-client-id']);
  });

  test('a login that pods which stay use as well fails for all of them', () => {
    const verdict = reachVerdict([
      judged('pod/injected', ok(), pods('g1')),
      judged('pod/injected', ok(), pods('g2', { current: false, beingReplaced: true })),
      judged('exchange/succeeds', broken(ficNone), login('a', 'as-is', ['g1', 'g2'])),
    ]);
    assert.deepEqual(verdict.rootCauses, ['fic-none']);
  });

  test('an unknown check names the failed check that judges what it waits for', () => {
    const waiting = unknown({ reason: 'blocked', waitedFor: ['exchange {"a":1}'] });
    const verdict = reachVerdict([
      judged('exchange/succeeds', broken(ficNone), login('a'), ['exchange {"a":1}']),
      judged('key-vault/readable', waiting, login('a')),
      judged('identity/exists', unknown({ reason: 'blocked', waitedFor: ['something else'] }), login('a')),
    ]);
    assert.equal(rulingOf(verdict, 'key-vault/readable').waitsFor, 'exchange/succeeds');
    assert.equal(rulingOf(verdict, 'identity/exists').waitsFor, undefined);
  });
});

describe('proof', () => {
  for (const id of ['issuer/public', 'issuer/publishes-key', 'token/audience', 'identity/exists', 'federated-credential/matches']) {
    test(`a working exchange proves ${id} where that was a gap or undecided`, () => {
      for (const outcome of [unknown(), undecided([found(issuerUnreachable, issuerUnreachable.example)], [])]) {
        const verdict = reachVerdict([judged(id, outcome, login('a')), judged('exchange/succeeds', works, login('a'))]);
        assert.equal(verdict.verdict, 'ok');
        const { outcome: ruled, basis, provedBy } = rulingOf(verdict, id);
        assert.deepEqual({ outcome: ruled.outcome, basis, provedBy }, { outcome: 'ok', basis: 'proved', provedBy: 'exchange/succeeds' });
      }
    });
  }

  test('the exchange of one login proves nothing of another', () => {
    const verdict = reachVerdict([judged('identity/exists', unknown(), login('a')), judged('exchange/succeeds', works, login('b'))]);
    assert.equal(verdict.verdict, 'undecided');
  });

  test('it does not run forwards: a vault that was not read stays a gap', () => {
    const verdict = reachVerdict([judged('exchange/succeeds', works, login('a')), judged('key-vault/readable', unknown(), login('a'))]);
    assert.equal(verdict.verdict, 'undecided');
  });

  test('where observations contradict, the exchange wins and what was read becomes a warning that says so', () => {
    const verdict = reachVerdict([judged('federated-credential/matches', broken(ficSubjectMismatch), login('a')), judged('exchange/succeeds', works, login('a'))]);
    assert.equal(verdict.verdict, 'ok');
    const { outcome, contradicted, provedBy } = rulingOf(verdict, 'federated-credential/matches');
    assert.deepEqual({ outcome: outcome.outcome, contradicted, provedBy }, { outcome: 'warn', contradicted: true, provedBy: 'exchange/succeeds' });
  });

  test('a service account that could not be read is proved by the exchanges of all logins in use', () => {
    const account = judged('service-account/client-id', unknown());
    const [first, second] = [judged('exchange/succeeds', works, login('a')), judged('exchange/succeeds', works, login('b'))];
    assert.equal(reachVerdict([account, first, second]).verdict, 'ok');
    const half = reachVerdict([account, first, judged('exchange/succeeds', broken(ficNone), login('b'))]);
    assert.equal(rulingOf(half, 'service-account/client-id').outcome.outcome, 'unknown');
  });

  test('an exchange in a tenant that the pod itself does not name proves no account', () => {
    const nowhere = login('a');
    const { tenantId: _tenant, ...rest } = nowhere.login ?? assert.fail();
    const verdict = reachVerdict([judged('service-account/client-id', unknown()), judged('exchange/succeeds', works, { ...nowhere, login: rest })]);
    assert.equal(verdict.verdict, 'undecided');
  });

  test('a service account that was read as wrong stays wrong, though pods from before still work', () => {
    const verdict = reachVerdict([judged('service-account/client-id', broken(saClientIdMissing)), judged('exchange/succeeds', works, login('a'))]);
    assert.deepEqual(verdict.rootCauses, ['sa-client-id-missing']);
  });

  test('an exchange with values of after mending says so, and proves nothing about the running pod', () => {
    const [running, mended] = [login('a'), login('b', 'after-mend')];
    const verdict = reachVerdict([
      judged('service-account/client-id', unknown()),
      judged('identity/exists', unknown(), running),
      judged('identity/exists', unknown(), mended),
      judged('exchange/succeeds', unknown(), running),
      judged('exchange/succeeds', ok('Entra gives a token', 'after-mend'), mended),
    ]);
    assert.equal(verdict.verdict, 'undecided');
    assert.equal(rulingOf(verdict, 'service-account/client-id').outcome.outcome, 'unknown');
    assert.equal(rulingOf(verdict, 'identity/exists', running).outcome.outcome, 'unknown');
    const { outcome, basis } = rulingOf(verdict, 'identity/exists', mended);
    assert.deepEqual({ outcome: outcome.outcome, basis }, { outcome: 'ok', basis: 'after-mend' });
  });

  const gap = judged('webhook/would-inject', unknown());
  const injections: readonly (readonly [sentence: string, counts: boolean, judgements: readonly Judgement[]])[] = [
    ['does not count where every pod of today is injected', false, [judged('pod/injected', ok(), pods('g1')), judged('pod/injected', ok(), pods('g2'))]],
    ['does not count where only pods from before are not injected', false, [judged('pod/injected', ok(), pods('g1')), judged('pod/injected', broken(podPredatesLabel), pods('g2', { current: false }))]],
    ['counts where one group of today is not injected', true, [judged('pod/injected', ok(), pods('g1')), judged('pod/injected', unknown(), pods('g2'))]],
    ['counts where only pods from before are injected', true, [judged('pod/injected', ok(), pods('g1', { current: false }))]],
    ['counts where there are no pods', true, []],
  ];
  for (const [sentence, counts, judgements] of injections) {
    test(`a gap about the webhook ${sentence}`, () => {
      assert.equal(rulingOf(reachVerdict([gap, ...judgements]), 'webhook/would-inject').counts, counts);
    });
  }

  test('a webhook that was seen to be wrong counts, though every pod of today is injected', () => {
    const verdict = reachVerdict([judged('webhook/installed', broken(webhookNotInstalled)), judged('pod/injected', ok(), pods('g1'))]);
    assert.equal(verdict.verdict, 'problems');
  });
});

describe('where the pod itself was asked too', () => {
  const inPod = ok('Entra gives a token to pod/a', 'proved');
  const twins = (here: Outcome | JudgedOutcome, there: Outcome | JudgedOutcome): Verdict => reachVerdict([judged('exchange/succeeds', here, login('a')), judged('exchange/from-pod', there, login('a'))]);

  test('what is open from here is as the pod says', () => {
    const open = undecided([found(egressEntraBlocked, egressEntraBlocked.example), found(vantageDifference, vantageDifference.example)], []);
    for (const here of [open, unknown()]) {
      const verdict = twins(here, inPod);
      assert.equal(verdict.verdict, 'ok');
      assert.deepEqual(rulingOf(verdict, 'exchange/succeeds').outcome, { outcome: 'ok', note: 'not from this machine, but from the pod' });
      const failed = twins(here, broken(egressDns));
      assert.deepEqual([failed.verdict, failed.rootCauses], ['problems', ['egress-dns']]);
      assert.equal(rulingOf(failed, 'exchange/succeeds').outcome.outcome, 'skip');
    }
  });

  test('what fails from here alone is a warning, and what fails in the pod alone is the cause', () => {
    const here = twins(broken(egressEntraBlocked), inPod);
    assert.deepEqual([here.verdict, here.rootCauses, rulingOf(here, 'exchange/succeeds').outcome.outcome], ['ok', [], 'warn']);
    const there = twins(works, broken(egressDns));
    assert.deepEqual([there.verdict, there.rootCauses, rulingOf(there, 'exchange/succeeds').outcome.outcome], ['problems', ['egress-dns'], 'ok']);
  });

  test('what fails alike in both is one cause', () => {
    const both = twins(broken(identityNotFound), broken(identityNotFound));
    assert.deepEqual(both.rootCauses, ['identity-not-found']);
    assert.deepEqual([rulingOf(both, 'exchange/succeeds').role, rulingOf(both, 'exchange/from-pod').role].toSorted(), ['consequence', 'root']);
  });

  test('a pod that could not be looked from leaves what was seen from here as it is, and counts', () => {
    const verdict = twins(works, unknown());
    assert.equal(verdict.verdict, 'undecided');
    assert.equal(rulingOf(verdict, 'exchange/succeeds').outcome.outcome, 'ok');
    assert.equal(twins(broken(identityNotFound), unknown()).verdict, 'problems');
  });

  test('an exchange in the pod proves the links before it as one from here does', () => {
    const verdict = reachVerdict([judged('federated-credential/matches', unknown(), login('a')), judged('exchange/succeeds', unknown(), login('a')), judged('exchange/from-pod', inPod, login('a'))]);
    assert.equal(verdict.verdict, 'ok');
    assert.equal(rulingOf(verdict, 'federated-credential/matches').outcome.outcome, 'ok');
  });

  test('another login of the pod is not spoken for', () => {
    const verdict = reachVerdict([judged('exchange/succeeds', unknown(), login('b')), judged('exchange/from-pod', inPod, login('a'))]);
    assert.equal(verdict.verdict, 'undecided');
  });
});
