/** `kubectl wi bind --create-identity` in the sandbox: from nothing to a workload that works, whatever goes wrong on the way. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AzureOperator, AzureScenario, Fault } from '../../src/sandbox/scenario.ts';
import { identity, serviceAccount, subscriptionId, tenantId, vault } from '../../src/sandbox/scenarios/shop.ts';
import { assertNothingLeaks, assertTokensStayHome } from '../scenarios/canaries.ts';
import { withSandbox } from '../scenarios/world.ts';
import { bareDeployment, bind, bindJson, changesOf, unbindJson, worldOf, writes, type BindWorld, refusal, bindKilledAfter } from './bind.ts';

const target = ['deployment/orders', '-n', 'shop'];
const named = [...target, '--identity', 'id-orders', '-g', 'rg-shop', '--vault', 'kv-shop', '--create-identity'];
const yes = [...named, '--secret', 'db-password', '--yes', '--timeout', '90s'];
const creation = 'PUT management.azure.com/*/userAssignedIdentities/id-orders?*';
const credential = 'PUT management.azure.com/*federatedIdentityCredentials*';
const role = 'PUT management.azure.com/*roleAssignments*';
const exchange = 'POST login.microsoftonline.com/*/oauth2/v2.0/token';
const json = { 'content-type': 'application/json' };
const clientIdText = '(client id: known once the identity is there)';
const principalIdText = '(principal id: known once the identity is there)';
const accountRefused = { match: 'PATCH */serviceaccounts/orders?fieldManager', times: 1, act: { answer: 403, headers: json, body: JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: 'no', reason: 'Forbidden', code: 403 }) } } as const;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A cluster and a vault, and no identity. */
const nothing = (more: Partial<AzureScenario> = {}): BindWorld => worldOf([bareDeployment()], { identities: [], ...more });

const mayAll = ['resource-graph', 'arm-groups', 'arm-identities', 'arm-credentials', 'arm-vaults', 'graph'] as const;
const operator = (more: Partial<Exclude<AzureOperator, 'none'>>): AzureOperator => ({ tenantId, may: mayAll, ...more });

const unknownClient: Fault['act'] = {
  answer: 400,
  headers: json,
  body: JSON.stringify({ error: 'unauthorized_client', error_description: 'AADSTS700016: Application with identifier was not found in the directory.', error_codes: [700016] }),
};

