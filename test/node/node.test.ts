/** The doctor on a cluster whose pods really run: what it says is so, and what it prints as the mend does mend. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bindReport } from '../../src/report/bind-report.ts';
import { audience, issuer, namespace, otherClientId, serviceAccount, subject, tenantId, vaultEnv } from '../../src/sandbox/scenarios/shop.ts';
import type { KubernetesObject, WebhookState } from '../../src/sandbox/scenario.ts';
import { until } from '../cluster/deadline.ts';
import { diagnose, mend, resultOf, summary } from './doctor.ts';
import type { Summary } from './doctor.ts';
import { breakWebhook, restartWebhook, tryInjection } from './outage.ts';
import { useNodeWorld } from './one-world.ts';
import { hasSettled, orders, ordersPods, requestedToken, rolledOut, tokenFiles } from './shop.ts';
import type { NodeWorld } from './world.ts';

const runCommand = promisify(execFile);
const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
let world: NodeWorld;

useNodeWorld((started) => {
  world = started;
});

const soon = { timeout: 120_000 };
const fine: Summary = { verdict: 'ok', exitCode: 0, rootCauses: [], warnings: [] };
const ownAudience = 'api://orders';
const ownVolume = 'azure-identity-token';
const restartOrders = 'kubectl rollout restart deployment/orders -n shop';

for (const [generation, release] of [
  ['tokens', 'v1.5 or older'],
  ['wi', 'v1.6 or newer'],
] as const) {
  test(`a Deployment wired right is ok, and the kubelet's token files say what the doctor's token says (webhook ${release})`, soon, async () => {
    await begin({ generation });
    await world.apply(orders());
    await rolledOut(world);
    const diagnosis = await diagnose(world);
    assert.deepEqual(summary(diagnosis), fine);

    const expected = { issuer, subject, audiences: [audience] };
    assert.deepEqual(await tokenFiles(world), [expected, expected]);
    assert.deepEqual(await requestedToken(world), expected);
    assert.equal(diagnosis.report.cluster.issuer, issuer);
    assert.match(resultOf(diagnosis, 'token/audience').note ?? '', new RegExp(`^sub ${subject}(?!:|\\w)`));
    assert.ok(resultOf(diagnosis, 'webhook/would-inject').note?.startsWith(`${release}, `));
  });
}

test('annotating the service account afterwards leaves running pods without a client id until a restart has replaced them', soon, async () => {
  await begin({}, {});
  await world.apply(orders());
  await rolledOut(world);
  await world.apply(serviceAccount());
  await restartHeals('pod-predates-sa-annotation');
});

test('bind replaces pods that were made without an identity, and the kubelet gives the new ones a token that Entra takes', soon, async () => {
  await begin({}, {});
  await world.apply(orders({}, { labels: {} }));
  await rolledOut(world);
  const bare = await ordersPods(world);
  const { stdout } = await runCommand(process.execPath, [program, 'bind', 'deployment/orders', '-n', 'shop', '--identity', 'id-orders', '--vault', 'kv-shop', '--yes', '-o', 'json', '--timeout', '90s'], { env: world.env, timeout: 100_000 });
  const report = bindReport.parse(JSON.parse(stdout));
  assert.deepEqual(report.steps.map(({ part, outcome }) => `${part}: ${outcome}`), ['exchange: done', 'service account: done', 'pod template: done']);
  assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok']);
  await rolledOut(world);
  const expected = { issuer, subject, audiences: [audience] };
  assert.deepEqual(await tokenFiles(world), [expected, expected]);
  assert.ok((await ordersPods(world)).every((pod) => !bare.includes(pod)));
});

test('changing the annotation leaves running pods with the client id from before until a restart has replaced them', soon, async () => {
  await begin({}, { 'azure.workload.identity/client-id': otherClientId });
  await world.apply(orders());
  await rolledOut(world);
  await world.apply(serviceAccount());
  await restartHeals('pod-stale-client-id');
});

test('with the label taken from the template, the rollout that follows leaves the pods bare until the label is back', soon, async () => {
  await begin();
  await world.apply(orders());
  await rolledOut(world);
  await world.kubectl('patch', 'deployment/orders', '-n', 'shop', '--type', 'json', '-p', '[{"op":"remove","path":"/spec/template/metadata/labels/azure.workload.identity~1use"}]');
  await rolledOut(world);
  const broken = await diagnose(world);
  assert.deepEqual(summary(broken), problems('pod-label-missing'));
  assert.equal((await mend(world, broken, 'pod-label-missing')).ran.length, 1);
  await rolledOut(world);
  assert.deepEqual(summary(await diagnose(world)), fine);
});

test('webhook v1.5 leaves a token volume of the user\'s own in its place, and its audience is what breaks', soon, async () => {
  await begin({ generation: 'tokens' });
  await world.apply(withOwnVolume());
  await wrongAudienceHeals();
});

test('webhook v1.6 adds its own token volume beside the user\'s, and the same Deployment is ok', soon, async () => {
  await begin({ generation: 'wi' });
  await world.apply(withOwnVolume());
  await rolledOut(world);
  assert.deepEqual(summary(await diagnose(world)), fine);
  assert.deepEqual((await tokenFiles(world)).flatMap(({ audiences }) => audiences), [audience, audience]);
});

test('webhook v1.6 leaves a path of the user\'s own in the env, and the audience of the volume behind it is what breaks', soon, async () => {
  await begin({ generation: 'wi' });
  await world.apply(withOwnVolume({ env: [...vaultEnv, { name: 'AZURE_FEDERATED_TOKEN_FILE', value: `/var/run/secrets/azure/tokens/${ownVolume}` }] }));
  await wrongAudienceHeals();
});

test('a webhook that is down with failurePolicy Fail stops a rollout while old pods work, and its restart lets it finish', soon, async () => {
  await begin();
  await world.apply(orders());
  await rolledOut(world);
  const old = (await ordersPods(world)).toSorted();
  await breakWebhook(world);
  assert.match(await tryInjection(world), /no endpoints available for service "azure-wi-webhook-webhook-service"/);
  await world.shell(restartOrders);
  await until('the rollout to stand still', 20_000, () => hasSettled(world));

  const broken = await diagnose(world);
  assert.deepEqual(summary(broken), problems('webhook-no-endpoints'));
  assert.deepEqual(broken.target.podGroups.map(({ pods, current }) => ({ pods: pods.toSorted(), current })), [{ pods: old, current: false }]);
  assert.equal(resultOf(broken, 'key-vault/readable').outcome, 'ok');

  await mend(world, broken, 'webhook-no-endpoints');
  await rolledOut(world);
  assert.deepEqual(summary(await diagnose(world)), fine);
  assert.ok((await ordersPods(world)).every((pod) => !old.includes(pod)));
});

test('pods that went past a webhook with failurePolicy Ignore stay bare when it is back, until they are made anew', soon, async () => {
  await begin({ failurePolicy: 'Ignore' });
  await breakWebhook(world);
  await world.apply(orders());
  await rolledOut(world);
  await restartWebhook(world);
  const broken = await diagnose(world);
  assert.deepEqual(summary(broken), problems('webhook-fail-open'));

  await mend(world, broken, 'webhook-fail-open');
  await rolledOut(world);
  assert.deepEqual(summary(await diagnose(world)), fine);
  await breakWebhook(world);
  assert.match(await tryInjection(world), /no endpoints available/, 'the mend did not make the webhook an error');
});

test('while a webhook with failurePolicy Ignore is still down, whoever does what the doctor prints each time gets there', soon, async (context) => {
  await begin({ failurePolicy: 'Ignore' });
  await breakWebhook(world);
  await world.apply(orders());
  await rolledOut(world);
  assert.equal(await tryInjection(world), 'bare');

  const rounds: string[] = [];
  for (;;) {
    const diagnosis = await diagnose(world);
    const { verdict, rootCauses } = summary(diagnosis);
    const [first] = rootCauses;
    if (first === undefined) {
      assert.equal(verdict, 'ok');
      break;
    }
    rounds.push(first);
    assert.ok(rounds.length <= 4, `no end after ${rounds.join(', ')}`);
    await mend(world, diagnosis, first);
    await until('the rollout to end or to stand still', 60_000, () => hasSettled(world));
  }
  assert.equal(rounds[0], 'webhook-fail-open');
  context.diagnostic(`rounds: ${rounds.join(', ')}`);
});

async function begin(state: Partial<WebhookState> = {}, annotations?: Readonly<Record<string, string>>): Promise<void> {
  await world.webhook.become({ generation: 'wi', tenantId, ...state });
  await world.apply(namespace);
  await world.apply(serviceAccount(annotations));
}

function problems(root: string): Summary {
  return { ...fine, verdict: 'problems', exitCode: 1, rootCauses: [root] };
}

/** The pods' problem is the one root; while they are being replaced it is a warning; when they are gone all is well. */
async function restartHeals(problem: string): Promise<void> {
  const broken = await diagnose(world);
  assert.deepEqual(summary(broken), problems(problem));

  // New pods count as available after a while, so that the doctor can look in the middle of the rollout.
  await world.kubectl('patch', 'deployment/orders', '-n', 'shop', '-p', '{"spec":{"minReadySeconds":5}}');
  assert.deepEqual((await mend(world, broken, problem)).ran, [restartOrders]);
  await until('a new pod beside the old ones', 20_000, async () => ((await ordersPods(world)).length > 2 ? true : undefined));
  const under = summary(await diagnose(world));
  assert.deepEqual({ ...under, warnings: [] }, fine);
  assert.ok(under.warnings.includes(problem), under.warnings.join());

  await rolledOut(world);
  assert.deepEqual(summary(await diagnose(world)), fine);
}

