/** `kubectl wi bind --application` in the sandbox: an app registration in the place of a managed identity. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { doctorReport } from '../../src/report/report.ts';
import type { ApplicationState, AzureScenario, Fault, FederatedCredentialState } from '../../src/sandbox/scenario.ts';
import { audience, credential, deployment, issuer, serviceAccount, subject, tenantId, vault } from '../../src/sandbox/scenarios/shop.ts';
import { assertNothingLeaks, assertTokensStayHome } from '../scenarios/canaries.ts';
import { withSandbox } from '../scenarios/world.ts';
import { bareDeployment, bind, bindJson, changesOf, doctor, unbindJson, worldOf, writes, type BindWorld, bindKilledAfter } from './bind.ts';

const appId = '7a7a7a7a-7a7a-4a7a-8a7a-7a7a7a7a7a7a';
const objectId = '7b7b7b7b-7b7b-4b7b-8b7b-7b7b7b7b7b7b';
const servicePrincipal = '7c7c7c7c-7c7c-4c7c-8c7c-7c7c7c7c7c7c';
const target = ['deployment/orders', '-n', 'shop'];
const named = [...target, '--application', 'app orders', '--vault', 'kv-shop'];
const yes = [...named, '--secret', 'db-password', '--yes', '--timeout', '90s'];
const creation = 'POST graph.microsoft.com/v1.0/applications/*/federatedIdentityCredentials';
const change = 'PATCH graph.microsoft.com/v1.0/applications/*';
const json = { 'content-type': 'application/json' };
const accountRefused = { match: 'PATCH */serviceaccounts/orders?fieldManager', times: 1, act: { answer: 403, headers: json, body: JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: 'no', reason: 'Forbidden', code: 403 }) } } as const;
const twenty = (count: number): readonly FederatedCredentialState[] => Array.from({ length: count }, (_, index) => ({ ...credential, name: `fic-${index}`, subject: `${subject}-${index}` }));

function application(credentials: readonly FederatedCredentialState[] = [], more: Partial<ApplicationState> = {}): ApplicationState {
  return { displayName: 'app orders', tenantId, appId, objectId, servicePrincipal: { objectId: servicePrincipal }, federatedCredentials: credentials, ...more };
}

/** An application without credentials, and no managed identity. */
const world = (more: Partial<AzureScenario> = {}): BindWorld => worldOf([bareDeployment()], { identities: [], applications: [application()], ...more });

function refusal(status: number, code: string, headers: Readonly<Record<string, string>> = {}, message = 'as Graph says it'): Fault['act'] {
  return { answer: status, headers: { ...json, ...headers }, body: JSON.stringify({ error: { code, message, innerError: {} } }) };
}

const denied = refusal(403, 'Authorization_RequestDenied', {}, 'Insufficient privileges to complete the operation.');

