import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bindOffer, exampleBindingOf, type Binding } from './bind-offer.ts';
import { csiFicSubjectIsDriverSa } from './csi/csi-fic-subject-is-driver-sa.ts';
import { spcClientidWrong } from './csi/spc-clientid-wrong.ts';
import { spcKvnameUrl } from './csi/spc-kvname-url.ts';
import { spcObjectsMissing } from './csi/spc-objects-missing.ts';
import { ficNone } from './federated-credential/fic-none.ts';
import { podPredatesLabel } from './pod/pod-predates-label.ts';
import { podStaleTenantOrAuthority } from './pod/pod-stale-tenant-or-authority.ts';
import { describeProblem, found, type FoundProblem } from './problem.ts';
import { problems } from './registry.ts';

/** What bind does by itself: a mend with one of these offers bind beside it, or says here why not. */
const deedsOfBind: readonly RegExp[] = [
  /federated-credential (create|update) /,
  /^az role assignment create /,
  /^az keyvault (role assignment create|set-policy) /,
  /^kubectl annotate serviceaccount\/\S+ .*azure\.workload\.identity\//,
  /^kubectl (patch|label) .*azure\.workload\.identity\/use/,
  /^kubectl set serviceaccount /,
  /^kubectl rollout restart /,
  /^kubectl (patch|edit) secretproviderclass\//,
];

const notOffered: readonly { readonly because: string; readonly problems: readonly string[] }[] = [
  {
    because: 'the webhook is to be put right first: bind neither installs it nor changes its configuration',
    problems: [
      'webhook-not-installed',
      'webhook-fail-open',
      'webhook-ns-selector',
      'webhook-object-selector-edited',
      'webhook-mwc-deleted',
      'webhook-timeout',
      'webhook-cert-bad',
      'webhook-excluded-ns',
      'webhook-old-v0',
      'webhook-sidecar-injected-later',
      'webhook-tenant-missing',
      'webhook-wrong-cloud',
    ],
  },
  { because: 'bind sets no lifetime of a token', problems: ['webhook-token-expiry-denied'] },
  { because: 'the empty annotation is what is wrong, and sa-tenant-empty, which explains it, offers bind', problems: ['proxy-tenant-missing'] },
  { because: 'an identity binding takes the place of the credential that bind makes', problems: ['ib-webhook-too-old', 'ib-vnet-integration', 'ib-no-binding-for-cluster', 'ib-annotation-missing', 'ib-app-registration'] },
  { because: 'Azure takes no second credential for this issuer and subject, and bind leaves the audience of one that may serve somebody else', problems: ['fic-audience-mismatch'] },
  { because: 'bind gives roles on key vaults alone', problems: ['arm-rbac-missing', 'dataplane-role-missing', 'kv-managed-hsm'] },
  { because: 'driver and provider belong to the cluster', problems: ['csi-provider-missing', 'csi-driver-rbac', 'csi-podinfo-off', 'csi-tokenrequests-missing', 'csi-tokenrequests-audience', 'csi-provider-egress', 'csi-rotation-off', 'csi-rotation-masked'] },
  {
    because: 'the list of objects is to be corrected where it stands: bind would put another one in its place',
    problems: ['spc-objects-malformed', 'spc-object-type', 'spc-object-name-empty', 'spc-object-format', 'spc-object-file-collision', 'spc-duplicate-array-key', 'spc-cert-as-cert-no-key', 'csi-message-too-large'],
  },
  { because: 'bind makes no Secrets of mounted files', problems: ['spc-secretobjects-mismatch'] },
  { because: 'the identity is right: the variable is older than the secret', problems: ['csi-secret-env-stale'] },
];

const bindable = problems.filter((problem) => describeProblem({ problem, data: problem.example }).fix.some(({ argv }) => deedsOfBind.some((deed) => deed.test(argv.join(' ')))));

