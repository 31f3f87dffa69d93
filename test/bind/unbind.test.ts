/** `kubectl wi unbind` in the sandbox: it takes back what `bind` did, and nothing else. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clientId, credential, identity, serviceAccount, subject } from '../../src/sandbox/scenarios/shop.ts';
import type { KubernetesObject } from '../../src/sandbox/scenario.ts';
import { withSandbox } from '../scenarios/world.ts';
import { bareDeployment, bindJson, changesOf, orders, unbindJson, worldOf, writes } from './bind.ts';

const yes = [...orders, '--secret', 'db-password', '--yes', '--timeout', '60s'];
const target = ['deployment/orders', '-n', 'shop'];
const identityId = '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders';
const billing = (): KubernetesObject => JSON.parse(JSON.stringify(bareDeployment()).replaceAll('"orders"', '"billing"')) as KubernetesObject;
const actions = (changes: readonly string[]): readonly string[] => changes.map((line) => line.split(':')[0] ?? '');

describe('kubectl wi unbind', { concurrency: 2 }, () => {
  it('takes back what bind did, so that bind has the same to do again', async () => {
    await withSandbox(worldOf([bareDeployment()]), async (sandbox) => {
      const first = await bindJson(sandbox.env, yes);
      assert.equal(first.exitCode, 0);
      const plan = await unbindJson(sandbox.env, ['plan', ...target]);
      assert.deepEqual([plan.exitCode, actions(changesOf(plan))], [1, ['update pod template', 'delete service account', 'delete role assignment', 'delete federated credential']]);
      const undone = await unbindJson(sandbox.env, [...target, '--yes']);
      assert.deepEqual([undone.exitCode, undone.steps.map(({ outcome }) => outcome)], [0, ['done', 'done', 'done', 'done']], JSON.stringify(undone));
      assert.deepEqual(writes(sandbox).filter((line) => line.startsWith('DELETE')).map((line) => line.replace(/\/(shop-orders|[0-9a-f-]{36}).*/, '')).sort(), [
        'DELETE federatedIdentityCredentials',
        'DELETE roleAssignments',
        'DELETE serviceaccounts/orders',
      ]);
      // made by bind, and taken back in one patch: the pods are made anew once
      assert.equal(writes(sandbox).filter((line) => line === 'PATCH deployments/orders').length, 2);
      const again = await bindJson(sandbox.env, ['plan', ...orders]);
      assert.deepEqual(changesOf(again), changesOf(first));
      assert.deepEqual(again.plan.changes.map(({ fields }) => fields), first.plan.changes.map(({ fields }) => fields));
    });
  });

  it('leaves an account and a credential alone that were there before', async () => {
    await withSandbox(worldOf([serviceAccount(), bareDeployment()], { identities: [identity([credential])] }), async (sandbox) => {
      assert.equal((await bindJson(sandbox.env, yes)).exitCode, 0);
      const undone = await unbindJson(sandbox.env, [...target, '--yes']);
      assert.deepEqual(actions(changesOf(undone)), ['update pod template', 'unchanged service account', 'delete role assignment', 'unchanged federated credential']);
      const after = await bindJson(sandbox.env, ['plan', ...orders]);
      assert.deepEqual(actions(changesOf(after)), ['unchanged federated credential', 'create role assignment', 'unchanged service account', 'update pod template']);
    });
  });

  it('takes its annotation from an account that was there, and leaves the account', async () => {
    await withSandbox(worldOf([serviceAccount({ team: 'shop' }), bareDeployment()]), async (sandbox) => {
      assert.equal((await bindJson(sandbox.env, yes)).exitCode, 0);
      const undone = await unbindJson(sandbox.env, [...target, '--yes']);
      assert.deepEqual(undone.plan.changes[1]?.fields.map(({ name, was }) => [name, was]), [
        ['annotation azure.workload.identity/client-id', clientId],
        ['annotation kubectl-wi/bound', 'what bind wrote'],
      ]);
      assert.deepEqual(actions(changesOf(await bindJson(sandbox.env, ['plan', ...orders]))).slice(2), ['update service account', 'update pod template']);
    });
  });

  it('leaves what another workload of the account still uses', async () => {
    const other = billing();
    await withSandbox(worldOf([bareDeployment(), other]), async (sandbox) => {
      const both = ['deployment/orders', 'deployment/billing', ...yes.slice(1), '--service-account', 'orders'];
      assert.equal((await bindJson(sandbox.env, both)).exitCode, 0);
      const undone = await unbindJson(sandbox.env, [...target, '--yes']);
      assert.deepEqual(actions(changesOf(undone)), ['update pod template', 'unchanged service account', 'unchanged role assignment', 'unchanged federated credential']);
      assert.match(undone.plan.changes[1]?.notes[0] ?? '', /^It stays: deployment\/billing, pod\/billing-/);
      const still = await bindJson(sandbox.env, ['deployment/billing', ...both.slice(2)]);
      assert.deepEqual([still.exitCode, still.steps], [0, []]);
    });
  });

  it('leaves what a workload of the account will use that has no pods now', async () => {
    const asleep = { ...billing(), spec: { ...(billing()['spec'] as object), replicas: 0 } };
    await withSandbox(worldOf([bareDeployment(), asleep]), async (sandbox) => {
      const both = ['deployment/orders', 'deployment/billing', ...yes.slice(1), '--service-account', 'orders'];
      await bindJson(sandbox.env, both);
      const plan = await unbindJson(sandbox.env, ['plan', ...target]);
      assert.deepEqual(actions(changesOf(plan)), ['update pod template', 'unchanged service account', 'unchanged role assignment', 'unchanged federated credential']);
      assert.deepEqual(plan.plan.changes[1]?.notes, ['It stays: deployment/billing uses it too.']);
    });
  });

  it('leaves the role that another account of the identity needs', async () => {
    await withSandbox(worldOf([bareDeployment(), billing()]), async (sandbox) => {
      assert.equal((await bindJson(sandbox.env, ['deployment/orders', 'deployment/billing', ...yes.slice(1)])).exitCode, 0);
      const undone = await unbindJson(sandbox.env, [...target, '--yes']);
      assert.deepEqual([undone.exitCode, actions(changesOf(undone))], [0, ['update pod template', 'delete service account', 'unchanged role assignment', 'delete federated credential']]);
      assert.equal((await bindJson(sandbox.env, ['deployment/billing', ...yes.slice(1)])).exitCode, 0);
    });
  });

  it('leaves a credential put right that bind put right', async () => {
    await withSandbox(worldOf([bareDeployment()], { identities: [identity([{ ...credential, subject: `${subject} ` }])] }), async (sandbox) => {
      assert.equal((await bindJson(sandbox.env, yes)).exitCode, 0);
      await unbindJson(sandbox.env, [...target, '--yes']);
      assert.equal((await bindJson(sandbox.env, ['plan', ...orders])).plan.changes[0]?.action, 'unchanged');
    });
  });

  it('cleans up by the flags of bind after one that was stopped before it wrote anything down', async () => {
    const refuses = { match: 'PATCH */serviceaccounts/orders?fieldManager', times: 1, act: { answer: 403, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: 'no', reason: 'Forbidden', code: 403 }) } } as const;
    await withSandbox(worldOf([bareDeployment()], {}, { faults: [refuses] }), async (sandbox) => {
      assert.equal((await bindJson(sandbox.env, yes)).exitCode, 1);
      const lost = await unbindJson(sandbox.env, [...target, '--yes']);
      assert.deepEqual([lost.exitCode, lost.refused[0]?.what], [1, 'nothing on deployment/orders says that it was bound: name the identity with --identity, if it was']);
      const undone = await unbindJson(sandbox.env, [...orders, '--service-account', 'orders', '--yes']);
      assert.deepEqual([undone.exitCode, undone.steps.map(({ part, outcome }) => `${part}: ${outcome}`)], [0, ['role assignment: done', 'federated credential: done']]);
      assert.deepEqual(actions(changesOf(await bindJson(sandbox.env, ['plan', ...orders]))), ['create federated credential', 'create role assignment', 'create service account', 'update pod template']);
    });
  });

  for (const forged of [
    { identity: '/subscriptions/../x', serviceAccount: 'orders' },
    { identity: 'https://evil.example/', serviceAccount: 'orders' },
    { identity: identityId, serviceAccount: '../../default' },
    { application: "x' or 1 eq 1", serviceAccount: 'orders' },
    { application: clientId, identity: identityId, serviceAccount: 'orders' },
    { serviceAccount: 'orders' },
    { identity: identityId, serviceAccount: 'orders', vault: { name: "kv' or 1 == 1 //", roleId: '4633458b-17de-408a-b874-0445c86b69e6' } },
    { identity: identityId, serviceAccount: 'orders', vault: { name: 'kv-shop', roleId: '..' } },
    'no record at all',
  ]) {
    it(`goes by no annotation of another form: ${JSON.stringify(forged).slice(0, 60)}`, async () => {
      const bare = bareDeployment();
      const marked = { ...bare, metadata: { ...bare.metadata, annotations: { 'kubectl-wi/bound': JSON.stringify(forged) } } };
      await withSandbox(worldOf([marked]), async (sandbox) => {
        const report = await unbindJson(sandbox.env, [...target, '--yes']);
        assert.match(report.refused[0]?.what ?? '', /^nothing on deployment\/orders says that it was bound/);
        assert.deepEqual(writes(sandbox), []);
      });
    });
  }
});
