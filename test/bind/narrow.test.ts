/** What a binding may be narrowed to and called by: the role on one secret, a credential of a name of one's own. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { principalId, vault } from '../../src/sandbox/scenarios/shop.ts';
import { withSandbox } from '../scenarios/world.ts';
import { bareDeployment, bind, bindJson, changesOf, orders, unbindJson, worldOf, writes } from './bind.ts';

const atSecret = [...orders, '--secret', 'db-password', '--at', 'secret', '--yes', '--timeout', '60s'];
const scope = 'vaults/kv-shop/secrets/db-password';
const given = (secret?: string) => ({ vaults: [vault({ roleAssignments: [{ principalId, role: 'Key Vault Secrets User', ...(secret === undefined ? {} : { secret }) }] })] }) as const;

describe('--at=secret', { concurrency: 2 }, () => {
  it('gives the role on that secret alone, which opens it, and unbind takes it away again', async () => {
    await withSandbox(worldOf([bareDeployment()]), async (sandbox) => {
      const report = await bindJson(sandbox.env, atSecret);
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report.refused));
      assert.equal(changesOf(report)[1], 'create role assignment: Key Vault Secrets User on secret db-password of kv-shop for id-orders');
      const assigned = sandbox.azure.requests.filter(({ method, path }) => method === 'PUT' && path.includes('/roleAssignments/'));
      assert.deepEqual(assigned.map(({ path }) => path.includes(`${scope}/providers/`)), [true]);
      assert.deepEqual((await bindJson(sandbox.env, atSecret)).steps, []);

      const undone = await unbindJson(sandbox.env, ['deployment/orders', '-n', 'shop', '--yes', '--timeout', '60s']);
      assert.deepEqual(undone.steps.map(({ part, outcome }) => `${part}: ${outcome}`), ['pod template: done', 'service account: done', 'role assignment: done', 'federated credential: done']);
      const deleted = sandbox.azure.requests.filter(({ method, path }) => method === 'DELETE' && path.includes('/roleAssignments/'));
      assert.deepEqual(deleted.map(({ path }) => path.split('?')[0]), assigned.map(({ path }) => path.split('?')[0]));
    });
  });

  it('is content with the same role on the whole vault', async () => {
    await withSandbox(worldOf([bareDeployment()], given()), async ({ env }) => {
      assert.equal(changesOf(await bindJson(env, ['plan', ...atSecret]))[1], 'unchanged role assignment: Key Vault Secrets User on secret db-password of kv-shop for id-orders');
    });
  });

  it('is not content with the role on another secret', async () => {
    await withSandbox(worldOf([bareDeployment()], given('other')), async ({ env }) => {
      assert.equal((await bindJson(env, atSecret)).exitCode, 0);
    });
  });

  it('is for a vault that goes by roles', async () => {
    await withSandbox(worldOf([bareDeployment()], { vaults: [vault({ permissionModel: 'access-policy', roleAssignments: [] })] }), async (sandbox) => {
      const report = await bindJson(sandbox.env, atSecret);
      assert.deepEqual([report.exitCode, writes(sandbox)], [1, []]);
      assert.match(report.refused[0]?.what ?? '', /^kv-shop goes by access policies, and one opens all secrets of a vault/);
    });
  });
});

describe('--credential-name', { concurrency: 2 }, () => {
  const named = [...orders, '--credential-name', 'orders-prod', '--yes', '--timeout', '60s'];

  it('calls the credential so, and unbind still knows it', async () => {
    await withSandbox(worldOf([bareDeployment()]), async (sandbox) => {
      assert.equal(changesOf(await bindJson(sandbox.env, named))[0], 'create federated credential: orders-prod on id-orders');
      assert.deepEqual((await bindJson(sandbox.env, named)).steps, []);
      await unbindJson(sandbox.env, ['deployment/orders', '-n', 'shop', '--yes', '--timeout', '60s']);
      assert.ok(writes(sandbox).includes('DELETE federatedIdentityCredentials/orders-prod'));
    });
  });

  const wrong = [
    { argv: ['deployment/orders', '--identity', 'x', '--credential-name', 'a/b'], says: /^error: --credential-name: "a\/b" is no credential name\n/ },
    { argv: ['deployment/orders', 'deployment/billing', '--identity', 'x', '--credential-name', 'one'], says: /^error: --credential-name is of one credential: bind one target at a time with it\n/ },
    { argv: ['deployment/orders', '--identity', 'x', '--at', 'secret'], says: /^error: --at is of a vault: name it with --vault\n/ },
    { argv: ['deployment/orders', '--identity', 'x', '--vault', 'kv-shop', '--at', 'secret'], says: /^error: --at=secret gives the role on one secret: name it with --secret\n/ },
  ];
  for (const { argv, says } of wrong) {
    it(`refuses ${argv.slice(1).join(' ')}`, async () => {
      const { exitCode, stderr } = await bind({}, argv);
      assert.deepEqual([exitCode, says.test(stderr)], [2, true], stderr);
    });
  }
});