describe('bind beside a mend', () => {
  test('is offered by every problem whose mend it does, or there is a reason why not', () => {
    const excused = notOffered.flatMap(({ problems: names }) => names);
    assert.deepEqual(bindable.filter(({ bind }) => bind === undefined).map(({ name }) => name).sort(), [...excused].sort());
  });

  test('names the class and the vault where the driver is meant, on its page as well', () => {
    for (const problem of problems.filter(({ link, bind }) => link === 'csi' && bind !== undefined)) {
      const [offer] = bindOffer({ problem, data: problem.example }, exampleBindingOf(problem));
      assert.match(offer?.argv.join(' ') ?? '', / --vault kv-shop .*--csi orders( |$)/, problem.name);
    }
  });

  const csi: Binding = exampleBindingOf(csiFicSubjectIsDriverSa);
  const { csi: _class, ...webhook } = csi;
  const overridden = { ...spcKvnameUrl.example, overridden: ['keyvaultName'] };
  const flags: readonly { readonly of: string; readonly found: FoundProblem; readonly binding: Binding; readonly words: readonly string[] }[] = [
    { of: 'the id that the class should have had', found: found(spcClientidWrong, { ...spcClientidWrong.example, objectIdOf: { name: 'id-orders', clientId: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a' } }), binding: csi, words: ['--client-id', '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', '--vault', 'kv-shop', '--csi', 'orders', '--take-over'] },
    { of: 'no id where the one in use is nobody’s', found: found(spcClientidWrong, spcClientidWrong.example), binding: csi, words: ['--client-id', '<client-id>', '--vault', 'kv-shop', '--csi', 'orders', '--take-over'] },
    { of: 'a vault of which nothing is known', found: found(spcKvnameUrl, { ...spcKvnameUrl.example, name: 'kv-other' }), binding: csi, words: ['--client-id', csi.clientId ?? '', '--vault', 'kv-other', '--csi', 'orders', '--take-over'] },
    { of: 'objects that only a person knows', found: found(spcObjectsMissing, spcObjectsMissing.example), binding: csi, words: ['--client-id', csi.clientId ?? '', '--vault', 'kv-shop', '--csi', 'orders', '--objects', 'secret/<secret-name>'] },
    { of: 'a new run of the pods', found: found(podPredatesLabel, podPredatesLabel.example), binding: webhook, words: ['--client-id', csi.clientId ?? '', '--restart'] },
  ];
  for (const { of, found: problem, binding, words } of flags) {
    test(`names ${of}`, () => {
      const [offer] = bindOffer(problem, binding);
      assert.deepEqual(offer?.argv.slice(6), words);
    });
  }

  const silent: readonly { readonly where: string; readonly found: FoundProblem; readonly binding: Binding }[] = [
    { where: 'the volume of the pod says the parameter in place of the class', found: found(spcKvnameUrl, overridden), binding: csi },
    { where: 'the class is looked at without a workload', found: found(spcKvnameUrl, spcKvnameUrl.example), binding: { ...csi, owner: { kind: 'secretproviderclass', namespace: 'shop', name: 'orders' } } },
    { where: 'the next run of a CronJob makes new pods', found: found(podPredatesLabel, podPredatesLabel.example), binding: { ...webhook, owner: { kind: 'cronjob', namespace: 'shop', name: 'orders' } } },
    { where: 'pods are only replaced once somebody deletes them', found: found(podPredatesLabel, podPredatesLabel.example), binding: { ...webhook, owner: { ...webhook.owner, kind: 'daemonset', standsStill: 'on-delete' } } },
    { where: 'the pods are of an earlier template', found: found(podPredatesLabel, podPredatesLabel.example), binding: { ...webhook, formerPods: true } },
    { where: 'the authority is what is old: bind does not compare it', found: found(podStaleTenantOrAuthority, { ...podStaleTenantOrAuthority.example, variable: 'AZURE_AUTHORITY_HOST' }), binding: webhook },
    { where: 'the identity takes no other credential', found: found(ficNone, { ...ficNone.example, identity: { ...ficNone.example.identity, full: true } }), binding: webhook },
  ];
  for (const { where, found: problem, binding } of silent) {
    test(`is left out where ${where}`, () => {
      assert.deepEqual(bindOffer(problem, binding), []);
    });
  }
});