describe('kubectl wi bind --create-identity', { concurrency: 2 }, () => {
  it('goes from nothing to a doctor without findings in one command, and changes nothing the second time', async () => {
    const world = nothing();
    await withSandbox(world, async (sandbox) => {
      const plan = await bindJson(sandbox.env, ['plan', ...named]);
      assert.deepEqual(plan.plan.identity, { name: 'id-orders', resourceId: `/subscriptions/${subscriptionId}/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders` });
      assert.deepEqual(plan.plan.changes.map(({ part, action }) => `${action} ${part}`), [
        'create identity',
        'create federated credential',
        'create role assignment',
        'create service account',
        'update pod template',
      ]);
      assert.deepEqual(plan.plan.changes[0]?.fields, [{ name: 'location', now: 'westeurope' }, { name: 'resource group', now: 'rg-shop' }]);
      assert.deepEqual(plan.plan.changes[0]?.steps[0]?.argv, ['az', 'identity', 'create', '-g', 'rg-shop', '-n', 'id-orders', '--subscription', subscriptionId, '-l', 'westeurope']);
      assert.ok(plan.plan.changes[2]?.fields.some(({ now }) => now === principalIdText));
      assert.ok(plan.plan.changes[3]?.fields.some(({ now }) => now === clientIdText));
      assert.deepEqual([plan.exitCode, writes(sandbox)], [1, []]);

      const run = await bind(sandbox.env, yes);
      assert.deepEqual([run.exitCode, run.stderr], [0, ''], run.stdout);
      assert.match(run.stdout, /→ id-orders \(to be created\)$/m);
      assert.match(run.stdout, /identity id-orders: done, client id [0-9a-f-]{36}$/m);
      assert.match(run.stdout, /^no problem found, 9 ok/m);
      const made = writes(sandbox);
      assert.deepEqual(made.map((line) => line.replace(/\/(shop-orders-|[0-9a-f]{8}-).*/, '')), [
        'PUT userAssignedIdentities/id-orders',
        'PUT federatedIdentityCredentials',
        'PUT roleAssignments',
        'PATCH serviceaccounts/orders',
        'PATCH deployments/orders',
      ]);

      const again = await bindJson(sandbox.env, yes);
      assert.deepEqual(changesOf(again).map((line) => line.split(' ')[0]), ['unchanged', 'unchanged', 'unchanged', 'unchanged', 'unchanged']);
      assert.match(again.plan.identity?.clientId ?? '', guid);
      assert.deepEqual([again.exitCode, again.steps, writes(sandbox)], [0, [], made]);
      assertNothingLeaks([run.stdout, run.stderr, JSON.stringify(again)], world);
      assertTokensStayHome(sandbox);
    });
  });

  it('says in the report what Azure gave the identity', async () => {
    await withSandbox(nothing(), async (sandbox) => {
      const report = await bindJson(sandbox.env, yes);
      const { clientId = '', principalId = '' } = report.steps[0]?.identity ?? {};
      assert.match(clientId, guid);
      assert.match(principalId, guid);
      assert.deepEqual([report.plan.identity?.clientId, report.doctor?.targets[0]?.identities[0]?.clientId], [clientId, clientId]);
    });
  });

  it('creates one identity for several workloads', async () => {
    const billing = JSON.parse(JSON.stringify(bareDeployment()).replaceAll('"orders"', '"billing"')) as ReturnType<typeof bareDeployment>;
    await withSandbox(worldOf([bareDeployment(), billing], { identities: [] }), async (sandbox) => {
      const report = await bindJson(sandbox.env, ['deployment/billing', ...yes]);
      assert.deepEqual([report.exitCode, report.doctor?.targets.map(({ verdict }) => verdict)], [0, ['ok', 'ok']], JSON.stringify(report.steps));
      assert.equal(writes(sandbox).filter((line) => line === 'PUT userAssignedIdentities/id-orders').length, 1);
    });
  });

  it('lets the vault get secrets to the identity where the vault goes by access policies', async () => {
    await withSandbox(nothing({ vaults: [vault({ permissionModel: 'access-policy', roleAssignments: [] })] }), async (sandbox) => {
      const report = await bindJson(sandbox.env, yes);
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report.steps));
    });
  });

  it('puts the new client id in the place of an old one that bind had written', async () => {
    await withSandbox(worldOf([serviceAccount({}), bareDeployment()]), async (sandbox) => {
      const first = [...target, '--identity', 'id-orders', '--vault', 'kv-shop', '--secret', 'db-password', '--yes', '--timeout', '90s'];
      assert.equal((await bindJson(sandbox.env, first)).exitCode, 0);
      const report = await bindJson(sandbox.env, yes.map((word) => (word === 'id-orders' ? 'id-orders-2' : word)));
      assert.deepEqual([report.steps.every(({ outcome }) => outcome === 'done'), changesOf(report)[0], changesOf(report)[3]], [true, 'create identity: id-orders-2', 'update service account: serviceaccount/orders'], JSON.stringify(report));
    });
  });

  it('creates it where --location says, and leaves it there when another one is named later', async () => {
    await withSandbox(nothing(), async (sandbox) => {
      const report = await bindJson(sandbox.env, [...yes, '--location', 'northeurope']);
      assert.deepEqual([report.exitCode, report.plan.changes[0]?.fields[0]], [0, { name: 'location', now: 'northeurope' }]);
      const same = await bindJson(sandbox.env, ['plan', ...named, '--location', 'northeurope']);
      assert.deepEqual([same.exitCode, same.plan.changes[0]?.notes], [0, []]);
      const other = await bindJson(sandbox.env, ['plan', ...named, '--location', 'swedencentral']);
      assert.deepEqual([other.exitCode, other.plan.changes[0]?.action, other.plan.changes[0]?.notes], [0, 'unchanged', ['It is in northeurope, and stays there: an identity cannot be moved, and serves clusters anywhere.']]);
    });
  });

  it('takes an identity that is there as it is, with its tags', async () => {
    await withSandbox(worldOf([bareDeployment()], { identities: [identity([], { tags: { team: 'shop' } })] }), async (sandbox) => {
      const report = await bindJson(sandbox.env, yes);
      assert.deepEqual([report.exitCode, changesOf(report)[0]], [0, 'unchanged identity: id-orders']);
      assert.deepEqual(writes(sandbox).filter((line) => line.includes('userAssignedIdentities/')), []);
      const undone = await unbindJson(sandbox.env, ['plan', ...target]);
      assert.ok(undone.plan.changes.every(({ part }) => part !== 'identity'), 'it is not of bind');
    });
  });

  it('finds the subscription by the resource group where there are several, and asks for it where several have one of that name', async () => {
    const elsewhere = { name: 'rg-other', subscriptionId: '34343434-3434-4434-8434-343434343434', tenantId, location: 'northeurope' };
    await withSandbox(nothing({ resourceGroups: [elsewhere] }), async (sandbox) => {
      assert.equal((await bindJson(sandbox.env, ['plan', ...named])).refused.length, 0);
      const other = await bindJson(sandbox.env, ['plan', ...named.map((word) => (word === 'rg-shop' ? 'rg-other' : word))]);
      assert.deepEqual([other.plan.identity?.resourceId?.split('/')[2], other.plan.changes[0]?.fields[0]?.now], [elsewhere.subscriptionId, 'northeurope']);
    });
    await withSandbox(nothing({ resourceGroups: [{ ...elsewhere, name: 'rg-shop' }] }), async (sandbox) => {
      const lost = await bindJson(sandbox.env, ['plan', ...named]);
      assert.match(lost.refused[0]?.what ?? '', /^resource group rg-shop could not be read: needs the subscription of resource group rg-shop, with --subscription: /);
      assert.equal((await bindJson(sandbox.env, ['plan', ...named, '--subscription', elsewhere.subscriptionId])).plan.changes[0]?.fields[0]?.now, 'northeurope');
    });
  });

  it('leaves the identity at unbind, and says how to delete it', async () => {
    await withSandbox(nothing(), async (sandbox) => {
      assert.equal((await bindJson(sandbox.env, yes)).exitCode, 0);
      const undone = await unbindJson(sandbox.env, [...target, '--yes']);
      const last = undone.plan.changes.at(-1);
      assert.deepEqual([undone.exitCode, last?.part, last?.action], [0, 'identity', 'unchanged']);
      assert.deepEqual(last?.steps[0]?.argv, ['az', 'identity', 'delete', '-g', 'rg-shop', '-n', 'id-orders', '--subscription', subscriptionId]);
      assert.equal(undone.steps.filter(({ outcome }) => outcome === 'done').length, 4);
      assert.ok(writes(sandbox).every((line) => line !== 'DELETE userAssignedIdentities/id-orders'));
      const again = await bindJson(sandbox.env, ['plan', ...named]);
      assert.deepEqual(changesOf(again).map((line) => line.split(':')[0]), ['unchanged identity', 'create federated credential', 'create role assignment', 'create service account', 'update pod template']);
    });
  });

  for (const { title, world, argv = named, code, says, steps = [] } of [
    {
      title: 'a resource group that is not there',
      world: nothing(),
      argv: named.map((word) => (word === 'rg-shop' ? 'rg-none' : word)),
      code: 2,
      says: [/^resource group rg-none is not there: Resource group 'rg-none' could not be found\.$/],
      steps: ['az', 'group', 'create', '-n', 'rg-none', '-l', '<location>'],
    },
    {
      title: 'a login that may only read, each right that is missing',
      world: nothing({ operator: operator({ readOnly: true }) }),
      code: 1,
      says: [
        /^you may not create identities in resource group rg-shop: needs Microsoft\.ManagedIdentity\/userAssignedIdentities\/write \(/,
        /^you may not write credentials of id-orders: needs Microsoft\.ManagedIdentity\/userAssignedIdentities\/federatedIdentityCredentials\/write \(/,
        /^you may not give roles on kv-shop: needs Microsoft\.Authorization\/roleAssignments\/write \(/,
      ],
    },
    { title: 'a login that may not create identities', world: nothing({ operator: operator({ readOnly: ['arm-identities'] }) }), code: 1, says: [/^you may not create identities in resource group rg-shop/] },
    { title: 'a login that may not write credentials', world: nothing({ operator: operator({ readOnly: ['arm-credentials'] }) }), code: 1, says: [/^you may not write credentials of id-orders/] },
    { title: 'a login that may not give roles', world: nothing({ operator: operator({ readOnly: ['arm-vaults'] }) }), code: 1, says: [/^you may not give roles on kv-shop/] },
    {
      title: 'a resource group that tells no location',
      world: nothing({ operator: operator({ may: mayAll.filter((right) => right !== 'arm-groups') }) }),
      code: 2,
      says: [/^the location of resource group rg-shop could not be read: name the one of the identity with --location$/],
    },
    {
      title: 'a subscription that is not seen',
      world: nothing(),
      argv: [...named, '--subscription', '99999999-9999-4999-8999-999999999999'],
      code: 1,
      says: [/^resource group rg-shop could not be read: needs a role in subscription 99999999-/],
    },
    { title: 'nobody who is signed in to Azure', world: nothing({ operator: 'none' }), code: 1, says: [/^resource group rg-shop could not be read: .*az login/] },
  ] satisfies readonly { title: string; world: BindWorld; argv?: readonly string[]; code: number; says: readonly RegExp[]; steps?: readonly string[] }[]) {
    it(`changes nothing for ${title}`, async () => {
      await withSandbox(world, async (sandbox) => {
        const report = await bindJson(sandbox.env, [...argv, '--yes']);
        assert.deepEqual([report.exitCode, report.refused.length, writes(sandbox)], [code, says.length, []], JSON.stringify(report.refused));
        for (const [index, pattern] of says.entries()) assert.match(report.refused[index]?.what ?? '', pattern);
        if (steps.length > 0) assert.deepEqual(report.refused[0]?.steps[0]?.argv, steps);
      });
    });
  }

  it('needs no look at the resource group where --location is given', async () => {
    await withSandbox(nothing({ operator: operator({ may: mayAll.filter((right) => right !== 'arm-groups') }) }), async (sandbox) => {
      const report = await bindJson(sandbox.env, [...yes, '--location', 'westeurope']);
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report));
    });
  });

  for (const { argv, says } of [
    { argv: ['--create-identity'], says: /^error: name the identity: / },
    { argv: ['--create-identity', '--identity', 'id-orders'], says: /^error: --create-identity needs the resource group of the identity: --resource-group NAME\n/ },
    { argv: ['--create-identity', '--client-id', '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab'], says: /^error: --create-identity needs the name of the identity: --identity NAME\n/ },
    { argv: ['--create-identity', '--identity', 'id.orders', '-g', 'rg-shop'], says: /^error: --identity: "id\.orders" is no identity name\n/ },
    { argv: ['--create-identity', '--identity', 'id-orders', '-g', 'rg-shop', '--location', 'West Europe'], says: /^error: --location: "West Europe" is no location\n/ },
    { argv: ['--identity', 'id-orders', '--location', 'westeurope'], says: /^error: --location is of an identity that is created: add --create-identity\n/ },
  ] as const) {
    it(`refuses before anything is read: ${argv.join(' ')}`, async () => {
      const { exitCode, stdout, stderr } = await bind({ HOME: '/nonexistent', KUBECONFIG: '/nonexistent' }, ['deployment/orders', ...argv]);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(stderr, says);
    });
  }
});

