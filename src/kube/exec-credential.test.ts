import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { Secret } from '../wire/secret.ts';
import type { ChosenCluster } from './chosen-cluster.ts';
import type { ExecPlugin } from './chosen-user.ts';
import { runExecPlugin } from './exec-credential.ts';
import type { ExecCredential, PluginHost } from './exec-credential.ts';
import { KubeConfigError } from './kube-config-error.ts';
import { readPluginPolicy } from './plugin-policy.ts';
import { temporaryFolder } from './testing/api-server.ts';

const canary = 'canary-token-5b1c9d';
const apiVersion = 'client.authentication.k8s.io/v1';

const cluster: ChosenCluster = {
  name: 'c',
  server: new URL('https://api.example:6443'),
  certificateAuthority: '-----BEGIN CERTIFICATE-----',
  insecure: false,
  serverName: 'kubernetes',
  compression: true,
  pluginConfig: { audience: 'x' },
};

interface Script {
  readonly folder: string;
  run(plugin?: Partial<ExecPlugin>, host?: Partial<PluginHost>): Promise<ExecCredential>;
}

/** A plugin made of shell lines, found through PATH. */
function script(t: TestContext, lines: string): Script {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'login');
  writeFileSync(file, `#!/bin/sh\ncd ${folder}\n${lines}\n`);
  chmodSync(file, 0o755);
  return {
    folder,
    run: (plugin, host) =>
      runExecPlugin(
        { command: 'login', args: [], env: [], apiVersion, provideClusterInfo: false, interactiveMode: 'IfAvailable', ...plugin },
        cluster,
        {
          env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
          homeDirectory: folder,
          platform: 'linux',
          policy: { type: 'AllowAll' },
          stdinIsTerminal: false,
          stderr: 'ignore',
          ...host,
        },
      ),
  };
}

function printing(status: unknown, more: Record<string, unknown> = {}): string {
  return `cat <<'END'\n${JSON.stringify({ kind: 'ExecCredential', apiVersion, status, ...more })}\nEND`;
}

async function refusal(running: Promise<unknown>): Promise<KubeConfigError> {
  const error = await running.then(() => assert.fail('it did not fail'), (reason: unknown) => reason);
  assert.ok(error instanceof KubeConfigError, String(error));
  assert.equal(error.exitCode, 4);
  assert.ok(!`${error.message}${error.hint}${error.stack}${String(error.cause)}`.includes(canary), error.message);
  return error;
}

test('the plugin gets its arguments, its variables and KUBERNETES_EXEC_INFO, and its token is taken', async (t) => {
  const made = script(t, `printf '%s' "$KUBERNETES_EXEC_INFO" > info; printf '%s ' "$@" "$MORE" > args\n${printing({ token: canary, expirationTimestamp: '2031-01-02T03:04:05Z' })}`);
  const answer = await made.run({ args: ['get-token', 'a b'], env: [{ name: 'MORE', value: new Secret('m') }] });
  assert.equal(answer.token?.reveal(), canary);
  assert.equal(answer.expiresAt, Date.UTC(2031, 0, 2, 3, 4, 5));
  assert.deepEqual(JSON.parse(readFileSync(path.join(made.folder, 'info'), 'utf8')), { kind: 'ExecCredential', apiVersion, spec: { interactive: false } });
  assert.equal(readFileSync(path.join(made.folder, 'args'), 'utf8'), 'get-token a b m ');
});

test('provideClusterInfo hands over the cluster with its extension', async (t) => {
  const made = script(t, `printf '%s' "$KUBERNETES_EXEC_INFO" > info\n${printing({ token: 't' })}`);
  await made.run({ provideClusterInfo: true });
  assert.deepEqual(JSON.parse(readFileSync(path.join(made.folder, 'info'), 'utf8')).spec.cluster, {
    server: 'https://api.example:6443',
    'tls-server-name': 'kubernetes',
    'certificate-authority-data': Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64'),
    config: { audience: 'x' },
  });
});

test('without a terminal standard input is empty, and a plugin that must ask is not started', async (t) => {
  const made = script(t, `touch started; cat > stdin\n${printing({ token: 't' })}`);
  const refused = await refusal(made.run({ interactiveMode: 'Always' }));
  assert.match(refused.message, /cannot support interactive mode: standard input is not a terminal/);
  assert.equal(existsSync(path.join(made.folder, 'started')), false);
  await made.run({ interactiveMode: 'Never' }, { stdinIsTerminal: true });
  assert.equal(readFileSync(path.join(made.folder, 'stdin'), 'utf8'), '');
});

test('a plugin that is not installed is named with its installHint, without control characters', async (t) => {
  const made = script(t, 'true');
  const refused = await refusal(made.run({ command: 'kubelogin-absent', installHint: 'get it\u001b[1m at\nhttps://example.com' }));
  assert.equal(refused.message, 'getting credentials: exec: executable kubelogin-absent not found');
  assert.equal(refused.hint, 'get it[1m at\nhttps://example.com');
});

