import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Login, Mount, VaultObject } from '../evidence/subject.ts';
import type { AnyProblem, FoundProblem } from '../problems/problem.ts';
import { linkOf, type AnyCheck, type Basis } from './check.ts';
import { checks } from './checks.ts';
import type { AnySubject, JudgedOutcome, Judgement } from './run.ts';
import { reachVerdict, type Ruling, type Verdict } from './verdict.ts';

const bare: AnySubject = { target: { kind: 'deployment', namespace: 'shop', name: 'orders' }, wishes: { exchange: true, read: true } };
/** A login as far as a verdict looks at one. */
const login = (id: string, basis: Login['basis'], podGroups: readonly string[]): Login => ({ id, basis, podGroups }) as Login;
const logins = [login('a', 'as-is', ['g0']), login('b', 'as-is', ['g1']), login('c', 'after-mend', [])];
const shape = { labels: {}, annotations: {}, serviceAccount: 'orders', containers: [], tokenSources: [], hostNetwork: false, secretsStoreVolumes: [] };
const newest = { name: 'p', uid: 'u', createdAt: '' };
const groups = [true, false].map((current, index) => ({ id: `g${index}`, shape, pods: ['p'], newest, oldestCreatedAt: '', current, beingReplaced: !current }));
const mount: Mount = { id: 'm', namespace: 'shop', serviceAccount: 'orders', volume: 'v', secretProviderClass: 'orders', overrides: {}, readOnly: true, podGroups: ['g0'] };
const vaultObject: VaultObject = { vaultHost: 'kv.vault.azure.net', vaultName: 'kv', type: 'secret', origin: '--vault' };
const container = { name: 'app', init: false, variables: [], envFrom: false, mounts: [] };

function subjectsOf({ each }: AnyCheck): readonly AnySubject[] {
  switch (each) {
    case 'target':
      return [bare];
    case 'pod-group':
      return groups.map((podGroup) => ({ ...bare, podGroup }));
    case 'container':
      return groups.map((podGroup) => ({ ...bare, podGroup, container }));
    case 'mount':
      return [{ ...bare, mount }];
    case 'login':
      return logins.map((one) => ({ ...bare, login: one }));
    case 'vault-object':
      return logins.map((one) => ({ ...bare, login: one, vaultObject }));
  }
}

const places = checks.flatMap((check) => subjectsOf(check).map((subject) => ({ check, subject })));
const withExample = (problem: AnyProblem): FoundProblem => ({ problem, data: problem.example });
const basis = fc.constantFrom<Basis | undefined>(undefined, 'proved', 'read', 'after-mend');
const based = (outcome: JudgedOutcome) => basis.map((given): JudgedOutcome => (given === undefined ? outcome : { ...outcome, basis: given } as JudgedOutcome));

function outcomesOf({ problems }: AnyCheck): fc.Arbitrary<JudgedOutcome> {
  const always: readonly fc.Arbitrary<JudgedOutcome>[] = [
    based({ outcome: 'ok' }),
    fc.constant({ outcome: 'skip', because: 'it does not apply' }),
    fc.constantFrom('one', 'two').map((id) => ({ outcome: 'unknown', gaps: [{ reason: 'blocked', needs: 'it', waitedFor: [id] }] })),
  ];
  if (problems.length === 0) return fc.oneof(...always);
  const one = fc.constantFrom(...problems.map(withExample));
  return fc.oneof(
    ...always,
    fc.tuple(fc.constantFrom<'fail' | 'warn'>('fail', 'warn'), one).chain(([outcome, found]) => based({ outcome, found })),
    fc.array(one, { maxLength: 3 }).map((candidates): JudgedOutcome => ({ outcome: 'undecided', candidates, decidedBy: [] })),
  );
}

const judgement = fc
  .constantFrom(...places)
  .chain((place) => fc.record({ outcome: outcomesOf(place.check), reads: fc.subarray(['one', 'two']) }).map((rest): Judgement => ({ ...place, ...rest })));
const judgements = fc.uniqueArray(judgement, { selector: placeOf, maxLength: 14 });

