import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { commands } from '../../src/cli/commands/index.ts';
import { entraCodes } from '../../src/problems/entra-codes.ts';
import { problems } from '../../src/problems/registry.ts';
import { unseen } from '../../src/problems/unseen/index.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Fault, KubernetesObject } from '../../src/sandbox/scenario.ts';
import { demonstrations } from '../../src/sandbox/demonstrations/index.ts';
import { scenarios } from '../../src/sandbox/scenarios/index.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { withSandbox } from '../scenarios/world.ts';
import { assertGolden } from './golden.ts';
import { run, runOn, type Run } from './run.ts';
import { thisMachine } from './this-machine.ts';

/** On a machine that builds and tests at once, 150 ms are no promise. */
const patient = { KUBECTL_WI_COMPLETION_TIMEOUT: '20s' };

/** Choices without summaries, and the directive. */
function read({ exitCode, stdout, stderr }: Run): readonly [choices: readonly string[], directive: string] {
  assert.deepEqual([exitCode, stderr], [0, '']);
  const lines = stdout.split('\n');
  assert.equal(lines.pop(), '');
  return [lines.slice(0, -1).map((line) => line.split('\t')[0] ?? ''), lines.at(-1) ?? ''];
}

async function complete(...argv: readonly string[]): Promise<readonly [choices: readonly string[], directive: string]> {
  return read(await run('__complete', ...argv));
}

describe('without a cluster', () => {
  test('the commands are completed with what they do, and nothing hidden is among them', async () => {
    assertGolden('complete-commands', (await run('__complete', '')).stdout);
    assert.deepEqual(await complete(''), [commands.map(({ name }) => name), ':4']);
    assert.deepEqual(await complete(), await complete(''));
    assert.deepEqual(await complete('do'), [['doctor'], ':4']);
    assert.deepEqual(await complete('__'), [[], ':4']);
  });

  test('the flags of a command are completed with what they mean', async () => {
    assertGolden('complete-flags', (await run('__complete', 'doctor', '--')).stdout);
    assert.deepEqual(await complete('-'), [['--help', '--version'], ':4']);
    assert.deepEqual(await complete('doctor', '--na'), [['--namespace'], ':4']);
    assert.deepEqual(await complete('rbac', '--'), [['--output', '--namespace', '--service-account', '--read-only', '--help'], ':4']);
  });

  test('a flag that is given already is left out, unless it may be repeated', async () => {
    const [given] = await complete('doctor', '-n', 'shop', '--as', 'me', '--as-group', 'devs', '--a');
    assert.deepEqual(given, ['--all-namespaces', '--as-group', '--as-uid', '--as-user-extra']);
  });

  const values: readonly (readonly [argv: readonly string[], choices: readonly string[], directive?: string])[] = [
    [['doctor', '-o', ''], ['text', 'wide', 'json', 'yaml', 'name']],
    [['doctor', '--output=j'], ['json']],
    [['doctor', '-o=j'], ['json']],
    [['doctor', '-oj'], ['-ojson']],
    [['doctor', '-Aoj'], ['-Aojson']],
    [['version', '-o', ''], ['text', 'json', 'yaml']],
    [['doctor', '--color', 'a'], ['auto', 'always']],
    [['doctor', '--fail-on='], ['error', 'warning', 'undecided', 'never']],
    [['doctor', '--no-read='], ['true', 'false']],
    [['doctor', '--vault', ''], []],
    [['doctor', '--kubeconfig', ''], [], ':0'],
    [['doctor', '--client-key=a'], [], ':0'],
    [['doctor', '--cache-dir', ''], [], ':16'],
    [['checks', '--link', 'we'], ['webhook']],
    [['doctor', '--bogus=x'], [], ':1'],
    [['nonsense', ''], [], ':1'],
  ];
  for (const [argv, choices, directive = ':4'] of values) {
    test(`${argv.join(' ')} gives ${choices.join(', ') || 'nothing'} ${directive}`, async () => {
      assert.deepEqual(await complete(...argv), [choices, directive]);
    });
  }

  const kinds = ['pod', 'deployment', 'statefulset', 'daemonset', 'replicaset', 'job', 'cronjob', 'serviceaccount'];
  const types: readonly (readonly [argv: readonly string[], choices: readonly string[], directive?: string])[] = [
    [[''], [...kinds, 'secretproviderclass']],
    [['secretp'], ['secretproviderclass']],
    [['po'], ['pod']],
    [['pods'], ['pods']],
    [['d'], ['deployment', 'daemonset']],
    [['deploy'], ['deployment']],
    [['deployments.'], ['deployments.apps']],
    [['sts'], ['sts']],
    [['sa'], ['sa']],
    [['DEP'], ['DEPloyment']],
    [['x'], []],
    [['-A', 'cron'], ['cronjob']],
    [['-l', 'app=orders', ''], kinds],
    [['-A', 'pod', ''], []],
    [['deploy/orders', 'st'], ['statefulset/'], ':6'],
    [['deploy', 'orders', 'sts/'], []],
  ];
  for (const [argv, choices, directive = ':4'] of types) {
    test(`doctor ${argv.join(' ') || "''"} gives ${choices.join(', ') || 'nothing'}`, async () => {
      assert.deepEqual(await complete('doctor', ...argv), [choices, directive]);
    });
  }

  test('bind completes what has a service account', async () => {
    assert.deepEqual(await complete('bind', ''), [kinds, ':4']);
    assert.deepEqual(await complete('bind', 'secretp'), [[], ':4']);
  });

  test('explain completes every code, name and number, and one of them', async () => {
    const [choices, directive] = await complete('explain', '');
    assert.deepEqual([...choices].sort(), [...problems.flatMap(({ code, name }) => [code, name]), ...unseen.map(({ name }) => name), ...entraCodes.map(({ aadsts }) => `AADSTS${aadsts}`)].sort());
    assert.equal(directive, ':4');
    assertGolden('complete-explain', (await run('__complete', 'explain', 'WI55')).stdout);
    assert.deepEqual(await complete('explain', 'WI551', ''), [[], ':4']);
    // explain takes them in any case, and a shell keeps what is typed
    assert.deepEqual(await complete('explain', 'wi551'), [['wi551'], ':4']);
    assert.deepEqual(await complete('explain', 'Fic-Whi'), [['Fic-Whitespace'], ':4']);
  });

  test('demo completes the scenarios, and help the commands', async () => {
    assert.deepEqual(await complete('demo', '--serve', ''), [[...scenarios, ...demonstrations].map(({ name }) => name), ':4']);
    assert.deepEqual(await complete('help', ''), [commands.map(({ name }) => name), ':4']);
    assert.deepEqual(await complete('help', 'doctor', ''), [[], ':4']);
  });

  test('every command completes its flags, and its words without an error', async () => {
    for (const { name } of commands) {
      assert.ok((await complete(name, '--'))[0].includes('--help'), name);
      assert.notEqual((await complete(name, ''))[1], ':1', name);
    }
  });

  test('names of objects are an error that says nothing, and the reason is told on request', async () => {
    for (const word of ['pod/', 'pod/or']) assert.deepEqual(await complete('doctor', word), [[], ':1']);
    assert.deepEqual(await complete('doctor', 'pod', ''), [[], ':1']);
    assert.deepEqual(await complete('doctor', 'bogus/'), [[], ':1']);
    assert.deepEqual(await complete('doctor', '-n', ''), [[], ':1']);
    const { stdout, stderr } = await runOn({ ...thisMachine(), env: { KUBECTL_WI_DEBUG: '1' }, homeDirectory: '/nowhere' }, ['__complete', 'doctor', 'pod', '']);
    assert.deepEqual([stdout, stderr], [':1\n', 'completion: KubeConfigError: no configuration has been provided: no context in /nowhere/.kube/config\n']);
  });
});

