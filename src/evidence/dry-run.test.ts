import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientId, deployment, namespace, object, serviceAccount, steps, webhook } from '../sandbox/scenarios/shop.ts';
import type { ClusterScenario } from '../sandbox/scenario.ts';
import { withQuestions } from '../../test/scenarios/questions.ts';
import type { Answer } from './answer.ts';
import { dryRun, refuserOf, type DryRun } from './dry-run.ts';
import { valueOf } from './pod-shape.ts';
import type { Target } from './subject.ts';

const orders: Target = { kind: 'deployment', namespace: 'shop', name: 'orders' };

function tried(cluster: Omit<ClusterScenario, 'issuer'>, target: Target = orders): Promise<Answer<DryRun>> {
  return withQuestions(cluster, ({ world }) => world.get(dryRun, dryRun.key({ target, wishes: { exchange: true, read: true } })));
}

/** The client id that the first container would get, and whether the label had to be added for it. */
function seen(answer: Answer<DryRun>): unknown {
  if (answer.state !== 'known' || answer.value.result !== 'admitted') return answer;
  const { shape, labelAdded } = answer.value;
  return { clientId: shape.containers.map((container) => valueOf(container, 'AZURE_CLIENT_ID'))[0], labelAdded };
}

test('a dry run shows what the webhook would inject, and leaves no pod behind', async () => {
  await withQuestions({ steps: steps() }, async ({ world }, cluster) => {
    const answer = await world.get(dryRun, dryRun.key({ target: orders, wishes: { exchange: true, read: true } }));
    assert.deepEqual(seen(answer), { clientId, labelAdded: false });
    const created = cluster.requests.filter(({ method, path }) => method === 'POST' && path.includes('/pods'));
    assert.ok(created.length === 1 && created.every(({ path }) => /[?&]dryRun=All/.test(path)), JSON.stringify(created));
  });
});

test('a template without the label is tried with it, and that is said', async () => {
  assert.deepEqual(seen(await tried({ steps: steps(deployment({ labels: {} })) })), { clientId, labelAdded: true });
});

test('a service account without pods is tried with a pod that Pod Security takes everywhere', async () => {
  const restricted = { ...namespace, metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } };
  const answer = await tried({ steps: [{ do: 'webhook', state: webhook }, { do: 'apply', objects: [restricted, serviceAccount()] }] }, { ...orders, kind: 'serviceaccount' });
  assert.deepEqual(seen(answer), { clientId, labelAdded: true });
});

test('a refusal by the webhook judges it; one by anybody else is a gap that names who refused', async () => {
  const down = await tried({ steps: [...steps(), { do: 'webhook', state: { ...webhook, server: 'down' } }] });
  assert.equal(down.state === 'known' && down.value.result, 'refused-by-webhook');
  const quota = object('v1', 'ResourceQuota', { hard: { pods: '2' } });
  const full = await tried({ steps: [...steps(), { do: 'apply', objects: [quota] }] });
  assert.equal(full.state === 'unknown' ? full.gap.needs : full.state, 'quota orders to admit a bare pod');
});

const refusals: readonly (readonly [message: string, refuser: string])[] = [
  ['admission webhook "validation.gatekeeper.sh" denied the request: [no-latest] image tag', 'webhook validation.gatekeeper.sh'],
  ['Internal error occurred: failed calling webhook "mutate.kyverno.svc-fail": failed to call webhook: Post "https://kyverno-svc.kyverno.svc:443/mutate": no endpoints available', 'webhook mutate.kyverno.svc-fail'],
  ['pods "orders-x" is forbidden: ValidatingAdmissionPolicy \'no-bare-pods\' with binding \'everywhere\' denied request: make a Deployment', 'policy no-bare-pods'],
  ['pods "orders-x" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false', 'Pod Security of the namespace'],
  ['pods "orders-x" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=2, limited: pods=2', 'quota compute'],
  ['pods "orders-x" is forbidden: failed quota: compute: must specify limits.cpu for: app', 'quota compute'],
  ['pods "orders-x" is forbidden: error looking up service account shop/orders: serviceaccount "orders" not found', 'the ServiceAccount admission plugin (its account is missing)'],
  ['Pod "orders-x" is invalid: spec.containers[0].image: Required value', 'the API server'],
  ['', 'the API server'],
];
for (const [message, refuser] of refusals) {
  test(`${refuser} refused: ${message.slice(0, 70)}`, () => {
    assert.equal(refuserOf(message), refuser);
  });
}