describe('kubectl wi bind --create-identity ends with a workload that works after', { concurrency: 2 }, () => {
  for (const [what, faults] of [
    ['a reset before the identity was written', [{ match: creation, times: 2, act: 'reset' }]],
    ['an answer that broke off after the identity was written', [{ match: creation, times: 1, act: 'cut' }]],
    ['throttling', [{ match: creation, times: 1, act: refusal(429, 'TooManyRequests', { 'retry-after': '3' }) }]],
    ['a service out of order', [{ match: creation, times: 2, act: refusal(503, 'ServiceUnavailable') }]],
    ['an identity that is not yet everywhere when its credential is written', [{ match: credential, times: 2, act: refusal(404, 'ResourceNotFound') }]],
    ['a principal that is not yet everywhere', [{ match: role, times: 3, act: refusal(400, 'PrincipalNotFound') }]],
    ['eight answers of Entra that it does not know the identity yet', [{ match: exchange, times: 8, act: unknownClient }]],
  ] as const satisfies readonly (readonly [string, readonly Fault[]])[]) {
    it(what, async () => {
      await withSandbox(nothing({ faults }), async (sandbox) => {
        const report = await bindJson(sandbox.env, yes);
        assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report.steps));
        assert.equal(writes(sandbox).filter((line) => line === 'PUT userAssignedIdentities/id-orders').length, 1);
      });
    });
  }
});