function account(name: string, namespace = 'shop'): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } };
}

describe('with a cluster', () => {
  let sandbox: Sandbox;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubectl-wi-complete-'));
    const more: readonly KubernetesObject[] = [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'store' } },
      account('stock', 'store'),
      ...Array.from({ length: 1203 }, (_, index) => account(`many-${String(index).padStart(4, '0')}`)),
    ];
    sandbox = await startSandbox({ ...healthy, cluster: { ...healthy.cluster, operator: 'admin', steps: [...healthy.cluster.steps, { do: 'apply', objects: more }] } }, folder);
  });
  after(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function ask(...argv: readonly string[]): Promise<readonly [choices: readonly string[], directive: string]> {
    return read(await runOn(thisMachine({ ...sandbox.env, ...patient }), ['__complete', ...argv]));
  }

  test('namespaces are its own, in each way to write the flag', async () => {
    assert.deepEqual(await ask('doctor', '-n', 's'), [['shop', 'store'], ':4']);
    assert.deepEqual(await ask('doctor', '--namespace=sh'), [['shop'], ':4']);
    assert.deepEqual(await ask('rbac', '-nsh'), [['-nshop'], ':4']);
  });

  test('names of a type are those of the namespace, in both forms', async () => {
    assert.deepEqual(await ask('doctor', '-n', 'shop', 'deploy', ''), [['orders'], ':4']);
    assert.deepEqual(await ask('doctor', 'deployments.apps/o', '-n', 'shop', 'deploy/'), [['deploy/orders'], ':4']);
    assert.deepEqual(await ask('doctor', '--namespace=shop', 'deploy/o'), [['deploy/orders'], ':4']);
    assert.deepEqual(await ask('doctor', '-nstore', 'SA/st'), [['SA/stock'], ':4']);
    assert.deepEqual(await ask('doctor', 'deploy', ''), [[], ':4']);
    assert.deepEqual(await ask('rbac', '-n', 'store', '--service-account', ''), [['default', 'stock'], ':4']);
    const [pods] = await ask('doctor', 'po', '-n', 'shop', '');
    assert.equal(pods.length, 2);
    for (const pod of pods) assert.match(pod, /^orders-[a-z0-9]+-[a-z0-9]{5}$/);
  });

  test('what is named already is not offered again', async () => {
    assert.deepEqual(await ask('doctor', '-n', 'shop', 'deploy', 'orders', ''), [[], ':4']);
    assert.deepEqual(await ask('doctor', '-n', 'shop', 'deploy/orders', 'deploy/'), [[], ':4']);
  });

  test('one request asks for metadata alone, and further pages follow', async () => {
    const before = sandbox.cluster.requests.length;
    await ask('doctor', '-n', 'shop', 'deploy', '');
    assert.deepEqual(sandbox.cluster.requests.slice(before).map(({ path }) => path), ['/apis/apps/v1/namespaces/shop/deployments?limit=500']);
    const [accounts] = await ask('doctor', '-n', 'shop', 'sa', 'many-');
    assert.equal(accounts.length, 1203);
  });

  test('the flags of the line lead to the cluster', async () => {
    const file = join(folder, 'two.kubeconfig');
    const config = await readFile(sandbox.cluster.adminKubeconfigFile, 'utf8');
    await writeFile(file, config.replace('contexts:', 'contexts:\n  - name: in-store\n    context: { cluster: sandbox, user: kubernetes-admin, namespace: store }'));
    assert.deepEqual(await ask('doctor', '--kubeconfig', file, '--context', ''), [['in-store', 'sandbox'], ':4']);
    assert.deepEqual(await ask('doctor', `--kubeconfig=${file}`, '--context=in'), [['in-store'], ':4']);
    assert.deepEqual(await ask('doctor', '--kubeconfig', file, '--cluster', ''), [['sandbox'], ':4']);
    assert.deepEqual(await ask('doctor', '--kubeconfig', file, '--user', ''), [['kubernetes-admin'], ':4']);
    assert.deepEqual(await ask('doctor', '--kubeconfig', file, '--context', 'in-store', 'sa', ''), [['default', 'stock'], ':4']);
    assert.deepEqual(await ask('doctor', '--context', 'nowhere', 'sa', ''), [[], ':1']);
    assert.deepEqual(await ask('doctor', '-n', 'shop', '--as', 'nobody', 'deploy', ''), [[], ':1']);
    assert.deepEqual(await ask('doctor', '-n', 'not a name', 'deploy', ''), [[], ':1']);
    assert.deepEqual(await ask('doctor', '--server', 'http://127.0.0.1:1', 'deploy', ''), [[], ':1']);
  });

  test('namespaces are those of the contexts where the cluster does not tell them', async () => {
    const file = join(folder, 'namespaces.kubeconfig');
    const config = await readFile(sandbox.cluster.adminKubeconfigFile, 'utf8');
    await writeFile(file, config.replace('contexts:', 'contexts:\n  - name: b\n    context: { namespace: store }\n  - name: a\n    context: { namespace: "$(touch x)" }'));
    assert.deepEqual(await ask('doctor', '--kubeconfig', file, '--as', 'nobody', '-n', ''), [['store'], ':4']);
  });
});

