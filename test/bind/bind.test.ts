/** `kubectl wi bind` in the sandbox: what it plans, what it refuses, what it changes, and that the doctor agrees. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { credential, identity, issuer, principalId, serviceAccount, subject, template, vault } from '../../src/sandbox/scenarios/shop.ts';
import type { KubernetesObject } from '../../src/sandbox/scenario.ts';
import { assertNothingLeaks, assertTokensStayHome } from '../scenarios/canaries.ts';
import { withSandbox } from '../scenarios/world.ts';
import { bareDeployment, bind, bindJson, changesOf, orders, worldOf, writes } from './bind.ts';

const yes = [...orders, '--secret', 'db-password', '--yes', '--timeout', '60s'];
const credentialName = /^create federated credential: (shop-orders-[0-9a-f]{8}) on id-orders$/;

describe('kubectl wi bind', { concurrency: 2 }, () => {
  it('wires a workload from nothing to a doctor without findings, and changes nothing the second time', async () => {
    const world = worldOf([bareDeployment()]);
    await withSandbox(world, async (sandbox) => {
      const before = await bindJson(sandbox.env, ['plan', ...orders]);
      assert.equal(before.exitCode, 1);
      assert.deepEqual(changesOf(before).map((line) => line.replace(credentialName, 'create federated credential')), [
        'create federated credential',
        'create role assignment: Key Vault Secrets User on kv-shop for id-orders',
        'create service account: serviceaccount/orders',
        'update pod template: deployment/orders',
      ]);
      assert.deepEqual(writes(sandbox), [], 'a plan writes nothing');

      const run = await bind(sandbox.env, yes);
      assert.deepEqual([run.exitCode, run.stderr], [0, ''], run.stdout);
      assert.match(run.stdout, /^no problem found, 9 ok/m);
      const name = credentialName.exec(changesOf(before)[0] ?? '')?.[1] ?? '';
      const made = writes(sandbox);
      assert.deepEqual(made.map((line) => line.replace(/roleAssignments\/.*/, 'roleAssignments')), [
        `PUT federatedIdentityCredentials/${name}`,
        'PUT roleAssignments',
        'PATCH serviceaccounts/orders',
        'PATCH deployments/orders',
      ]);

      const again = await bindJson(sandbox.env, yes);
      assert.deepEqual(changesOf(again).map((line) => line.split(' ')[0]), ['unchanged', 'unchanged', 'unchanged', 'unchanged']);
      assert.deepEqual([again.exitCode, again.steps, again.doctor?.targets[0]?.verdict], [0, [], 'ok']);
      assert.deepEqual(writes(sandbox), made);
      assert.equal((await bindJson(sandbox.env, ['plan', ...orders])).exitCode, 0);
      assertNothingLeaks([run.stdout, run.stderr, JSON.stringify(again)], world);
      assertTokensStayHome(sandbox);
    });
  });

  it('asks first: without a terminal and without --yes nothing is changed', async () => {
    await withSandbox(worldOf([bareDeployment()]), async (sandbox) => {
      const { exitCode, stdout, stderr } = await bind(sandbox.env, orders);
      assert.equal(exitCode, 2);
      assert.match(stderr, /^error: nothing was changed: this asks first, and standard input is no terminal\n--yes /);
      assert.match(stdout, /^Plan: 3 to create, 1 to change, 0 unchanged\.$/m);
      assert.deepEqual(writes(sandbox), []);
    });
  });

  it('uses the account of the template, and makes only what is missing', async () => {
    const world = worldOf([serviceAccount({}), { ...bareDeployment(), spec: { ...(bareDeployment()['spec'] as object), template: template() } }], {
      vaults: [vault({ roleAssignments: [{ principalId, role: 'Key Vault Secrets User' }] })],
    });
    await withSandbox(world, async (sandbox) => {
      const report = await bindJson(sandbox.env, yes);
      assert.deepEqual(changesOf(report).slice(1), [
        'unchanged role assignment: Key Vault Secrets User on kv-shop for id-orders',
        'update service account: serviceaccount/orders',
        'unchanged pod template: deployment/orders',
        'unchanged pods: deployment/orders',
      ]);
      // the pods that run were made before the annotation, and nobody asked for a restart
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.rootCauses], [1, ['pod-predates-sa-annotation']]);
    });
  });

  it('binds several workloads at once: the role once, a credential for each account, one after another', async () => {
    const billing = JSON.parse(JSON.stringify(bareDeployment()).replaceAll('"orders"', '"billing"')) as KubernetesObject;
    await withSandbox(worldOf([bareDeployment(), billing]), async (sandbox) => {
      const report = await bindJson(sandbox.env, ['deployment/orders', 'deployment/billing', ...yes.slice(1)]);
      assert.deepEqual([report.exitCode, report.doctor?.targets.map(({ verdict }) => verdict)], [0, ['ok', 'ok']], JSON.stringify(report.steps));
      assert.deepEqual(report.plan.changes.map(({ part }) => part), ['federated credential', 'federated credential', 'role assignment', 'service account', 'service account', 'pod template', 'pod template']);
    });
  });

  it('finds before anything is written that there is room for one of two credentials only', async () => {
    const billing = JSON.parse(JSON.stringify(bareDeployment()).replaceAll('"orders"', '"billing"')) as KubernetesObject;
    const nineteen = identity(Array.from({ length: 19 }, (_, index) => ({ ...credential, name: `fic-${index}`, subject: `${subject}-${index}` })));
    await withSandbox(worldOf([bareDeployment(), billing], { identities: [nineteen] }), async (sandbox) => {
      const report = await bindJson(sandbox.env, ['deployment/orders', 'deployment/billing', ...yes.slice(1)]);
      assert.deepEqual(report.refused.map(({ what }) => what), ['id-orders has 19 of 20 federated credentials, and these targets need 2 more: bind fewer of them to it']);
      assert.deepEqual([report.exitCode, writes(sandbox)], [1, []]);
    });
  });

  it('has nothing to say against a pod that no controller made and that is right already', async () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'orders', namespace: 'shop', labels: { 'azure.workload.identity/use': 'true' } }, spec: { ...template().spec } };
    await withSandbox(worldOf([serviceAccount(), pod]), async (sandbox) => {
      const report = await bindJson(sandbox.env, ['pod/orders', ...yes.slice(1)]);
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict, report.plan.changes.at(-1)?.action], [0, 'ok', 'unchanged'], JSON.stringify(report.refused));
    });
  });

  it('binds a service account alone', async () => {
    await withSandbox(worldOf([serviceAccount({})]), async (sandbox) => {
      const report = await bindJson(sandbox.env, ['serviceaccount/orders', ...yes.slice(1)]);
      assert.deepEqual(report.plan.changes.map(({ part, action }) => `${action} ${part}`), ['create federated credential', 'create role assignment', 'update service account']);
      assert.equal(report.doctor?.targets[0]?.checks.find(({ id }) => id === 'exchange/succeeds')?.outcome, 'ok');
    });
  });

  it('takes over with --take-over what was set by hand, says so, and takes nothing over from others', async () => {
    const oldClient = '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a';
    const named = { ...bareDeployment(), spec: { ...(bareDeployment()['spec'] as object), template: template({ labels: { 'azure.workload.identity/use': 'no' }, spec: { serviceAccountName: 'default' } }) } };
    await withSandbox(worldOf([serviceAccount({ 'azure.workload.identity/client-id': oldClient }), named]), async (sandbox) => {
      const refused = await bindJson(sandbox.env, yes);
      assert.deepEqual(refused.refused.map(({ what }) => what.endsWith('; --take-over takes it over')), [true, true]);
      const report = await bindJson(sandbox.env, [...yes, '--take-over']);
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report.refused));
      for (const part of ['service account', 'pod template']) {
        const { notes } = report.plan.changes.find((change) => change.part === part) ?? { notes: [] };
        assert.ok(notes.some((note) => note.startsWith('Takes over what kubectl-client-side-apply set: ')), JSON.stringify(notes));
      }
    });
  });

  it('says whose object it is, and that a paused Deployment replaces no pod', async () => {
    const bare = bareDeployment();
    const paused = { ...bare, metadata: { ...bare.metadata, labels: { 'app.kubernetes.io/managed-by': 'Helm' } }, spec: { ...(bare['spec'] as object), paused: true } };
    const world = worldOf([bare]);
    await withSandbox({ ...world, cluster: { ...world.cluster, steps: [...world.cluster.steps, { do: 'apply', objects: [paused] }] } }, async (sandbox) => {
      const report = await bindJson(sandbox.env, yes);
      const { notes } = report.plan.changes.at(-1) ?? { notes: [] };
      assert.deepEqual(notes, [
        'No pod is replaced by this: let it roll again: a paused Deployment cannot be restarted; make new pods',
        'Helm manages deployment/orders: put the same into its source, or it may take it back.',
      ]);
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [1, 'problems']);
    });
  });

  for (const { title, policies, action } of [
    { title: 'gives an access policy where the vault goes by them', policies: [], action: 'create' },
    { title: 'adds to the access policy that the identity has', policies: [{ objectId: principalId, secrets: ['list'] }], action: 'update' },
    { title: 'leaves an access policy alone that is enough', policies: [{ objectId: principalId, secrets: ['Get'] }], action: 'unchanged' },
  ] as const) {
    it(title, async () => {
      await withSandbox(worldOf([bareDeployment()], { vaults: [vault({ permissionModel: 'access-policy', roleAssignments: [], accessPolicies: policies })] }), async (sandbox) => {
        const report = await bindJson(sandbox.env, yes);
        assert.deepEqual([report.exitCode, report.plan.changes[1]?.part, report.plan.changes[1]?.action], [0, 'access policy', action]);
        assert.equal(writes(sandbox).filter((line) => line.startsWith('PUT accessPolicies')).length, action === 'unchanged' ? 0 : 1);
      });
    });
  }

  for (const { title, present, action, name, gone = false } of [
    { title: 'makes its credential beside one of another account', present: { ...credential, subject: 'system:serviceaccount:shop:order' }, action: 'create', name: /^shop-orders-/ },
    { title: 'makes its credential beside one of another cluster', present: { ...credential, issuer: issuer.replace('22222222', '99999999') }, action: 'create', name: /^shop-orders-/ },
    { title: 'puts a credential right that has white space in it', present: { ...credential, subject: `${subject} ` }, action: 'update', name: /^fic-orders on /, gone: true },
    { title: 'puts a credential right that lost the slash', present: { ...credential, issuer: issuer.slice(0, -1) }, action: 'update', name: /^fic-orders on /, gone: true },
    { title: 'puts a credential right that differs in case', present: { ...credential, subject: subject.toUpperCase() }, action: 'update', name: /^fic-orders on /, gone: true },
  ] as const) {
    it(title, async () => {
      await withSandbox(worldOf([bareDeployment()], { identities: [identity([present])] }), async (sandbox) => {
        const report = await bindJson(sandbox.env, yes);
        const [first] = report.plan.changes;
        assert.deepEqual([first?.action, report.exitCode], [action, 0]);
        assert.match(first?.object ?? '', name);
        const later = await bindJson(sandbox.env, ['plan', ...orders]);
        assert.deepEqual(later.plan.changes[0]?.action, 'unchanged');
        const written = writes(sandbox).filter((line) => line.includes('federatedIdentityCredentials'));
        assert.equal(written.some((line) => line.endsWith('/fic-orders')), gone);
      });
    });
  }

  for (const { title, world, says } of [
    {
      title: 'an identity that has all the credentials it can have',
      world: worldOf([bareDeployment()], { identities: [identity(Array.from({ length: 20 }, (_, index) => ({ ...credential, name: `fic-${index}`, subject: `${subject}-${index}` })))] }),
      says: /^id-orders has 20 of 20 federated credentials/,
    },
    {
      title: 'a credential for the same account with another audience, beside which Azure takes none',
      world: worldOf([bareDeployment()], { identities: [identity([{ ...credential, audiences: ['api://other'] }])] }),
      says: /^fic-orders of id-orders names this service account with audience api:\/\/other/,
    },
    { title: 'an identity that is not to be seen', world: worldOf([bareDeployment()], { identities: [] }), says: /Resource Graph shows none of that name/ },
    { title: 'a vault that is not to be seen', world: worldOf([bareDeployment()], { vaults: [] }), says: /^vault kv-shop could not be read: needs Microsoft\.KeyVault\/vaults\/read/ },
    { title: 'nobody who is signed in to Azure', world: worldOf([bareDeployment()], { operator: 'none' }), says: /^the identity could not be read: .*az login/ },
    {
      title: 'a login that may only read in Azure',
      world: worldOf([bareDeployment()], { operator: { tenantId: '11111111-1111-4111-8111-111111111111', may: ['resource-graph', 'arm-identities', 'arm-credentials', 'arm-vaults', 'graph'], readOnly: true } }),
      says: /^you may not write credentials of id-orders: needs Microsoft\.ManagedIdentity\/userAssignedIdentities\/federatedIdentityCredentials\/write/,
    },
    {
      title: 'a user of the cluster who may only read',
      world: worldOf([bareDeployment()], {}, { operator: { clusterRules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list'] }, { apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] }] } }),
      says: /^serviceaccount\/orders would be refused: .*cannot patch resource "serviceaccounts"/,
    },
    {
      title: 'a user of the cluster who may not ask for tokens',
      world: worldOf([bareDeployment()], {}, { operator: { clusterRules: [{ apiGroups: ['*'], resources: ['deployments', 'pods', 'replicasets', 'serviceaccounts'], verbs: ['*'] }] } }),
      says: /^a token of serviceaccount\/orders.* could not be read: needs create serviceaccounts\/token resourceNames=\[orders\] in namespace shop$/,
    },
    {
      title: 'a field of the template that somebody else set',
      world: worldOf([{ ...bareDeployment(), spec: { ...(bareDeployment()['spec'] as object), template: template({ spec: { serviceAccountName: 'default' } }) } }]),
      says: /^deployment\/orders would be refused: Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using apps\/v1: \.spec\.template\.spec\.serviceAccountName/,
    },
    {
      title: 'an account that is annotated with another identity',
      world: worldOf([serviceAccount({ 'azure.workload.identity/client-id': '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a' }), bareDeployment()]),
      says: /^serviceaccount\/orders would be refused: Apply failed with 1 conflict: conflict with "kubectl-client-side-apply"/,
    },
    {
      title: 'a pod that no controller made',
      world: worldOf([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'orders', namespace: 'shop' }, spec: { containers: [{ name: 'app', image: 'registry.example/orders:1' }] } }]),
      says: /^pod\/orders cannot be changed while it is there/,
      target: 'pod/orders',
    },
    { title: 'a workload that is not there', world: worldOf([]), says: /^deployments\.apps "orders" not found$/ },
  ] as const satisfies readonly { title: string; world: ReturnType<typeof worldOf>; says: RegExp; target?: string }[]) {
    it(`changes nothing for ${title}, and says why`, async () => {
      await withSandbox(world, async (sandbox) => {
        const argv = title.startsWith('a pod') ? ['pod/orders', ...yes.slice(1)] : yes;
        const report = await bindJson(sandbox.env, argv);
        assert.equal(report.exitCode, title.startsWith('a workload') ? 2 : 1);
        assert.ok(report.refused.some(({ what }) => says.test(what)), JSON.stringify(report.refused));
        assert.deepEqual([report.steps, report.doctor], [[], undefined]);
        assert.deepEqual(writes(sandbox), []);
      });
    });
  }

  for (const { title, act, code } of [
    { title: 'an API server that refuses the credentials', act: { answer: 401, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: 'Unauthorized', reason: 'Unauthorized', code: 401 }) }, code: 4 },
    { title: 'an API server that does not answer', act: 'reset', code: 3 },
  ] as const) {
    it(`ends with ${code} for ${title}`, async () => {
      await withSandbox(worldOf([bareDeployment()], {}, { faults: [{ match: '*', act }] }), async (sandbox) => {
        const report = await bindJson(sandbox.env, yes);
        assert.deepEqual([report.exitCode, report.steps], [code, []], JSON.stringify(report.refused));
      });
    });
  }

  for (const { argv, says } of [
    { argv: ['deployment/orders'], says: /^error: name the identity: --identity NAME, --identity-id ID, --client-id GUID or --application NAME\n/ },
    { argv: ['deployment/orders', '--identity', 'a', '--client-id', '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab'], says: /^error: --identity, --identity-id, --client-id and --application exclude each other\n/ },
    { argv: ['deployment/orders', '--client-id', 'orders'], says: /^error: --client-id: "orders" is no guid\n/ },
    { argv: ['deployment/orders', '--identity', "x' or 1 == 1"], says: /^error: --identity: "x' or 1 == 1" is no resource name\n/ },
    { argv: ['deployment/orders', '--identity-id', '/subscriptions/../x'], says: /^error: --identity-id: .* is no resource id\n/ },
    { argv: ['deployment/orders', '--identity', 'id-orders', '--secret', 'db-password'], says: /^error: --secret is of a vault: name it with --vault\n/ },
    { argv: ['deployment/orders', '--identity', 'id-orders', '--role', 'Key Vault Secrets User'], says: /^error: --role is of a vault: name it with --vault\n/ },
    { argv: ['deployment/orders', '--identity', 'id-orders', '--vault', 'kv-shop', '--role', 'Owner'], says: /^error: .*--role/ },
    { argv: ['deployment/orders', '--identity', 'id-orders', '--vault', 'https://kv-shop.example'], says: /^error: --vault: / },
    { argv: ['plan'], says: /^error: name a target: TYPE\/NAME\n/ },
    { argv: ['plan', 'orders', '--identity', 'id-orders'], says: /^error: "orders" is no type/ },
  ] as const) {
    it(`refuses before anything is read: ${argv.join(' ')}`, async () => {
      const { exitCode, stdout, stderr } = await bind({ HOME: '/nonexistent', KUBECONFIG: '/nonexistent' }, argv);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(stderr, says);
    });
  }
});
