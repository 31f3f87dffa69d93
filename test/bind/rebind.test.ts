/** `kubectl wi rebind` in the sandbox: identities that trusted another cluster come to trust this one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { issuer } from '../../src/sandbox/scenarios/shop.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { assertNothingLeaks, assertTokensStayHome } from '../scenarios/canaries.ts';
import { withSandbox } from '../scenarios/world.ts';
import { changesOf, run, writes } from './bind.ts';
import { account, credentialFor, former, identityOf, others, rebindJson, rebindWorld, stepsOf } from './rebind.ts';

const yes = ['-n', 'shop', '--yes', '--timeout', '60s'];
const names = ['orders', 'billing', 'stock'];
const actions = (report: Parameters<typeof changesOf>[0]): readonly string[] => changesOf(report).map((line) => line.replace(/-[0-9a-f]{8} on/, '-* on'));
const namesOf = (sandbox: Sandbox): readonly string[] => writes(sandbox).map((line) => line.replace(/-[0-9a-f]{8}$/, '-*'));

describe('kubectl wi rebind', { concurrency: 2 }, () => {
  it('gives each bound account a credential of this cluster, keeps the old ones, and changes nothing the second time', async () => {
    const world = rebindWorld(names.map((name) => account(name)), [identityOf(1, names.map((name) => credentialFor(name)))]);
    await withSandbox(world, async (sandbox) => {
      const before = await rebindJson(sandbox.env, 'plan', '-n', 'shop');
      assert.deepEqual([before.exitCode, actions(before)], [1, ['billing', 'orders', 'stock'].map((name) => `create federated credential: shop-${name}-* on id-1`)]);
      assert.deepEqual(before.plan.targets, ['serviceaccount/billing', 'serviceaccount/orders', 'serviceaccount/stock']);
      assert.deepEqual(writes(sandbox), [], 'a plan writes nothing');

      const done = await run(sandbox.env, ['rebind', '--from-issuer', former, ...yes]);
      assert.deepEqual([done.exitCode, done.stderr], [0, ''], done.stdout);
      assert.match(done.stdout, /fic-orders does the same for the former issuer\. Pods of this cluster need\s+no\s+restart\./);
      assert.deepEqual(namesOf(sandbox), ['billing', 'orders', 'stock'].map((name) => `PUT federatedIdentityCredentials/shop-${name}-*`));
      // one after another: a second write to the identity under way would have been refused
      assert.deepEqual(sandbox.azure.requests.filter(({ status }) => status === 409), []);

      const again = await rebindJson(sandbox.env, ...yes);
      assert.deepEqual([again.exitCode, again.steps, again.doctor?.targets.map(({ verdict }) => verdict)], [0, [], ['ok', 'ok', 'ok']]);
      assert.equal(writes(sandbox).length, 3);
      assertNothingLeaks([done.stdout, done.stderr, JSON.stringify(again)], world);
      assertTokensStayHome(sandbox);
    });
  });

  it('with --replace deletes what trusted the former issuer, after the proof, and nothing else', async () => {
    const alike = [
      credentialFor('orders'),
      // of another account, of another issuer, of the issuer but for a slash or the case, of no account
      credentialFor('order'),
      credentialFor('orders-github', 'https://token.actions.githubusercontent.com', { subject: 'system:serviceaccount:shop:orders' }),
      credentialFor('orders-slash', former.slice(0, -1), { subject: 'system:serviceaccount:shop:orders' }),
      credentialFor('orders-case', former, { subject: 'system:serviceaccount:shop:Orders' }),
    ];
    await withSandbox(rebindWorld([account('orders')], [identityOf(1, alike)]), async (sandbox) => {
      const report = await rebindJson(sandbox.env, ...yes, '--replace');
      assert.deepEqual([report.exitCode, stepsOf(report)], [
        0,
        ['federated credential shop-orders-* on id-1: done', 'a token of serviceaccount/orders for id-1: done', 'federated credential fic-orders on id-1: done'],
      ]);
      assert.deepEqual(namesOf(sandbox), ['PUT federatedIdentityCredentials/shop-orders-*', 'DELETE federatedIdentityCredentials/fic-orders']);
      const again = await rebindJson(sandbox.env, ...yes, '--replace');
      assert.deepEqual([again.steps, writes(sandbox).length], [[], 2], JSON.stringify(again.refused));
    });
  });

  for (const [what, serves, warns] of [['still answers', 'cluster-keys', true], ['is gone', { status: 404 }, false]] as const) {
    it(`${warns ? 'warns' : 'does not warn'} before it deletes where the former issuer ${what}`, async () => {
      const world = rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])], { issuers: [{ issuer: former, serves }] });
      await withSandbox(world, async (sandbox) => {
        const report = await rebindJson(sandbox.env, 'plan', '-n', 'shop', '--replace');
        assert.equal(report.plan.changes[1]?.notes.some((note) => note.startsWith('That issuer still answers: ')), warns);
      });
    });
  }

  it('says so where a finished run with --replace is made again', async () => {
    await withSandbox(rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])]), async (sandbox) => {
      assert.equal((await rebindJson(sandbox.env, ...yes, '--replace')).exitCode, 0);
      const again = await run(sandbox.env, ['rebind', '--from-issuer', former, '--replace', ...yes]);
      assert.equal(again.exitCode, 0, again.stdout);
      assert.match(again.stdout, /^ = federated credential +shop-orders-[0-9a-f]{8} on id-1, unchanged\n\nNothing to change\.$/m);
      assert.match(again.stderr, /^No service account here names an identity that trusts https:/);
    });
  });

  it('keeps the old credential where Entra does not take the new one', async () => {
    const refuses = { match: 'POST login.microsoftonline.com/*/oauth2/v2.0/token', act: { answer: 401, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error: 'invalid_client', error_description: 'AADSTS700213: No matching federated identity record found.', error_codes: [700213] }) } } as const;
    await withSandbox(rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])], { faults: [refuses] }), async (sandbox) => {
      const report = await rebindJson(sandbox.env, '-n', 'shop', '--yes', '--timeout', '6s', '--replace');
      assert.deepEqual([report.exitCode, stepsOf(report).map((line) => line.split(': ').at(-1))], [124, ['done', 'failed', 'not-tried']]);
      assert.deepEqual(writes(sandbox).filter((line) => line.startsWith('DELETE')), []);
    });
  });

  it('takes every namespace but kube-system with -A, and writes to identities beside each other', async () => {
    const six = [1, 2, 3, 4, 5, 6];
    const accounts = [...six.map((at) => account(`app-${at}`, { identity: at, namespace: at % 2 === 0 ? 'store' : 'shop' })), account('app-1', { namespace: 'kube-system' })];
    const slow = { match: 'PUT management.azure.com/*federatedIdentityCredentials*', act: { delayMs: 700 } } as const;
    const store = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'store' } };
    const world = rebindWorld(
      [store, ...accounts],
      six.map((at) => identityOf(at, [credentialFor(`app-${at}`, former, {}, at % 2 === 0 ? 'store' : 'shop')])),
      { faults: [slow] },
    );
    await withSandbox(world, async (sandbox) => {
      const seen: number[] = [];
      const watch = setInterval(() => seen.push(sandbox.azure.requests.filter(({ method, status }) => method === 'PUT' && status === 0).length), 5);
      const { stdout, exitCode } = await run(sandbox.env, ['rebind', '-A', '--from-issuer', former, '--yes', '--timeout', '60s']);
      clearInterval(watch);
      assert.equal(exitCode, 0, stdout);
      assert.ok(Math.max(...seen) > 1, 'several writes were under way at once');
      assert.equal(writes(sandbox).length, 6);
      assert.match(stdout, /a token of serviceaccount\/app-2 for id-2 -n store: taken by Entra/);
      const again = await rebindJson(sandbox.env, '-A', '--yes', '--timeout', '60s');
      assert.deepEqual(again.plan.targets.filter((target) => target.endsWith(' -n store')).length, 3);
      assert.deepEqual([again.exitCode, again.steps, again.doctor?.targets.map(({ namespace }) => namespace).sort()], [0, [], ['shop', 'shop', 'shop', 'store', 'store', 'store']]);
    });
  });

  it('goes on with other identities where one is refused, and completes it the next time', async () => {
    const refuses = { match: 'PUT management.azure.com/*/id-1/federatedIdentityCredentials*', times: 1, act: { answer: 403, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error: { code: 'AuthorizationFailed', message: 'as Azure says it' } }) } } as const;
    const world = rebindWorld([account('orders'), account('billing', { identity: 2 })], [identityOf(1, [credentialFor('orders')]), identityOf(2, [credentialFor('billing')])], { faults: [refuses] });
    await withSandbox(world, async (sandbox) => {
      const stoppedOnce = await rebindJson(sandbox.env, ...yes, '--replace');
      assert.equal(stoppedOnce.exitCode, 1);
      assert.deepEqual([...stepsOf(stoppedOnce)].sort(), [
        'a token of serviceaccount/billing for id-2: done',
        'a token of serviceaccount/orders for id-1: not-tried',
        'federated credential fic-billing on id-2: done',
        'federated credential fic-orders on id-1: not-tried',
        'federated credential shop-billing-* on id-2: done',
        'federated credential shop-orders-* on id-1: failed',
      ]);
      const after = await rebindJson(sandbox.env, ...yes, '--replace');
      assert.deepEqual([after.exitCode, after.steps.length], [0, 3]);
    });
  });

  for (const [after, what] of ['the first credential', 'the second', 'the first was deleted', 'the second was'].entries()) {
    it(`killed after ${what}, it is completed by the same command`, async () => {
      const world = rebindWorld([account('orders'), account('billing')], [identityOf(1, [credentialFor('orders'), credentialFor('billing')])]);
      await withSandbox(world, async (sandbox) => {
        let watch: NodeJS.Timeout | undefined;
        const killed = await run(sandbox.env, ['rebind', '--from-issuer', former, '--replace', ...yes], (kill) => {
          watch = setInterval(() => {
            if (writes(sandbox).length > after) kill();
          }, 1);
        });
        clearInterval(watch);
        assert.equal(killed.exitCode, null, killed.stdout);
        const report = await rebindJson(sandbox.env, ...yes, '--replace');
        assert.equal(report.exitCode, 0, JSON.stringify(report));
        const end = await rebindJson(sandbox.env, 'plan', '-n', 'shop', '--replace');
        assert.deepEqual([end.exitCode, end.plan.changes.map(({ action }) => action)], [0, ['unchanged', 'unchanged']]);
      });
    });
  }

  it('replaces three by one free place, one after another', async () => {
    const full = [...names.map((name) => credentialFor(name)), ...others(16)];
    await withSandbox(rebindWorld(names.map((name) => account(name)), [identityOf(1, full)]), async (sandbox) => {
      const beside = await rebindJson(sandbox.env, ...yes);
      assert.deepEqual([beside.exitCode, writes(sandbox)], [1, []]);
      assert.deepEqual(beside.refused.map(({ what }) => what), [
        'id-1 has 19 of 20 federated credentials, and 3 more are needed; what could go, if its cluster is no more: fic-orders, fic-billing, fic-stock; --replace does that one after another',
      ]);
      const report = await rebindJson(sandbox.env, ...yes, '--replace');
      assert.equal(report.exitCode, 0, JSON.stringify(report.steps));
      assert.deepEqual(namesOf(sandbox).map((line) => line.split(' ')[0]), ['PUT', 'DELETE', 'PUT', 'DELETE', 'PUT', 'DELETE']);
    });
  });

  it('goes on from a full identity where the run before was killed on the way', async () => {
    const full = [...names.map((name) => credentialFor(name)), credentialFor('made-before', issuer, { subject: 'system:serviceaccount:shop:orders' }), ...others(16)];
    await withSandbox(rebindWorld(names.map((name) => account(name)), [identityOf(1, full)]), async (sandbox) => {
      const report = await rebindJson(sandbox.env, ...yes, '--replace');
      assert.equal(report.exitCode, 0, JSON.stringify(report));
      assert.deepEqual(namesOf(sandbox).map((line) => line.split(' ')[0]), ['DELETE', 'PUT', 'DELETE', 'PUT', 'DELETE']);
    });
  });

  it('refuses the twenty-first before anything is written, also of another identity', async () => {
    const world = rebindWorld([account('orders'), account('billing', { identity: 2 })], [identityOf(1, [credentialFor('orders'), ...others(19)]), identityOf(2, [credentialFor('billing')])]);
    await withSandbox(world, async (sandbox) => {
      for (const more of [[], ['--replace']]) {
        const report = await rebindJson(sandbox.env, ...yes, ...more);
        assert.deepEqual([report.exitCode, writes(sandbox)], [1, []]);
        assert.deepEqual(report.refused.map(({ what }) => what), ['id-1 has 20 of 20 federated credentials, and 1 more is needed; what could go, if its cluster is no more: fic-orders']);
      }
    });
  });

  it('finds room for exactly the twentieth', async () => {
    await withSandbox(rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders'), ...others(18)])]), async (sandbox) => {
      const report = await rebindJson(sandbox.env, ...yes);
      assert.deepEqual([report.exitCode, writes(sandbox).length], [0, 1]);
    });
  });

  for (const [what, act] of [
    ['another write to the identity under way', { answer: 409, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error: { code: 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity', message: 'Too many' } }) }],
    ['throttling', { answer: 429, headers: { 'content-type': 'application/json', 'retry-after': '2' }, body: JSON.stringify({ error: { code: 'TooManyRequests', message: 'slow down' } }) }],
    ['an answer that broke off', 'cut'],
  ] as const) {
    it(`waits out ${what}, of a new credential and of one that goes`, async () => {
      const faults = ['PUT', 'DELETE'].map((method) => ({ match: `${method} management.azure.com/*federatedIdentityCredentials*`, times: 1, act }));
      await withSandbox(rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])], { faults }), async (sandbox) => {
        const report = await rebindJson(sandbox.env, ...yes, '--replace');
        assert.deepEqual([report.exitCode, report.steps.map(({ outcome }) => outcome)], [0, ['done', 'done', 'done']], JSON.stringify(report.steps));
      });
    });
  }

  it('waits out throttling of what it reads, and says what it could not read where there is no time', async () => {
    const throttled = (times: number) => ['GET management.azure.com/*federatedIdentityCredentials*', 'POST management.azure.com/*resources*'].map((match) => ({ match, times, act: { answer: 429, headers: { 'content-type': 'application/json', 'retry-after': '3' }, body: JSON.stringify({ error: { code: 'TooManyRequests', message: 'slow down' } }) } }) as const);
    await withSandbox(rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])], { faults: throttled(1) }), async (sandbox) => {
      assert.equal((await rebindJson(sandbox.env, ...yes)).exitCode, 0);
    });
    await withSandbox(rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])], { faults: throttled(1000) }), async (sandbox) => {
      const report = await rebindJson(sandbox.env, '-n', 'shop', '--yes', '--timeout', '5s');
      assert.deepEqual([report.exitCode, writes(sandbox)], [3, []], JSON.stringify(report));
    });
  });

  it('asks first, and with --dry-run=server nothing is written', async () => {
    await withSandbox(rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])]), async (sandbox) => {
      const asked = await run(sandbox.env, ['rebind', '--from-issuer', former, '-n', 'shop']);
      assert.equal(asked.exitCode, 2);
      assert.match(asked.stderr, /^error: nothing was changed: this asks first/);
      const dry = await rebindJson(sandbox.env, ...yes, '--replace', '--dry-run=server');
      assert.deepEqual([dry.exitCode, dry.plan.changes.length, dry.steps, writes(sandbox)], [1, 2, [], []]);
    });
  });

  it('takes the audience of the old credential', async () => {
    const world = rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders', former, { audiences: ['api://other'] })])]);
    await withSandbox(world, async (sandbox) => {
      const report = await rebindJson(sandbox.env, 'plan', '-n', 'shop');
      assert.equal(report.plan.changes[0]?.fields.find(({ name }) => name === 'audience')?.now, 'api://other');
    });
  });

  it('puts a credential of this cluster right that lost its slash', async () => {
    const world = rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders'), credentialFor('mine', issuer.slice(0, -1), { subject: 'system:serviceaccount:shop:orders' })])]);
    await withSandbox(world, async (sandbox) => {
      const report = await rebindJson(sandbox.env, ...yes);
      assert.deepEqual([report.exitCode, actions(report)], [0, ['update federated credential: fic-mine on id-1']]);
    });
  });

  it('takes only the accounts that -l chooses', async () => {
    const world = rebindWorld([account('orders', { labels: { team: 'a' } }), account('billing', { labels: { team: 'b' } })], [identityOf(1, [credentialFor('orders'), credentialFor('billing')])]);
    await withSandbox(world, async (sandbox) => {
      const report = await rebindJson(sandbox.env, 'plan', '-n', 'shop', '-l', 'team=b');
      assert.deepEqual(report.plan.targets, ['serviceaccount/billing']);
    });
  });

  it('tells of accounts that it passes over, and writes nothing for them', async () => {
    const strange = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'strange', namespace: 'shop', annotations: { 'azure.workload.identity/client-id': 'id-orders' } } };
    const plain = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'plain', namespace: 'shop' } };
    const application = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web', namespace: 'shop', annotations: { 'azure.workload.identity/client-id': '7f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' } } };
    const world = rebindWorld(
      [account('orders'), account('unbound'), account('elsewhere'), account('here'), strange, plain, application],
      [identityOf(1, [credentialFor('orders'), credentialFor('elsewhere', 'https://other.example/'), credentialFor('here', issuer)])],
      { applications: [{ displayName: 'web', tenantId: '11111111-1111-4111-8111-111111111111', appId: '7f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', objectId: '7e0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', servicePrincipal: { objectId: '7d0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' }, federatedCredentials: [] }] },
    );
    await withSandbox(world, async (sandbox) => {
      const report = await rebindJson(sandbox.env, ...yes);
      assert.equal(report.exitCode, 0, JSON.stringify(report));
      assert.deepEqual(report.plan.changes.slice(1).map(({ object, notes: [note] }) => [object, note]), [
        ['serviceaccount/elsewhere', 'id-1 trusts https://other.example/ for it: it is not of this rebind, and does not work here.'],
        ['fic-here on id-1', undefined],
        ['serviceaccount/unbound', 'id-1 trusts nobody for it: it is not of this rebind, and does not work here.'],
        ['serviceaccount/strange', 'Its client id is no GUID.'],
        ['serviceaccount/web', 'web is an application: its credentials stay as they are.'],
      ]);
    });
  });

  for (const { title, world, argv = [], says, code = 1 } of [
    {
      title: 'an identity that is not to be seen, beside one that is',
      world: rebindWorld([account('orders'), account('billing', { identity: 2 })], [identityOf(1, [credentialFor('orders')])], { operator: { tenantId: '11111111-1111-4111-8111-111111111111', may: ['resource-graph', 'arm-identities', 'arm-credentials'] } }),
      says: /^identity 50000002-\S+ of serviceaccount\/billing -n shop could not be read: needs /,
    },
    {
      title: 'an application that trusts the former issuer',
      world: rebindWorld([account('web')], [], {
        applications: [{ displayName: 'web', tenantId: '11111111-1111-4111-8111-111111111111', appId: '50000001-6c1d-4a8e-9a3b-0d2f6b7c91ab', objectId: '7e0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', servicePrincipal: { objectId: '7d0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' }, federatedCredentials: [credentialFor('web')] }],
      }),
      says: /^serviceaccount\/web -n shop uses web, an application: only credentials of managed identities are written$/,
    },
    {
      title: 'a login that may only read in Azure',
      world: rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])], { operator: { tenantId: '11111111-1111-4111-8111-111111111111', may: ['resource-graph', 'arm-identities', 'arm-credentials', 'graph'], readOnly: true } }),
      argv: ['--replace'],
      says: /^you may not (write|delete) credentials of id-1: needs Microsoft\.ManagedIdentity\/userAssignedIdentities\/federatedIdentityCredentials\/(write|delete)/,
    },
    { title: 'nobody who is signed in to Azure', world: rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])], { operator: 'none' }), says: /^identity \S+ of serviceaccount\/orders -n shop could not be read: .*az login/ },
    {
      title: 'a user of the cluster who may not list service accounts',
      world: rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])], {}, { operator: { clusterRules: [] } }),
      says: /^the service accounts could not be read: needs list serviceaccounts in namespace shop$/,
    },
    {
      title: 'a user of the cluster who may not ask for tokens',
      world: rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])], {}, { operator: { clusterRules: [{ apiGroups: [''], resources: ['serviceaccounts'], verbs: ['list'] }] } }),
      says: /could not be read: needs create serviceaccounts\/token resourceNames=\[orders\] in namespace shop$/,
    },
    { title: 'an issuer that lacks its slash', world: rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])]), argv: ['--from-issuer', former.slice(0, -1)], says: /^no credential of these accounts names \S+: one that they name, https:\S+\/, differs from it by the slash at its end$/, code: 2 },
    { title: 'an issuer that nobody is bound to', world: rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])]), argv: ['--from-issuer', 'https://other.example/'], says: /^no credential of these accounts names https:\/\/other\.example\/: they name https:\S+99999999\S+ \(1\)$/, code: 2 },
    { title: "this cluster's own issuer", world: rebindWorld([account('orders')], [identityOf(1, [credentialFor('orders')])]), argv: ['--from-issuer', issuer], says: /is the issuer of this very cluster$/, code: 2 },
  ] as const satisfies readonly { title: string; world: ReturnType<typeof rebindWorld>; argv?: readonly string[]; says: RegExp; code?: number }[]) {
    it(`changes nothing for ${title}, and says why`, async () => {
      await withSandbox(world, async (sandbox) => {
        const report = await rebindJson(sandbox.env, ...yes, ...argv);
        assert.ok(report.refused.length > 0 && report.refused.every(({ what }) => says.test(what)), JSON.stringify(report.refused));
        assert.deepEqual([report.exitCode, report.steps, report.doctor, writes(sandbox)], [code, [], undefined, []]);
      });
    });
  }

  it('says which issuers there are where none is named', async () => {
    const world = rebindWorld([account('orders'), account('billing')], [identityOf(1, [credentialFor('orders'), credentialFor('billing'), credentialFor('mine', issuer, { subject: 'system:serviceaccount:shop:orders' })])]);
    await withSandbox(world, async (sandbox) => {
      const { exitCode, stdout, stderr } = await run(sandbox.env, ['rebind', '-n', 'shop']);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.equal(stderr, `error: name the issuer that the service accounts were bound to: --from-issuer URL\ntheir credentials name ${former} (2)\n`);
    });
  });

  for (const { argv, says } of [
    { argv: ['serviceaccount/orders'], says: /^error: rebind takes no targets: "serviceaccount\/orders"\n/ },
    { argv: ['--from-issuer', 'http://plain.example/'], says: /^error: --from-issuer: "http:\/\/plain\.example\/" is no https url\n/ },
    { argv: ['--replace'], says: /^error: --replace deletes credentials of --from-issuer: name it\n/ },
    { argv: ['-A', '-n', 'shop', '--from-issuer', former], says: /^error: --all-namespaces and --namespace exclude each other\n/ },
  ]) {
    it(`refuses before anything is read: ${argv.join(' ')}`, async () => {
      const { exitCode, stdout, stderr } = await run({ HOME: '/nonexistent', KUBECONFIG: '/nonexistent' }, ['rebind', ...argv]);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(stderr, says);
    });
  }
});