/** A Deployment with a token volume of its own where the webhook's used to be, for another audience. */
function withOwnVolume(app: Readonly<Record<string, unknown>> = {}): KubernetesObject {
  const source = { serviceAccountToken: { path: ownVolume, audience: ownAudience, expirationSeconds: 3600 } };
  const volumeMounts = [{ name: ownVolume, mountPath: '/var/run/secrets/azure/tokens', readOnly: true }];
  return orders({ volumeMounts, ...app }, { spec: { volumes: [{ name: ownVolume, projected: { sources: [source] } }] } });
}

async function wrongAudienceHeals(): Promise<void> {
  await rolledOut(world);
  assert.deepEqual((await tokenFiles(world)).flatMap(({ audiences }) => audiences), [ownAudience, ownAudience]);
  const broken = await diagnose(world);
  assert.deepEqual(summary(broken), problems('pod-custom-volume-wrong-aud'));

  // The manifest is the user's, so the mend is a note; this does what it says.
  const { ran, notes } = await mend(world, broken, 'pod-custom-volume-wrong-aud');
  assert.deepEqual(ran, []);
  assert.match(notes.join('\n'), new RegExp(`volume ${ownVolume} out of volumes.*\nOr keep the volume, and set the audience of its serviceAccountToken to ${audience}`));
  const path = '/spec/template/spec/volumes/0/projected/sources/0/serviceAccountToken/audience';
  await world.kubectl('patch', 'deployment/orders', '-n', 'shop', '--type', 'json', '-p', JSON.stringify([{ op: 'replace', path, value: audience }]));
  await rolledOut(world);
  assert.deepEqual((await tokenFiles(world)).flatMap(({ audiences }) => audiences), [audience, audience]);
  assert.deepEqual(summary(await diagnose(world)), fine);
}
