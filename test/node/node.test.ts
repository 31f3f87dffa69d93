/** The doctor on a cluster whose pods run: what it says is so, and what it prints as the mend mends. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { audience, deployment as _unused, issuer, namespace, otherClientId, serviceAccount, subject, tenantId } from '../../src/sandbox/scenarios/shop.ts';
import type { WebhookState } from '../../src/sandbox/scenario.ts';
import { removeNamespace } from '../cluster/remove-namespace.ts';
import { diagnose, mend, resultOf, rootOf, summary } from './doctor.ts';
import { breakWebhook, tryInjection, untilInjected } from './outage.ts';
import { orders, podsOf, requestedToken, rolledOut, tokenFiles } from './shop.ts';
import { startNodeWorld } from './world.ts';
import type { NodeWorld } from './world.ts';

let world: NodeWorld;

// Without the cache a build of nine minutes and more comes first.
before(async () => {
  world = await startNodeWorld();
}, { timeout: 45 * 60_000 });
afterEach(async () => {
  await removeNamespace(world.plane.api, 'shop');
  await world.webhook.become('absent');
}, { timeout: 60_000 });
after(() => world.stop(), { timeout: 60_000 });

const soon = { timeout: 120_000 };
const generations = ['tokens', 'wi'] as const;
const fine = { verdict: 'ok', exitCode: 0, rootCauses: [], warnings: [] };

for (const generation of generations) {
  test(`a Deployment wired right is ok, and its token files say what the doctor's token says (generation "${generation}")`, soon, async () => {
    await begin({ generation });
    await world.apply(orders());
    await rolledOut(world);
    const diagnosis = await diagnose(world);
    assert.deepEqual(summary(diagnosis), fine);

    const expected = { issuer, subject, audiences: [audience] };
    assert.deepEqual(await tokenFiles(world), [expected, expected]);
    assert.deepEqual(await requestedToken(world), expected);
    assert.equal(diagnosis.report.cluster.issuer, issuer);
    assert.equal(resultOf(diagnosis, 'token/audience').note, `sub ${subject}`);
    assert.equal(resultOf(diagnosis, 'webhook/would-inject').note, `${generation === 'wi' ? 'v1.6 or newer' : 'v1.5 or older'}, would inject this pod today`);
  });
}

test('annotating the service account afterwards makes running pods stale until a restart has replaced them all', soon, async () => {
  await begin({}, {});
  await world.apply(orders());
  await rolledOut(world);
  await world.apply(serviceAccount());
  const broken = await diagnose(world);
  assert.deepEqual(summary(broken), { ...fine, verdict: 'problems', exitCode: 1, rootCauses: ['pod-predates-sa-annotation'] });

  await slowDown();
  assert.deepEqual((await mend(world, broken, 'pod-predates-sa-annotation')).ran, ['kubectl rollout restart deployment/orders -n shop']);
  const under = await diagnose(world);
  console.log(summary(under), under.target.podGroups);
  await rolledOut(world);
  assert.deepEqual(summary(await diagnose(world)), fine);
});

test('changing the annotation makes running pods stale until a restart has replaced them all', soon, async () => {
  await begin({}, { 'azure.workload.identity/client-id': otherClientId });
  await world.apply(orders());
  await rolledOut(world);
  await world.apply(serviceAccount());
  const broken = await diagnose(world);
  assert.deepEqual(summary(broken), { ...fine, verdict: 'problems', exitCode: 1, rootCauses: ['pod-stale-client-id'] });

  await slowDown();
  assert.deepEqual((await mend(world, broken, 'pod-stale-client-id')).ran, ['kubectl rollout restart deployment/orders -n shop']);
  const under = await diagnose(world);
  console.log(summary(under), under.target.podGroups);
  await rolledOut(world);
  assert.deepEqual(summary(await diagnose(world)), fine);
});

test('with the label taken from the template, pods lose their injection in the rollout that follows', soon, async () => {
  await begin();
  await world.apply(orders());
  await rolledOut(world);
  await world.kubectl('patch', 'deployment/orders', '-n', 'shop', '--type', 'json', '-p', '[{"op":"remove","path":"/spec/template/metadata/labels/azure.workload.identity~1use"}]');
  await rolledOut(world);
  const broken = await diagnose(world);
  assert.deepEqual(summary(broken), { ...fine, verdict: 'problems', exitCode: 1, rootCauses: ['pod-label-missing'] });
  await mend(world, broken, 'pod-label-missing');
  await rolledOut(world);
  assert.deepEqual(summary(await diagnose(world)), fine);
});

async function begin(state: Partial<WebhookState> = {}, annotations?: Readonly<Record<string, string>>): Promise<void> {
  await world.webhook.become({ generation: 'wi', tenantId, ...state });
  await world.apply(namespace);
  await world.apply(annotations === undefined ? serviceAccount() : serviceAccount(annotations));
}

/** A rollout that goes on while the doctor looks. */
async function slowDown(): Promise<void> {
  await world.kubectl('patch', 'deployment/orders', '-n', 'shop', '-p', '{"spec":{"minReadySeconds":4}}');
}

test('webhook down Fail', soon, async () => {
  await begin();
  await world.apply(orders());
  await rolledOut(world);
  await breakWebhook(world);
  await world.kubectl('rollout', 'restart', 'deployment/orders', '-n', 'shop');
  const broken = await diagnose(world);
  console.log(summary(broken), await tryInjection(world), broken.target.podGroups);
  const done = await mend(world, broken, 'webhook-no-endpoints');
  console.log(done);
  await rolledOut(world);
  assert.deepEqual(summary(await diagnose(world)), fine);
});

test('webhook down Ignore, back', soon, async () => {
  await begin({ failurePolicy: 'Ignore' });
  await breakWebhook(world);
  await world.apply(orders());
  await rolledOut(world);
  const down = await diagnose(world);
  console.log(summary(down), await tryInjection(world));
  console.log(await mend(world, down, 'webhook-fail-open'));
  await rolledOut(world);
  const next = await diagnose(world);
  console.log(summary(next), next.target.checks.filter((c) => c.outcome === 'fail').map((c) => [c.id, c.role, c.problem, c.fix]));
  await untilInjected(world);
});
void podsOf; void rootOf; void _unused;