test('a plugin that fails is named with its exit code, and nothing it printed is repeated', async (t) => {
  const refused = await refusal(script(t, `echo ${canary}; echo ${canary} >&2; exit 3`).run());
  assert.equal(refused.message, 'getting credentials: exec: executable login failed with exit code 3');
});

test('an answer that is no credential is refused by what is wrong with it, never quoted', async (t) => {
  const rows: readonly [string, RegExp][] = [
    [`echo ${canary}`, /not an ExecCredential/],
    [`echo '{"token": "${canary}'`, /not an ExecCredential/],
    ['true', /not an ExecCredential/],
    [printing({ token: canary }, { apiVersion: canary }), /configured to use API version client\.authentication\.k8s\.io\/v1, plugin returned another version/],
    [printing(undefined), /didn't return a status field/],
    [printing({}), /didn't return a token or cert\/key pair/],
    [printing({ clientKeyData: canary }), /only certificate or key, not both/],
    [printing({ token: [canary] }), /status\.token must be a string/],
    [printing({ token: canary, expirationTimestamp: canary }), /expirationTimestamp must be a time/],
  ];
  for (const [lines, expected] of rows) assert.match((await refusal(script(t, lines).run())).message, expected);
});

test('an answer in YAML is taken too, as kubectl does', async (t) => {
  const answer = await script(t, `printf 'kind: ExecCredential\\napiVersion: ${apiVersion}\\nstatus:\\n  token: ${canary}\\n'`).run();
  assert.equal(answer.token?.reveal(), canary);
});

test('the end of the run ends the plugin', async (t) => {
  const run = new AbortController();
  const running = script(t, 'exec sleep 30').run({}, { signal: run.signal });
  setTimeout(() => run.abort(), 100);
  const startedAt = performance.now();
  await refusal(running);
  assert.ok(performance.now() - startedAt < 5_000);
});

test('the user is told of a plugin just before it starts', async (t) => {
  const started: string[] = [];
  await script(t, printing({ token: 't' })).run({}, { onStart: (command) => started.push(command) });
  assert.deepEqual(started, ['login']);
});

test('the credential plugin policy of kuberc is never bypassed', async (t) => {
  const made = script(t, `touch ${'started'}\n${printing({ token: 't' })}`);
  const kuberc = path.join(made.folder, 'kuberc');
  const policyOf = (text: string): PluginHost['policy'] => {
    writeFileSync(kuberc, `kind: Preference\napiVersion: kubectl.config.k8s.io/v1beta1\n${text}`);
    return readPluginPolicy({ env: { KUBERC: kuberc }, homeDirectory: made.folder, platform: 'linux' });
  };
  const denied = await refusal(made.run({}, { policy: policyOf('credentialPluginPolicy: DenyAll') }));
  assert.match(denied.message, /plugin "login" is not permitted by the credential plugin policy "DenyAll" of kuberc/);
  const list = (name: string): PluginHost['policy'] => policyOf(`credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{command: ${name}}]`);
  await refusal(made.run({}, { policy: list('other') }));
  assert.equal(existsSync(path.join(made.folder, 'started')), false);
  for (const name of ['login', path.join(made.folder, 'login')]) assert.equal((await made.run({}, { policy: list(name) })).token?.reveal(), 't');
  assert.equal((await made.run({ command: path.join(made.folder, 'login') }, { policy: list('login') })).token?.reveal(), 't');
});

test('a kuberc that is wrong about its policy stops us, one that is not there does not', (t) => {
  const folder = temporaryFolder(t);
  const kuberc = path.join(folder, 'kuberc');
  const read = (env: Record<string, string>): unknown => readPluginPolicy({ env, homeDirectory: folder, platform: 'linux' });
  assert.deepEqual(read({}), { type: 'AllowAll' });
  assert.throws(() => read({ KUBERC: kuberc }), /no such file or directory/);
  for (const text of ['credentialPluginPolicy: Maybe', 'credentialPluginPolicy: Allowlist', 'credentialPluginPolicy: DenyAll\ncredentialPluginAllowlist: []']) {
    writeFileSync(kuberc, `kind: Preference\n${text}\n`);
    assert.throws(() => read({ KUBERC: kuberc }), (error) => error instanceof KubeConfigError && error.exitCode === 2);
  }
  assert.deepEqual(read({ KUBERC: 'off' }), { type: 'AllowAll' });
});

test('an unattended plugin is in a session of its own, which has no terminal to open', async (t) => {
  // a signal can be sent to the group that has its number only if it leads one
  const made = script(t, `if kill -s 0 -- -$$ 2>/dev/null; then echo leads > group; else echo follows > group; fi\n${printing({ token: 't' })}`);
  const group = (): string => readFileSync(path.join(made.folder, 'group'), 'utf8').trim();
  await made.run({}, { unattended: true });
  assert.equal(group(), 'leads');
  await made.run();
  assert.equal(group(), 'follows');
});
