/** The built executable where there is no cluster to ask: it says so, and nothing else, at once. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { runProgram, type ProgramRun } from '../cluster/run-program.ts';
import { gatherPrograms, programNamed, type Programs } from './programs.ts';

/** What is measured is 200 ms; a machine that builds and tests at once takes longer for anything. */
const atOnceMs = 2000;

describe('without a cluster that answers', () => {
  let sandbox: Sandbox;
  let programs: Programs;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubectl-wi-silent-'));
    const faults = [{ match: 'GET 127.0.0.1/api/v1/namespaces/shop/pods*', act: 'hang' as const }];
    sandbox = await startSandbox({ ...healthy, cluster: { ...healthy.cluster, faults } }, folder);
    programs = await gatherPrograms(sandbox, folder);
  }, { timeout: 45 * 60_000 });
  after(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** With the time that a user's completion has. */
  async function complete(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ProgramRun & { readonly ms: number }> {
    const { KUBECTL_WI_COMPLETION_TIMEOUT: _patience, ...usual } = programs.env;
    const started = performance.now();
    const ended = await runProgram(join(programs.bin, 'kubectl-wi'), ['__complete', ...argv], { ...usual, ...env });
    return { ...ended, ms: performance.now() - started };
  }

  async function assertSilent(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
    const { ms, ...ended } = await complete(argv, env);
    assert.deepEqual(ended, { exitCode: 0, stdout: ':1\n', stderr: '' });
    assert.ok(ms < atOnceMs, `${Math.round(ms)} ms`);
  }

  async function kubeconfig(name: string, { server = 'https://127.0.0.1:1', user = '{token: canary}' } = {}): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, `apiVersion: v1\nkind: Config\ncurrent-context: here\ncontexts: [{name: here, context: {cluster: one, user: me}}]\nclusters: [{name: one, cluster: {server: "${server}"}}]\nusers: [{name: me, user: ${user}}]\n`);
    return file;
  }

  const pods = ['doctor', 'pod', '-n', 'shop', ''];

  test('that hangs', () => assertSilent(pods));
  test('that refuses the connection', async () => assertSilent(pods, { KUBECONFIG: await kubeconfig('refused') }));
  test('that refuses the user', () => assertSilent([...pods.slice(0, -1), '--as', 'nobody', '']));
  test('that is not in the kubeconfig', () => assertSilent([...pods.slice(0, -1), '--context', 'nowhere', '']));
  test('that no kubeconfig names', () => assertSilent(pods, { KUBECONFIG: join(folder, 'missing') }));
  test('whose kubeconfig is malformed', async () => {
    const file = join(folder, 'malformed');
    await writeFile(file, 'users: [{name: me, user: {token: canary');
    await assertSilent(pods, { KUBECONFIG: file });
  });

  test('what needs none is completed all the same', async () => {
    for (const [argv, stdout] of [[['doctor', 'po'], 'pod\n:4\n'], [['doctor', '-o', 'j'], 'json\n:4\n'], [['explain', 'WI551'], 'WI551\tNo federated credential names this service account\n:4\n']] as const) {
      const { ms, ...ended } = await complete(argv, { KUBECONFIG: join(folder, 'missing') });
      assert.deepEqual(ended, { exitCode: 0, stdout, stderr: '' });
      assert.ok(ms < atOnceMs, `${Math.round(ms)} ms`);
    }
  });

  test('a plugin that wants a login gets no terminal to ask on, and none sees its words', async () => {
    const plugin = join(folder, 'login');
    await writeFile(plugin, `#!/bin/sh\nprintf '%s' "$KUBERNETES_EXEC_INFO" > '${folder}/info'\necho 'sign in at https://microsoft.com/devicelogin' >&2\nif (: < /dev/tty) 2>/dev/null; then touch '${folder}/terminal'; fi\nif read -r line; then touch '${folder}/input'; fi\ntouch '${folder}/asked'\nexec sleep 60\n`);
    await chmod(plugin, 0o755);
    const file = await kubeconfig('login.kubeconfig', { user: `{exec: {apiVersion: client.authentication.k8s.io/v1, command: '${plugin}', interactiveMode: IfAvailable}}` });
    const started = performance.now();
    // a terminal of its own, as in a shell: the test says something only if there is one to open
    const line = `(: < /dev/tty) && '${join(programs.bin, 'kubectl-wi')}' __complete doctor pod ''`;
    const { stdout } = await runProgram(programNamed('script'), ['-qfec', line, '/dev/null'], { ...programs.env, KUBECONFIG: file, KUBECTL_WI_COMPLETION_TIMEOUT: '1s' });
    assert.equal(stdout.replaceAll('\r', ''), ':1\n');
    assert.ok(performance.now() - started < 1000 + atOnceMs);
    assert.deepEqual(['asked', 'terminal', 'input'].filter((name) => existsSync(join(folder, name))), ['asked']);
    assert.deepEqual(JSON.parse(await readFile(join(folder, 'info'), 'utf8')), { kind: 'ExecCredential', apiVersion: 'client.authentication.k8s.io/v1', spec: { interactive: false } });
  });

  test('whose name no name server looks up, as without the VPN', async () => {
    const file = await kubeconfig('vpn', { server: 'https://api.shop.example' });
    await writeFile(join(folder, 'resolv.conf'), 'nameserver 127.0.0.9\n');
    await writeFile(join(folder, 'deaf.mjs'), "import { createSocket } from 'node:dgram';\ncreateSocket('udp4').bind(53, '127.0.0.9', () => process.stdout.write('listens\\n'));\n");
    // a name server that never answers, in a network and with a resolv.conf of their own
    const script = [
      `'${programNamed('ip')}' link set lo up && mount --bind '${folder}/resolv.conf' /etc/resolv.conf || exit 99`,
      `mkfifo '${folder}/deaf' && { '${process.execPath}' '${folder}/deaf.mjs' > '${folder}/deaf' & read -r line < '${folder}/deaf'; }`,
      'started=$(date +%s%N)',
      `'${join(programs.bin, 'kubectl-wi')}' __complete doctor pod ''`,
      'echo $(( ($(date +%s%N) - started) / 1000000 ))',
      'kill $!',
    ].join('\n');
    const { KUBECTL_WI_COMPLETION_TIMEOUT: _patience, ...usual } = programs.env;
    const { stdout, stderr, exitCode } = await runProgram(programNamed('unshare'), ['--map-root-user', '--mount', '--net', 'sh', '-c', script], { ...usual, KUBECONFIG: file });
    assert.notEqual(exitCode, 99, `this machine lets nobody have a network and mounts of their own (unshare, ip and mount): ${stderr}`);
    assert.equal(stderr, '');
    const [answer, ms] = stdout.trimEnd().split('\n');
    assert.equal(answer, ':1');
    assert.ok(Number(ms) < atOnceMs, `${ms} ms`);
  });
});
