/** `kubectl wi bind` where the webhook's own tenant is not the one of the identity: the service account has to name it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KubernetesObject } from '../../src/sandbox/scenario.ts';
import { issuer, namespace, serviceAccount, template, tenantId } from '../../src/sandbox/scenarios/shop.ts';
import { withSandbox } from '../scenarios/world.ts';
import { bareDeployment, bindJson, orders, unbindJson, worldOf, writes, type BindWorld } from './bind.ts';

const yes = [...orders, '--secret', 'db-password', '--yes', '--timeout', '60s'];
const clusterTenant = '12121212-1212-4212-8212-121212121212';
const annotation = 'annotation azure.workload.identity/tenant-id';

/** The shop in a cluster whose webhook goes by another tenant than the identity's. */
function elsewhere(objects: readonly KubernetesObject[], more: Partial<BindWorld['cluster']> = {}): BindWorld {
  const steps = [{ do: 'webhook', state: { generation: 'wi', tenantId: clusterTenant } }, { do: 'apply', objects: [namespace] }, { do: 'apply', objects }] as const;
  return worldOf(objects, {}, { issuer, steps, ...more });
}

const namingAccount = (): KubernetesObject => ({ ...bareDeployment(), spec: { ...(bareDeployment()['spec'] as object), template: template({ labels: {} }) } });

describe('kubectl wi bind in a cluster of another tenant', { concurrency: 2 }, () => {
  for (const [title, objects] of [
    ['a workload without an account of its own', [bareDeployment()]],
    ['a workload whose account is there', [serviceAccount({}), namingAccount()]],
    ['a workload whose account is not there yet', [namingAccount()]],
  ] as const) {
    it(`names the identity's tenant on the account of ${title}`, async () => {
      await withSandbox(elsewhere(objects), async (sandbox) => {
        const report = await bindJson(sandbox.env, yes);
        const account = report.plan.changes.find(({ part }) => part === 'service account');
        assert.deepEqual(account?.fields.find(({ name }) => name === annotation), { name: annotation, now: tenantId });
        assert.ok(account.steps.some(({ argv }) => argv.includes(`azure.workload.identity/tenant-id=${tenantId}`)));
        assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report.doctor?.targets[0]?.rootCauses));
        const made = writes(sandbox);
        const again = await bindJson(sandbox.env, yes);
        assert.deepEqual([again.exitCode, again.steps, writes(sandbox)], [0, [], made]);
        const undone = await unbindJson(sandbox.env, ['deployment/orders', '-n', 'shop', '--yes']);
        assert.equal(undone.exitCode, 0, JSON.stringify(undone));
        assert.ok((await bindJson(sandbox.env, ['plan', ...orders])).plan.changes.some(({ fields }) => fields.some(({ name }) => name === annotation)), 'it was taken back');
      });
    });
  }

  it('keeps the tenant that it named when it names another identity', async () => {
    await withSandbox(elsewhere([bareDeployment()]), async (sandbox) => {
      assert.equal((await bindJson(sandbox.env, yes)).exitCode, 0);
      const other = ['deployment/orders', '-n', 'shop', '--identity', 'id-other', '-g', 'rg-shop', '--create-identity', ...yes.slice(5), '--restart'];
      const report = await bindJson(sandbox.env, other);
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report));
    });
  });

  it('names no tenant where the webhook has that of the identity', async () => {
    await withSandbox(worldOf([bareDeployment()]), async (sandbox) => {
      const plan = await bindJson(sandbox.env, ['plan', ...orders]);
      assert.ok(plan.plan.changes.every(({ fields }) => fields.every(({ name }) => name !== annotation)));
    });
  });

  it('names none where nobody may see what the webhook gives a pod', async () => {
    const operator = { clusterRules: [{ apiGroups: ['*'], resources: ['deployments', 'replicasets', 'serviceaccounts', 'serviceaccounts/token'], verbs: ['*'] }, { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }] };
    await withSandbox(elsewhere([bareDeployment()], { operator }), async (sandbox) => {
      const plan = await bindJson(sandbox.env, ['plan', ...orders]);
      assert.deepEqual(plan.refused, []);
      assert.ok(plan.plan.changes.every(({ fields }) => fields.every(({ name }) => name !== annotation)));
    });
  });
});