describe('kubectl wi bind --application', { concurrency: 2 }, () => {
  it('wires a workload to an application up to a doctor without findings, and changes nothing the second time', async () => {
    const full = world();
    await withSandbox(full, async (sandbox) => {
      const plan = await bindJson(sandbox.env, ['plan', ...named]);
      assert.deepEqual(plan.plan.identity, { name: 'app orders', clientId: appId });
      assert.deepEqual(changesOf(plan).map((line) => line.replace(/shop-orders-[0-9a-f]{8}/, 'NAME')), [
        'create federated credential: NAME on app orders',
        'create role assignment: Key Vault Secrets User on kv-shop for app orders',
        'create service account: serviceaccount/orders',
        'update pod template: deployment/orders',
      ]);
      assert.deepEqual(plan.plan.changes[0]?.notes, ['Microsoft Graph does not say beforehand whether you may: this is tried before anything else.']);
      assert.deepEqual(plan.plan.changes[0]?.steps[0]?.argv.slice(0, 5), ['az', 'ad', 'app', 'federated-credential', 'create']);
      assert.equal(plan.plan.changes[1]?.fields.find(({ name }) => name === 'principal')?.now, servicePrincipal);
      assert.deepEqual([plan.exitCode, writes(sandbox)], [1, []]);

      const run = await bind(sandbox.env, yes);
      assert.deepEqual([run.exitCode, run.stderr], [0, ''], run.stdout);
      assert.match(run.stdout, /^no problem found, /m);
      const made = writes(sandbox);
      assert.deepEqual(made.map((line) => line.replace(/roleAssignments\/.*/, 'roleAssignments')), [
        `POST ${objectId}/federatedIdentityCredentials`,
        'PUT roleAssignments',
        'PATCH serviceaccounts/orders',
        'PATCH deployments/orders',
      ]);
      for (const again of [await bindJson(sandbox.env, yes), await bindJson(sandbox.env, yes.map((word) => (word === 'app orders' ? appId : word)))]) {
        assert.deepEqual(changesOf(again).map((line) => line.split(' ')[0]), ['unchanged', 'unchanged', 'unchanged', 'unchanged']);
        assert.deepEqual([again.exitCode, again.steps, writes(sandbox)], [0, [], made]);
      }
      assertNothingLeaks([run.stdout, run.stderr, JSON.stringify(plan)], full);
      assertTokensStayHome(sandbox);
    });
  });

  it('is taken back by unbind, which leaves the application', async () => {
    await withSandbox(world(), async (sandbox) => {
      const first = await bindJson(sandbox.env, yes);
      const undone = await unbindJson(sandbox.env, [...target, '--yes']);
      assert.deepEqual(undone.plan.changes.map(({ part, action }) => `${action} ${part}`), ['update pod template', 'delete service account', 'delete role assignment', 'delete federated credential']);
      assert.deepEqual([undone.exitCode, undone.steps.map(({ outcome }) => outcome)], [0, ['done', 'done', 'done', 'done']], JSON.stringify(undone.steps));
      assert.equal(writes(sandbox).filter((line) => line.startsWith('DELETE federatedIdentityCredentials/shop-orders-')).length, 1);
      assert.deepEqual(changesOf(await bindJson(sandbox.env, ['plan', ...named])), changesOf(first));
    });
  });

  it('leaves a credential at unbind that was there before', async () => {
    await withSandbox(world({ applications: [application([credential])] }), async (sandbox) => {
      assert.equal((await bindJson(sandbox.env, yes)).plan.changes[0]?.action, 'unchanged');
      const undone = await unbindJson(sandbox.env, [...target, '--yes']);
      assert.deepEqual([undone.exitCode, undone.plan.changes.at(-1)?.action], [0, 'unchanged']);
      assert.equal((await bindJson(sandbox.env, ['plan', ...named])).plan.changes[0]?.action, 'unchanged');
    });
  });

  it('finds the application by --client-id too, where no managed identity has it', async () => {
    await withSandbox(world(), async (sandbox) => {
      const report = await bindJson(sandbox.env, [...target, '--client-id', appId, '--vault', 'kv-shop', '--yes', '--timeout', '90s']);
      assert.deepEqual([report.exitCode, report.plan.identity?.name], [0, 'app orders'], JSON.stringify(report.refused));
    });
  });

  it('is what the doctor offers for an application whose credential is missing', async () => {
    const annotated = worldOf([serviceAccount({ 'azure.workload.identity/client-id': appId }), deployment()], { identities: [], applications: [application([{ ...credential, subject: 'system:serviceaccount:shop:order' }])], vaults: [vault({ roleAssignments: [{ principalId: servicePrincipal, role: 'Key Vault Secrets User' }] })] });
    await withSandbox(annotated, async (sandbox) => {
      const { stdout } = await doctor(sandbox.env, [...target, '-o', 'name']);
      assert.equal(stdout, 'deployment/orders\n');
      const found = doctorReport.parse(JSON.parse((await doctor(sandbox.env, [...target, '-o', 'json'])).stdout));
      const offers = found.targets.flatMap(({ checks }) => checks.flatMap(({ role, fix = [] }) => (role === 'root' ? fix.filter(({ tool }) => tool === 'wi') : [])));
      const [offer] = offers.map(({ argv }) => argv.slice(argv.indexOf('bind') + 1));
      assert.deepEqual(offer, [...target, '--client-id', appId]);
      const report = await bindJson(sandbox.env, [...offer, '--yes', '--timeout', '60s']);
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report.refused));
    });
  });

  it('gives an access policy to the service principal where the vault goes by them', async () => {
    await withSandbox(world({ vaults: [vault({ permissionModel: 'access-policy', roleAssignments: [] })] }), async (sandbox) => {
      const report = await bindJson(sandbox.env, yes);
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report.steps));
    });
  });

  for (const { title, present, action, written } of [
    { title: 'makes its credential beside one of another account', present: { ...credential, subject: 'system:serviceaccount:shop:order' }, action: 'create', written: `POST ${objectId}/federatedIdentityCredentials` },
    { title: 'puts a credential right that has white space in it', present: { ...credential, subject: `${subject} ` }, action: 'update', written: 'PATCH federatedIdentityCredentials/fic-orders' },
    { title: 'puts a credential right that lost the slash', present: { ...credential, issuer: issuer.slice(0, -1) }, action: 'update', written: 'PATCH federatedIdentityCredentials/fic-orders' },
    { title: 'puts a credential right that differs in case', present: { ...credential, subject: subject.toUpperCase() }, action: 'update', written: 'PATCH federatedIdentityCredentials/fic-orders' },
  ] as const) {
    it(title, async () => {
      await withSandbox(world({ applications: [application([present])] }), async (sandbox) => {
        const report = await bindJson(sandbox.env, yes);
        assert.deepEqual([report.exitCode, report.plan.changes[0]?.action, writes(sandbox)[0]], [0, action, written], JSON.stringify(report.steps));
        assert.equal((await bindJson(sandbox.env, ['plan', ...named])).plan.changes[0]?.action, 'unchanged');
      });
    });
  }

  for (const { title, more, code = 1, says, step } of [
    { title: 'an application that is not there', more: { applications: [] }, code: 2, says: /^there is no application app orders in the tenant of this login$/ },
    { title: 'a name that two applications have', more: { applications: [application(), application([], { appId: '8a8a8a8a-8a8a-4a8a-8a8a-8a8a8a8a8a8a', objectId: '8b8b8b8b-8b8b-4b8b-8b8b-8b8b8b8b8b8b' })] }, says: /one application: 2 are called app orders; name it by its client id, among them 7a7a7a7a-.* and 8a8a8a8a-/ },
    {
      title: 'an application without a service principal',
      more: { applications: [{ displayName: 'app orders', tenantId, appId, objectId, federatedCredentials: [] }] },
      says: /^application app orders has no service principal in the tenant/,
      step: ['az', 'ad', 'sp', 'create', '--id', appId],
    },
    {
      title: 'an application that is disabled',
      more: { applications: [application([], { servicePrincipal: { objectId: servicePrincipal, accountEnabled: false } })] },
      says: /^application app orders is disabled/,
      step: ['az', 'ad', 'sp', 'update', '--id', appId, '--set', 'accountEnabled=true'],
    },
    { title: 'an application that has all the credentials it can have', more: { applications: [application(twenty(20))] }, says: /^app orders has 20 of 20 federated credentials/, step: ['az', 'ad', 'app', 'federated-credential', 'list', '--id', appId, '-o', 'table'] },
    {
      title: 'a credential for the same account with another audience',
      more: { applications: [application([{ ...credential, audiences: ['api://other'] }])] },
      says: /^fic-orders of app orders names this service account with audience api:\/\/other/,
    },
    {
      title: 'a credential of our name that says something else',
      more: { applications: [application([{ name: 'shop-orders-a59f3668', issuer: 'https://else.example/', subject: 'repo:x', audiences: [audience] }])] },
      says: /^app orders has a credential called shop-orders-a59f3668 that says something else/,
    },
    { title: 'a login that may not read in Graph', more: { operator: { tenantId, may: ['resource-graph', 'arm-identities', 'arm-credentials', 'arm-vaults'] } }, says: /^the identity could not be read: needs Microsoft Graph: read applications \(/ },
    { title: 'a login that may not give roles', more: { operator: { tenantId, may: ['resource-graph', 'arm-vaults', 'graph'], readOnly: ['arm-vaults'] } }, says: /^you may not give roles on kv-shop/ },
    { title: 'nobody who is signed in to Azure', more: { operator: 'none' }, says: /^the identity could not be read: .*az login/ },
  ] satisfies readonly { title: string; more: Partial<AzureScenario>; code?: number; says: RegExp; step?: readonly string[] }[]) {
    it(`changes nothing for ${title}, and says why`, async () => {
      await withSandbox(world(more), async (sandbox) => {
        const report = await bindJson(sandbox.env, [...named, '--yes']);
        assert.deepEqual([report.exitCode, report.refused.length, writes(sandbox)], [code, 1, []], JSON.stringify(report.refused));
        assert.match(report.refused[0]?.what ?? '', says);
        if (step !== undefined) assert.deepEqual(report.refused[0]?.steps[0]?.argv, step);
      });
    });
  }

  for (const { argv, says } of [
    { argv: ['--application', 'app', '--identity', 'id-orders'], says: /^error: --identity, --identity-id, --client-id and --application exclude each other\n/ },
    { argv: ['--application', "x' or 1 eq 1"], says: /^error: --application: "x' or 1 eq 1" is no display name\n/ },
    { argv: ['--application', 'app', '-g', 'rg-shop'], says: /^error: --resource-group and --subscription are of a managed identity: an application has none\n/ },
    { argv: ['--application', 'app', '--create-identity'], says: /^error: --create-identity needs the name of the identity: --identity NAME\n/ },
  ] as const) {
    it(`refuses before anything is read: ${argv.join(' ')}`, async () => {
      const { exitCode, stdout, stderr } = await bind({ HOME: '/nonexistent', KUBECONFIG: '/nonexistent' }, ['deployment/orders', ...argv]);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(stderr, says);
    });
  }
});