function placeOf({ check, subject }: Judgement): string {
  return `${check.id} ${subject.login?.id ?? subject.podGroup?.id ?? ''}`;
}

function rulingAt({ rulings }: Verdict, judged: Judgement): Ruling {
  const ruling = rulings.find((one) => one.judgement === judged);
  assert.ok(ruling !== undefined);
  return ruling;
}

function leaves({ subject }: Judgement): boolean {
  return subject.podGroup?.beingReplaced === true;
}

test('every judgement gets one ruling, and keeps its own words', () => {
  fc.assert(
    fc.property(judgements, (given) => {
      const before = given.map(({ outcome }) => outcome.outcome);
      const { rulings } = reachVerdict(given);
      assert.equal(rulings.length, given.length);
      for (const judged of given) assert.ok(rulings.some((ruling) => ruling.judgement === judged));
      assert.deepEqual(given.map(({ outcome }) => outcome.outcome), before);
    }),
  );
});

test('the order of judgements does not matter to the verdict', () => {
  const shuffled = judgements.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })));
  fc.assert(
    fc.property(shuffled, ([given, mixed]) => {
      const [one, other] = [reachVerdict(given), reachVerdict(mixed)];
      assert.equal(other.verdict, one.verdict);
      assert.deepEqual(new Set(other.rootCauses), new Set(one.rootCauses));
      for (const judged of given) {
        const [a, b] = [rulingAt(one, judged), rulingAt(other, judged)];
        assert.deepEqual([b.outcome.outcome, b.counts, b.contradicted], [a.outcome.outcome, a.counts, a.contradicted], placeOf(judged));
      }
    }),
    { numRuns: 500 },
  );
});

test('there are problems where something failed, and then there is a root among what failed', () => {
  fc.assert(
    fc.property(judgements, (given) => {
      const { verdict, rootCauses, rulings } = reachVerdict(given);
      const failed = rulings.filter(({ outcome }) => outcome.outcome === 'fail');
      assert.equal(verdict === 'problems', failed.length > 0);
      assert.equal(rootCauses.length > 0, failed.length > 0);
      for (const { role, of } of failed) assert.equal(role === 'consequence', of.length > 0);
    }),
    { numRuns: 500 },
  );
});

test('one more ok never turns a failure into an ok: at most an exchange contradicts it, the pod itself works, or the only pods concerned are seen to leave', () => {
  const one = fc.constantFrom(...places).chain((place) => based({ outcome: 'ok' }).map((outcome): Judgement => ({ ...place, outcome, reads: [] })));
  fc.assert(
    fc.property(judgements, one, (all, more) => {
      const given = all.filter((judged) => placeOf(judged) !== placeOf(more));
      const [without, with_] = [reachVerdict(given), reachVerdict([...given, more])];
      for (const judged of given) {
        if (rulingAt(without, judged).outcome.outcome !== 'fail') continue;
        const { outcome, contradicted } = rulingAt(with_, judged);
        const excused = (contradicted && linkOf(more.check) === 'exchange') || more.check.vantage === 'pod' || leaves(more);
        assert.ok(outcome.outcome === 'fail' || (outcome.outcome === 'warn' && excused), placeOf(judged));
      }
      if (linkOf(more.check) !== 'exchange' && more.check.vantage !== 'pod' && !leaves(more)) assert.equal(with_.verdict === 'problems', without.verdict === 'problems');
    }),
    { numRuns: 500 },
  );
});

test('what does not apply changes nothing', () => {
  fc.assert(
    fc.property(judgements, fc.constantFrom(...places), (all, place) => {
      const skipped: Judgement = { ...place, outcome: { outcome: 'skip', because: 'it does not apply' }, reads: [] };
      const given = all.filter((judged) => placeOf(judged) !== placeOf(skipped));
      // one exchange that was not tried is none of those that prove the account, and one that was not seen to work
      fc.pre(linkOf(place.check) !== 'exchange' && place.check.id !== 'pod/injected' && !leaves(skipped));
      assert.equal(reachVerdict([...given, skipped]).verdict, reachVerdict(given).verdict);
    }),
  );
});
