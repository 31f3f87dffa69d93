/** `kubectl wi migrate` in the sandbox: workloads move from pod identity v1, and nothing of that is removed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KubernetesObject } from '../../src/sandbox/scenario.ts';
import { identity, namespace, serviceAccount, template } from '../../src/sandbox/scenarios/shop.ts';
import { assertNothingLeaks, assertTokensStayHome } from '../scenarios/canaries.ts';
import { withSandbox } from '../scenarios/world.ts';
import { changesOf, run, writes } from './bind.ts';
import { azureIdentity, azureIdentityBinding, labelled, migrateJson, migrateWorld, otherId, otherIdentity, v1 } from './migrate.ts';

const yes = ['-n', 'shop', '--yes', '--timeout', '60s', '--vault', 'kv-shop', '--secret', 'db-password'];
const actions = (report: Parameters<typeof changesOf>[0]): readonly string[] => changesOf(report).map((line) => line.replace(/-[0-9a-f]{8} on/, '-* on'));
const store: KubernetesObject = { ...namespace, metadata: { name: 'store' } };
/** Of the objects of pod identity v1, and of the label on templates. */
const touched = (lines: readonly string[]): readonly string[] => lines.filter((line) => /azureidentit|^DELETE/.test(line));

describe('kubectl wi migrate', { concurrency: 2 }, () => {
  it('moves a workload, removes nothing of pod identity v1, and says what can go once the doctor finds nothing', async () => {
    const world = migrateWorld([labelled(), ...v1]);
    await withSandbox(world, async (sandbox) => {
      const before = await migrateJson(sandbox.env, 'plan', '-n', 'shop', '--vault', 'kv-shop');
      assert.deepEqual([before.exitCode, before.next, actions(before)], [1, undefined, [
        'create federated credential: shop-orders-* on id-orders',
        'create role assignment: Key Vault Secrets User on kv-shop for id-orders',
        'create service account: serviceaccount/orders',
        'update pod template: deployment/orders',
      ]]);
      assert.match(before.plan.changes.at(-1)?.notes.join('\n') ?? '', /asks by ManagedIdentityCredential alone still asks pod identity v1/);
      assert.deepEqual(writes(sandbox), [], 'a plan writes nothing');

      const done = await run(sandbox.env, ['migrate', ...yes]);
      assert.deepEqual([done.exitCode, done.stderr], [0, ''], done.stdout);
      assert.match(done.stdout, /What is left can go now:\n {4}1\. take the label from deployment\/orders; new pods follow\n/);
      assert.deepEqual(touched(writes(sandbox)), []);
      const written = writes(sandbox).length;

      const again = await migrateJson(sandbox.env, ...yes);
      assert.deepEqual([again.exitCode, again.steps, again.doctor?.targets[0]?.verdict, writes(sandbox).length], [0, [], 'ok', written]);
      assert.deepEqual(again.next?.filter(({ tool }) => tool === 'kubectl').map(({ argv }) => argv.slice(1, argv.indexOf('-n') === -1 ? undefined : argv.indexOf('-n'))), [
        ['patch', 'deployment/orders'],
        ['get', 'pods', '-A', '-l', 'aadpodidbinding=orders'],
        ['delete', 'azureidentitybindings.aadpodidentity.k8s.io', 'orders'],
        ['delete', 'azureidentities.aadpodidentity.k8s.io', 'orders'],
      ]);
      assertNothingLeaks([done.stdout, done.stderr, JSON.stringify(again)], world);
      assertTokensStayHome(sandbox);
    });
  });

  it('asks first, and with --dry-run=server the API server judges it and nothing is written', async () => {
    await withSandbox(migrateWorld([labelled(), ...v1]), async (sandbox) => {
      const asked = await run(sandbox.env, ['migrate', '-n', 'shop']);
      assert.equal(asked.exitCode, 2);
      assert.match(asked.stderr, /^error: nothing was changed: this asks first/);
      const dry = await migrateJson(sandbox.env, ...yes, '--dry-run=server');
      assert.deepEqual([dry.exitCode, dry.steps, writes(sandbox)], [1, [], []]);
      assert.ok(sandbox.cluster.requests.some(({ method, path }) => method === 'PATCH' && path.includes('/deployments/orders?') && path.includes('dryRun=All')));
    });
  });

  it('says nothing of removing as long as the doctor finds something', async () => {
    const world = migrateWorld([labelled(), ...v1], { vaults: [] });
    await withSandbox(world, async (sandbox) => {
      const report = await migrateJson(sandbox.env, '-n', 'shop', '--yes', '--timeout', '60s');
      assert.notEqual(report.exitCode, 0);
      assert.deepEqual([report.next, touched(writes(sandbox))], [undefined, []]);
    });
  });

  it('has nothing to do where no pod carries the label, and tells what is left over', async () => {
    await withSandbox(migrateWorld([...v1, serviceAccount()]), async (sandbox) => {
      const here = await run(sandbox.env, ['migrate', '-n', 'shop', '--yes']);
      assert.deepEqual([here.exitCode, here.stdout, here.stderr], [0, 'Nothing to change.\n\n', 'No workload here has its identity of pod identity v1.\n']);
      const all = await migrateJson(sandbox.env, '-A', '--yes');
      assert.deepEqual([all.exitCode, all.next?.map(({ argv }) => argv[1])], [0, ['get', 'delete', 'delete', undefined]]);
    });
  });

  it('has nothing to do in a cluster that never had it', async () => {
    await withSandbox(migrateWorld([serviceAccount()]), async (sandbox) => {
      const report = await migrateJson(sandbox.env, '-A', '--yes');
      assert.deepEqual([report.exitCode, report.plan.changes, report.next], [0, [], undefined]);
    });
  });

  it('moves workloads of every namespace but kube-system with -A, each to its own identity', async () => {
    const objects = [
      store,
      labelled(),
      labelled('orders', 'store'),
      labelled('system', 'kube-system', 'orders'),
      ...v1,
      azureIdentity('orders', { resourceID: otherId, clientID: otherIdentity.clientId }, 'store'),
      azureIdentityBinding('orders', 'orders', 'store'),
    ];
    await withSandbox(migrateWorld(objects, { identities: [identity([]), otherIdentity] }), async (sandbox) => {
      const report = await migrateJson(sandbox.env, '-A', '--yes', '--timeout', '60s', '--vault', 'kv-shop', '--secret', 'db-password');
      assert.equal(report.exitCode, 0, JSON.stringify(report));
      assert.deepEqual(report.plan.targets, ['deployment/orders -n shop', 'deployment/orders -n store']);
      assert.deepEqual(report.plan.changes.map(({ action, object, namespace: place }) => `${action} ${object.replace(/-[0-9a-f]{8} on/, '-* on')} ${place ?? ''}`.trim()), [
        'create shop-orders-* on id-orders',
        'create store-orders-* on id-billing',
        'create Key Vault Secrets User on kv-shop for id-orders',
        'create Key Vault Secrets User on kv-shop for id-billing',
        'create serviceaccount/orders shop',
        'create serviceaccount/orders store',
        'update deployment/orders shop',
        'update deployment/orders store',
      ]);
      assert.deepEqual(report.doctor?.targets.map(({ namespace: place, identities: [who] }) => [place, who?.name]), [['shop', 'id-orders'], ['store', 'id-billing']]);
    });
  });

  it('takes its own namespace before others, and says which other binding has the selector too', async () => {
    const elsewhere = [store, azureIdentity('far', { resourceID: otherId, clientID: otherIdentity.clientId }, 'store'), azureIdentityBinding('far', 'orders', 'store', 'far')];
    await withSandbox(migrateWorld([labelled(), ...v1, ...elsewhere], { identities: [identity([]), otherIdentity] }), async (sandbox) => {
      const report = await migrateJson(sandbox.env, 'plan', '-n', 'shop');
      assert.match(actions(report)[0] ?? '', /on id-orders$/);
      assert.match(report.plan.changes.at(-1)?.notes.join('\n') ?? '', /Of other namespaces store\/far has this selector too/);
    });
  });

  it('takes a binding of another namespace where there is none in its own, unless its identity keeps to its namespace', async () => {
    for (const [annotations, migrates] of [[{}, true], [{ 'aadpodidentity.k8s.io/Behavior': 'namespaced' }, false]] as const) {
      const objects = [store, labelled(), azureIdentity('orders', {}, 'store', annotations), azureIdentityBinding('orders', 'orders', 'store')];
      await withSandbox(migrateWorld(objects), async (sandbox) => {
        const report = await migrateJson(sandbox.env, 'plan', '-n', 'shop');
        assert.deepEqual([report.exitCode, report.plan.targets], migrates ? [1, ['deployment/orders']] : [0, []], JSON.stringify(report));
      });
    }
  });

  it('tells of what it passes over: a label that gives nothing, and pods of a controller that is not looked at', async () => {
    const rollout = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'canary-1', namespace: 'shop', labels: { aadpodidbinding: 'orders' }, ownerReferences: [{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'canary', uid: 'u-1', controller: true }] }, spec: template().spec } as KubernetesObject;
    await withSandbox(migrateWorld([serviceAccount({}), labelled(), labelled('billing', 'shop', 'nobody'), rollout, ...v1]), async (sandbox) => {
      const report = await migrateJson(sandbox.env, ...yes, '--take-over');
      assert.equal(report.exitCode, 0, JSON.stringify(report));
      assert.deepEqual(report.plan.changes.filter(({ action }) => action === 'unchanged').map(({ object, notes: [note] }) => [object, note]), [
        ['deployment/billing', 'No AzureIdentityBinding has the selector of its label aadpodidbinding: pod identity v1 gives it nothing.'],
        ['pod/canary-1', 'Rollout/canary makes it, which is not changed here: it stays with pod identity v1.'],
      ]);
      // the binding serves the Rollout still
      assert.deepEqual(report.next?.map(({ argv }) => argv[1]), ['patch']);
    });
  });

  it('leaves a label alone that the Deployment selects its pods by', async () => {
    const orders = labelled();
    const fixed = { ...orders, spec: { ...(orders['spec'] as object), selector: { matchLabels: { app: 'orders', aadpodidbinding: 'orders' } } } };
    await withSandbox(migrateWorld([fixed, ...v1]), async (sandbox) => {
      const report = await migrateJson(sandbox.env, ...yes);
      assert.deepEqual([report.exitCode, report.next?.filter(({ argv }) => argv[1] === 'patch')], [0, []]);
      assert.ok(report.next?.some(({ title }) => title.startsWith('deployment/orders selects its pods by the label')));
    });
  });

  it('leaves a workload that works without what the printed commands take away', async () => {
    await withSandbox(migrateWorld([labelled(), ...v1]), async (sandbox) => {
      const report = await migrateJson(sandbox.env, ...yes);
      assert.equal(report.next?.[0]?.argv.at(-1), '[{"op":"remove","path":"/spec/template/metadata/labels/aadpodidbinding"}]');
      await sandbox.cluster.apply([
        { do: 'patch', kind: 'Deployment', namespace: 'shop', name: 'orders', patch: { spec: { template: { metadata: { labels: { aadpodidbinding: null } } } } } },
        { do: 'delete', kind: 'AzureIdentityBinding', namespace: 'shop', name: 'orders' },
        { do: 'delete', kind: 'AzureIdentity', namespace: 'shop', name: 'orders' },
      ]);
      const after = await migrateJson(sandbox.env, '-A', '--yes');
      assert.deepEqual([after.exitCode, after.plan.targets, after.next], [0, [], undefined]);
      const doctor = await run(sandbox.env, ['doctor', 'deployment/orders', '-n', 'shop']);
      assert.equal(doctor.exitCode, 0, doctor.stdout);
    });
  });

  for (const [after, what] of ['the credential', 'the role', 'the account', 'the template'].entries()) {
    it(`killed after ${what} was written, it is completed by the same command`, async () => {
      await withSandbox(migrateWorld([labelled(), ...v1]), async (sandbox) => {
        let watch: NodeJS.Timeout | undefined;
        const killed = await run(sandbox.env, ['migrate', ...yes], (kill) => {
          watch = setInterval(() => {
            if (writes(sandbox).length > after) kill();
          }, 1);
        });
        clearInterval(watch);
        assert.equal(killed.exitCode, null, killed.stdout);
        const report = await migrateJson(sandbox.env, ...yes);
        assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict, touched(writes(sandbox))], [0, 'ok', []], JSON.stringify(report));
      });
    });
  }

  const shared = (name: string): KubernetesObject => {
    const one = labelled(name);
    const { template: pods } = one['spec'] as { readonly template: { readonly spec: object } };
    return { ...one, spec: { ...(one['spec'] as object), template: { ...pods, spec: { ...pods.spec, serviceAccountName: 'app' } } } };
  };
  const twenty = Array.from({ length: 19 }, (_, at) => ({ name: `fic-${at}`, issuer: 'https://token.actions.githubusercontent.com', subject: `repo:${at}`, audiences: ['api://AzureADTokenExchange'] }));

  for (const { title, objects, identities = [identity([])], argv = [], says, step, code = 1 } of [
    {
      title: 'several identities behind one selector',
      objects: [labelled(), ...v1, azureIdentity('billing', { resourceID: otherId, clientID: otherIdentity.clientId }), azureIdentityBinding('billing', 'orders', 'shop', 'billing')],
      identities: [identity([]), otherIdentity],
      says: /^deployment\/orders -n shop has 2 identities of pod identity v1, by selector orders: shop\/billing, shop\/orders; bind it to the one that it needs$/,
      step: ['bind', 'deployment/orders', '-n', 'shop', '--identity-id', otherId],
    },
    {
      title: 'a service principal',
      objects: [labelled(), azureIdentity('orders', { type: 1 }), azureIdentityBinding()],
      says: /^AzureIdentity shop\/orders, of deployment\/orders -n shop, is a service principal that signs in with a secret$/,
    },
    { title: 'a binding without its identity', objects: [labelled(), azureIdentity('another'), azureIdentityBinding()], says: /^AzureIdentityBinding shop\/orders, which deployment\/orders -n shop goes by, names AzureIdentity orders, which is not there$/ },
    { title: 'a resource id that is none', objects: [labelled(), azureIdentity('orders', { resourceID: '/subscriptions/../../x' }), azureIdentityBinding()], says: /names no managed identity by its resource id$/ },
    { title: 'a client id of somebody else', objects: [labelled(), azureIdentity('orders', { clientID: otherIdentity.clientId }), azureIdentityBinding()], says: /names id-orders by its resource id, and another identity by its client id$/ },
    {
      title: 'an account that names another identity',
      objects: [serviceAccount({ 'azure.workload.identity/client-id': otherIdentity.clientId }), labelled(), ...v1],
      says: /^serviceaccount\/orders -n shop, of deployment\/orders -n shop, names another identity than id-orders already$/,
    },
    {
      title: 'two workloads of one account with different identities',
      objects: [{ ...serviceAccount({}), metadata: { name: 'app', namespace: 'shop' } }, shared('orders'), shared('billing'), ...v1, azureIdentity('billing', { resourceID: otherId, clientID: otherIdentity.clientId }), azureIdentityBinding('billing', 'billing', 'shop', 'billing')],
      identities: [identity([]), otherIdentity],
      says: /^serviceaccount\/app -n shop would have to name 2 identities, of deployment\/billing \(id-billing\), deployment\/orders \(id-orders\)/,
    },
    {
      title: 'a pod that nothing makes',
      objects: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'orders', namespace: 'shop', labels: { aadpodidbinding: 'orders' } }, spec: { containers: [{ name: 'app', image: 'registry.example/orders:1' }] } }, ...v1],
      says: /^pod\/orders cannot be changed while it is there/,
    },
    {
      title: 'two workloads of one identity that has room for one credential',
      objects: [labelled(), labelled('billing', 'shop', 'orders'), ...v1],
      identities: [identity(twenty)],
      says: /^id-orders has 19 of 20 federated credentials, and these targets need 2 more/,
    },
    { title: 'a workload that is named and has no label', objects: [labelled(), ...v1], argv: ['deployment/billing'], says: /^no pod of deployment\/billing carries the label aadpodidbinding$/, code: 2 },
  ] as const satisfies readonly { title: string; objects: readonly KubernetesObject[]; identities?: unknown; argv?: readonly string[]; says: RegExp; step?: readonly string[]; code?: number }[]) {
    it(`changes nothing for ${title}, and says why`, async () => {
      await withSandbox(migrateWorld(objects, { identities }), async (sandbox) => {
        const report = await migrateJson(sandbox.env, ...argv, ...yes);
        assert.ok(report.refused.some(({ what }) => says.test(what)), JSON.stringify(report.refused));
        assert.deepEqual([report.exitCode, report.steps, report.doctor, writes(sandbox)], [code, [], undefined, []]);
        if (step !== undefined) assert.deepEqual(report.refused[0]?.steps[0]?.argv.slice(2), step);
      });
    });
  }

  it('moves the one that is named, where another cannot be moved', async () => {
    await withSandbox(migrateWorld([labelled(), labelled('billing'), ...v1, azureIdentity('billing', { type: 2 }), azureIdentityBinding('billing', 'billing', 'shop', 'billing')]), async (sandbox) => {
      assert.equal((await migrateJson(sandbox.env, ...yes)).exitCode, 1);
      const report = await migrateJson(sandbox.env, 'deployment/orders', ...yes);
      assert.deepEqual([report.exitCode, report.plan.targets], [0, ['deployment/orders']], JSON.stringify(report));
    });
  });

  it('names the right that is missing for the objects of pod identity v1', async () => {
    const world = migrateWorld([labelled(), ...v1]);
    const operator = { clusterRules: [{ apiGroups: ['', 'apps', 'batch'], resources: ['*'], verbs: ['*'] }] };
    await withSandbox({ ...world, cluster: { ...world.cluster, operator } }, async (sandbox) => {
      const report = await migrateJson(sandbox.env, ...yes);
      assert.deepEqual([report.exitCode, writes(sandbox)], [1, []]);
      assert.match(report.refused[0]?.what ?? '', /^what pod identity v1 knows could not be read: needs list azureidentit(ies|ybindings)\.aadpodidentity\.k8s\.io at the cluster scope$/);
    });
  });

  for (const { argv, says } of [
    { argv: ['-A', 'deployment/orders'], says: /^error: a target is named, and -A or -l given\n/ },
    { argv: ['orders'], says: /^error: "orders" is no type/ },
    { argv: ['-A', '--role', 'Key Vault Secrets User'], says: /^error: --role is of a vault: name it with --vault\n/ },
  ]) {
    it(`refuses before anything is read: ${argv.join(' ')}`, async () => {
      const { exitCode, stdout, stderr } = await run({ HOME: '/nonexistent', KUBECONFIG: '/nonexistent' }, ['migrate', ...argv]);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(stderr, says);
    });
  }
});