describe('kubectl wi bind --application where something goes wrong on the way', { concurrency: 2 }, () => {
  it('stops at a credential that Graph refuses, with nothing else written, and names the right', async () => {
    await withSandbox(world({ operator: { tenantId, may: ['resource-graph', 'arm-vaults', 'graph'], readOnly: ['graph'] } }), async (sandbox) => {
      const stopped = await bindJson(sandbox.env, yes);
      assert.deepEqual(stopped.steps.map(({ part, outcome }) => `${part}: ${outcome}`), [
        'federated credential: failed',
        'role assignment: not-tried',
        'service account: not-tried',
        'exchange: not-tried',
        'pod template: not-tried',
      ]);
      assert.match(stopped.steps[0]?.why ?? '', /^Insufficient privileges to complete the operation\. Needs to be an owner of the application, or Microsoft Graph Application\.ReadWrite\.All \(Application\.ReadWrite\.OwnedBy /);
      assert.deepEqual([stopped.exitCode, writes(sandbox)], [1, []]);
    });
  });

  it('goes on where a refusal of Graph is gone', async () => {
    await withSandbox(world({ faults: [{ match: change, times: 1, act: denied }] }), async (sandbox) => {
      const stopped = await bindJson(sandbox.env, yes);
      assert.deepEqual([stopped.exitCode, writes(sandbox)], [1, []]);
      assert.equal((await bindJson(sandbox.env, yes)).exitCode, 0);
    });
  });

  it('leaves what unbind cleans up by the flags of bind, where it stopped before it wrote anything down', async () => {
    await withSandbox(worldOf([bareDeployment()], { identities: [], applications: [application()] }, { faults: [accountRefused] }), async (sandbox) => {
      assert.equal((await bindJson(sandbox.env, yes)).exitCode, 1);
      const undone = await unbindJson(sandbox.env, [...named, '--service-account', 'orders', '--yes']);
      assert.deepEqual([undone.exitCode, undone.steps.map(({ part, outcome }) => `${part}: ${outcome}`)], [0, ['role assignment: done', 'federated credential: done']]);
      assert.equal((await bindJson(sandbox.env, ['plan', ...named])).plan.changes[0]?.action, 'create');
    });
  });

  for (const [what, faults] of [
    ['a reset before the credential was written', [{ match: creation, times: 1, act: 'reset' }]],
    ['an answer that never came after the credential was written', [{ match: creation, times: 1, act: 'stall' }]],
    ['throttling', [{ match: creation, times: 1, act: refusal(429, 'TooManyRequests', { 'retry-after': '3' }) }]],
    ['a service out of order', [{ match: creation, times: 2, act: refusal(503, 'ServiceNotAvailable') }]],
    ['a credential that a write of ours made whose answer was lost', [{ match: creation, times: 1, act: refusal(409, 'Request_MultipleObjectsWithSameKeyValue') }]],
    ['an application whose credential is not yet everywhere', [{ match: 'POST login.microsoftonline.com/*/oauth2/v2.0/token', times: 3, act: { answer: 401, headers: json, body: JSON.stringify({ error: 'invalid_client', error_description: 'AADSTS70025: The client has no configured federated identity credentials.', error_codes: [70025] }) } }]],
  ] as const satisfies readonly (readonly [string, readonly Fault[]])[]) {
    it(`ends with a workload that works after ${what}`, async () => {
      await withSandbox(world({ faults }), async (sandbox) => {
        const report = await bindJson(sandbox.env, yes);
        assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report.steps));
        assert.equal(writes(sandbox).filter((line) => line.startsWith('POST ')).length, 1);
      });
    });
  }

  for (const [after, what] of ['the credential', 'the role', 'the account', 'the template'].entries()) {
    it(`killed after ${what} was written, it is completed by the same command`, async () => {
      await withSandbox(world(), async (sandbox) => {
        const killed = await bindKilledAfter(after, sandbox, yes);
        assert.equal(killed.exitCode, null, killed.stdout);
        const report = await bindJson(sandbox.env, yes);
        assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict, writes(sandbox).length], [0, 'ok', 4], JSON.stringify(report));
      });
    });
  }
});
