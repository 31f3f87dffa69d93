/** Pods that a right template does not replace: named, and made anew where that is asked for. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deployment, identity, otherClientId, principalId, serviceAccount, tenantId, vault } from '../../src/sandbox/scenarios/shop.ts';
import type { Step } from '../../src/sandbox/scenario.ts';
import { withSandbox } from '../scenarios/world.ts';
import { bind, bindJson, changesOf, orders, worldOf, writes, type BindWorld } from './bind.ts';

const yes = [...orders, '--yes', '--timeout', '60s'];
const done = { identities: [identity()], vaults: [vault({ roleAssignments: [{ principalId, role: 'Key Vault Secrets User' }] })] };
const clientIdOf = { 'azure.workload.identity/client-id': otherClientId };
const tenantOf = { 'azure.workload.identity/tenant-id': tenantId };

/** Everything right, but for what the pods were made with. */
const stale = (...more: readonly Step[]): BindWorld => {
  const { cluster, azure } = worldOf([serviceAccount(clientIdOf), deployment()], done);
  return { azure, cluster: { ...cluster, steps: [...cluster.steps, { do: 'apply', objects: [serviceAccount()] }, ...more] } };
};
const podsOf = (changes: readonly string[]): readonly string[] => changes.filter((line) => / pods: /.test(line));
const restarts = (made: readonly string[]): number => made.filter((line) => line === 'PATCH deployments/orders').length;

describe('pods that are out of date', { concurrency: 2 }, () => {
  it('are left alone and named where nobody asks, and made anew with --restart', async () => {
    await withSandbox(stale(), async (sandbox) => {
      const left = await bindJson(sandbox.env, yes);
      assert.deepEqual([podsOf(changesOf(left)), left.exitCode, left.doctor?.targets[0]?.rootCauses], [['unchanged pods: deployment/orders'], 1, ['pod-stale-client-id']]);
      assert.match((await bind(sandbox.env, ['plan', ...orders])).stdout, /^ {5}2 pods made before: --restart makes them anew\.$/m);
      assert.equal(restarts(writes(sandbox)), 0);

      const plan = await bindJson(sandbox.env, ['plan', ...orders, '--restart']);
      assert.deepEqual([podsOf(changesOf(plan)), plan.exitCode], [['update pods: deployment/orders'], 1]);
      const report = await bindJson(sandbox.env, [...yes, '--restart']);
      assert.deepEqual([report.exitCode, report.steps.map(({ part, outcome }) => `${part}: ${outcome}`)], [0, ['exchange: done', 'pods: done']]);

      const again = await bindJson(sandbox.env, [...yes, '--restart']);
      assert.deepEqual([again.exitCode, podsOf(changesOf(again)), again.steps], [0, [], []], 'pods that are right are not made anew');
      assert.equal(restarts(writes(sandbox)), 1);
    });
  });

  it('are made anew after the annotation that they lack', async () => {
    await withSandbox(worldOf([serviceAccount({}), deployment()], done), async (sandbox) => {
      const report = await bindJson(sandbox.env, [...yes, '--restart']);
      assert.deepEqual([report.exitCode, report.steps.map(({ part }) => part)], [0, ['exchange', 'service account', 'pods']]);
    });
  });

  it('have another tenant than the one that they are to ask', async () => {
    const other = { ...tenantOf, 'azure.workload.identity/tenant-id': '88888888-8888-4888-8888-888888888888' };
    const { cluster, azure } = worldOf([serviceAccount({ ...serviceAccount().metadata.annotations, ...other }), deployment()], done);
    const world = { azure, cluster: { ...cluster, steps: [...cluster.steps, { do: 'apply', objects: [serviceAccount()] }] } } as const;
    await withSandbox(world, async (sandbox) => {
      assert.deepEqual(podsOf(changesOf(await bindJson(sandbox.env, ['plan', ...orders, '--restart']))), ['update pods: deployment/orders']);
    });
  });

  it('come about by the change of the template alone, where that changes', async () => {
    await withSandbox(worldOf([serviceAccount({}), deployment({ labels: {} })], done), async (sandbox) => {
      const report = await bindJson(sandbox.env, [...yes, '--restart']);
      assert.deepEqual([report.exitCode, report.steps.map(({ part }) => part), restarts(writes(sandbox))], [0, ['exchange', 'service account', 'pod template'], 1]);
    });
  });

  it('are not for us to make anew while the Deployment is paused, and how is said', async () => {
    await withSandbox(stale({ do: 'patch', kind: 'Deployment', namespace: 'shop', name: 'orders', patch: { spec: { paused: true } } }), async (sandbox) => {
      const report = await bindJson(sandbox.env, [...yes, '--restart']);
      assert.deepEqual([podsOf(changesOf(report)), report.exitCode], [['unchanged pods: deployment/orders'], 1]);
      assert.match(report.plan.changes.at(-1)?.notes.join(' ') ?? '', /^2 pods made before: let it roll again: a paused Deployment cannot be restarted; make new pods$/);
    });
  });

  it('are right where the template itself sets the client id', async () => {
    const containers = [{ name: 'app', image: 'registry.example/orders:1', env: [{ name: 'AZURE_CLIENT_ID', value: otherClientId }] }];
    await withSandbox(worldOf([serviceAccount(), deployment({ containers })], done), async (sandbox) => {
      assert.deepEqual(podsOf(changesOf(await bindJson(sandbox.env, ['plan', ...orders, '--restart']))), []);
    });
  });
});