describe('kubectl wi bind --create-identity stops', { concurrency: 2 }, () => {
  for (const [what, fault, done] of [
    ['at an identity that is refused', { match: creation, times: 1, act: refusal(403, 'RequestDisallowedByPolicy') }, []],
    ['at an identity of that name that somebody else makes elsewhere', { match: creation, times: 1, act: refusal(409, 'InvalidResourceLocation') }, []],
    ['at a credential that is refused', { match: credential, times: 1, act: refusal(403, 'AuthorizationFailed') }, ['identity']],
    ['at a role that is refused', { match: role, times: 1, act: refusal(403, 'AuthorizationFailed') }, ['identity', 'federated credential']],
  ] as const satisfies readonly (readonly [string, Fault, readonly string[]])[]) {
    it(`${what}, and the same command goes on from there`, async () => {
      await withSandbox(nothing({ faults: [fault] }), async (sandbox) => {
        const stopped = await bindJson(sandbox.env, yes);
        assert.deepEqual([stopped.exitCode, stopped.doctor, stopped.steps[done.length]?.why], [1, undefined, 'as Azure says it']);
        assert.deepEqual(stopped.steps.filter(({ outcome }) => outcome === 'done').map(({ part }) => part), done);
        assert.equal(writes(sandbox).length, done.length);
        const after = await bindJson(sandbox.env, yes);
        assert.deepEqual([after.exitCode, after.doctor?.targets[0]?.verdict, writes(sandbox).length], [0, 'ok', 5]);
      });
    });
  }

  it('before it wrote anything down, and unbind cleans up by the flags of bind', async () => {
    await withSandbox(worldOf([bareDeployment()], { identities: [] }, { faults: [accountRefused] }), async (sandbox) => {
      assert.deepEqual((await bindJson(sandbox.env, yes)).steps.filter(({ outcome }) => outcome === 'done').map(({ part }) => part), ['identity', 'federated credential', 'role assignment']);
      const undone = await unbindJson(sandbox.env, [...target, '--identity', 'id-orders', '-g', 'rg-shop', '--vault', 'kv-shop', '--service-account', 'orders', '--yes']);
      assert.deepEqual([undone.exitCode, undone.steps.map(({ part, outcome }) => `${part}: ${outcome}`)], [0, ['role assignment: done', 'federated credential: done']]);
      assert.deepEqual(undone.plan.changes.at(-1)?.steps[0]?.argv.slice(0, 3), ['az', 'identity', 'delete']);
    });
  });

  for (const [after, what] of ['the identity', 'the credential', 'the role', 'the account', 'the template'].entries()) {
    it(`killed after ${what} was written, it is completed by the same command, and unbind knows the identity`, async () => {
      await withSandbox(nothing(), async (sandbox) => {
        const killed = await bindKilledAfter(after, sandbox, yes);
        assert.equal(killed.exitCode, null, killed.stdout);
        const report = await bindJson(sandbox.env, yes);
        assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict, writes(sandbox).length], [0, 'ok', 5], JSON.stringify(report));
        const undone = await unbindJson(sandbox.env, ['plan', ...target]);
        assert.deepEqual(undone.plan.changes.map(({ part, action }) => `${action} ${part}`), ['update pod template', 'delete service account', 'delete role assignment', 'delete federated credential', 'unchanged identity']);
      });
    });
  }
});