describe('a cluster that does not behave', () => {
  const path = 'GET 127.0.0.1/api/v1/namespaces/shop/pods*';
  const item = (name: unknown): unknown => ({ metadata: { name } });
  const list = (items: readonly unknown[], metadata: unknown = {}): string => JSON.stringify({ kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items });

  async function asked(act: Fault['act'], env: Readonly<Record<string, string>> = patient): Promise<{ readonly answer: readonly [readonly string[], string]; readonly ms: number }> {
    return withSandbox({ ...healthy, cluster: { ...healthy.cluster, faults: [{ match: path, act }] } }, async (sandbox) => {
      const started = performance.now();
      const answer = read(await runOn(thisMachine({ ...sandbox.env, ...env }), ['__complete', 'doctor', 'pod', '-n', 'shop', '']));
      return { answer, ms: performance.now() - started };
    });
  }

  for (const act of ['hang', 'stall', 'drip', { delayMs: 5000 }] as const) {
    test(`is waited for no longer than it takes a person to notice (${JSON.stringify(act)})`, async () => {
      const { answer, ms } = await asked(act, { KUBECTL_WI_COMPLETION_TIMEOUT: '300ms' });
      assert.deepEqual(answer, [[], ':1']);
      assert.ok(ms < 2000, `${ms} ms`);
    });
  }

  for (const act of ['reset', 'cut', { answer: 500, body: 'oh' }, { answer: 200, body: '<html>' }, { answer: 200, body: '{}' }, { answer: 401, body: '' }] as const) {
    test(`is an error without a word: ${JSON.stringify(act)}`, async () => {
      assert.deepEqual((await asked(act)).answer, [[], ':1']);
    });
  }

  test('gives only names that are names', async () => {
    const names = ['good-1', '$(touch x)', 'a b', 'a\nb', '-rf', 'UPPER', '', 7, null, { toString: 'x' }, 'x'.repeat(300), '../..', 'good.2', ':4', '\u001b[2Jx'];
    assert.deepEqual((await asked({ answer: 200, body: list([...names.map(item), null, 7, {}, { metadata: null }]) })).answer, [['good-1', 'good.2'], ':4']);
  });

  test('that says the same page again and again is left, and the page is used', async () => {
    assert.deepEqual((await asked({ answer: 200, body: list([item('a')], { continue: 'again' }) })).answer, [['a'], ':4']);
  });
});

describe('a login', () => {
  test('is never begun: the plugin is told so, has no terminal, its words are not shown, and it is not waited for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kubectl-wi-complete-'));
    try {
      const plugin = join(folder, 'login');
      const file = join(folder, 'config');
      await writeFile(plugin, `#!/bin/sh\ncd '${folder}'\nprintf '%s' "$KUBERNETES_EXEC_INFO" > info\necho 'open https://microsoft.com/devicelogin' >&2\n(exec < /dev/tty) 2>/dev/null && touch terminal\nread -r line && touch input\necho done > done\nexec sleep 60\n`);
      await chmod(plugin, 0o755);
      const config = (mode: string): string =>
        `apiVersion: v1\nkind: Config\ncurrent-context: here\ncontexts: [{name: here, context: {cluster: one, user: me}}]\nclusters: [{name: one, cluster: {server: "https://127.0.0.1:1"}}]\nusers: [{name: me, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: '${plugin}', interactiveMode: ${mode}}}}]\n`;
      const ask = async (): Promise<number> => {
        const started = performance.now();
        assert.deepEqual(read(await runOn(thisMachine({ KUBECONFIG: file, KUBECTL_WI_COMPLETION_TIMEOUT: '1s' }), ['__complete', 'doctor', 'pod', ''])), [[], ':1']);
        return performance.now() - started;
      };
      await writeFile(file, config('Always'));
      assert.ok((await ask()) < 900);
      assert.ok(!existsSync(join(folder, 'info')), 'a plugin that must ask is not started');
      await writeFile(file, config('IfAvailable'));
      assert.ok((await ask()) < 3000);
      assert.deepEqual(JSON.parse(await readFile(join(folder, 'info'), 'utf8')), { kind: 'ExecCredential', apiVersion: 'client.authentication.k8s.io/v1', spec: { interactive: false } });
      assert.deepEqual(['done', 'terminal', 'input'].filter((name) => existsSync(join(folder, name))), ['done']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('of old, by an auth-provider, is not tried', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kubectl-wi-complete-'));
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    try {
      let connections = 0;
      listener.on('connection', (socket) => {
        connections += 1;
        socket.destroy();
      });
      const file = join(folder, 'config');
      await writeFile(file, `apiVersion: v1\nkind: Config\ncurrent-context: here\ncontexts: [{name: here, context: {cluster: one, user: me}}]\nclusters: [{name: one, cluster: {server: "https://127.0.0.1:${(listener.address() as AddressInfo).port}"}}]\nusers: [{name: me, user: {auth-provider: {name: oidc, config: {idp-issuer-url: "https://127.0.0.1:1"}}}}]\n`);
      const { stdout, stderr } = await runOn(thisMachine({ KUBECONFIG: file, KUBECTL_WI_DEBUG: '1', ...patient }), ['__complete', 'doctor', 'pod', '']);
      assert.deepEqual([stdout, stderr, connections], [':1\n', 'completion: KubeConfigError: user "me" has an auth-provider\n', 0]);
    } finally {
      listener.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('is nothing that a kubeconfig which cannot be read leads to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kubectl-wi-complete-'));
    try {
      const file = join(folder, 'config');
      await writeFile(file, 'apiVersion: v1\nkind: Config\nusers: [{name: me, user: {token: canary-token-5b1c9d');
      for (const env of [{ KUBECONFIG: file }, { KUBECONFIG: join(folder, 'missing') }, { KUBECONFIG: folder }]) {
        for (const argv of [['doctor', 'pod', ''], ['doctor', '-n', '']]) assert.deepEqual(read(await runOn({ ...thisMachine(env), homeDirectory: folder }, ['__complete', ...argv])), [[], ':1']);
        assert.deepEqual(read(await runOn({ ...thisMachine(env), homeDirectory: folder }, ['__complete', 'doctor', 'po'])), [['pod'], ':4']);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
