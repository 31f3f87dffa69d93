import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import test from 'node:test';
import { inspect } from 'node:util';
import { WireFailure } from '../wire/failure.ts';
import { azCommand } from './azure-cli.ts';
import { publicCloud } from './clouds.ts';
import { runCommand } from './command.ts';
import type { Command, RunCommand } from './command.ts';
import { createOperator } from './operator.ts';
import type { Operator } from './operator.ts';
import { createWire } from './pipeline.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const arm = 'https://management.azure.com';
const token = 'canary.operator.token';

interface Setup {
  readonly operator: Operator;
  readonly directory: string;
  /** Lines that the fake `az` wrote down, one a run. */
  readonly runs: () => Promise<readonly string[]>;
}

/** An `az` on a PATH of its own; the script sees its arguments. */
async function withAz(script: string, use: (setup: Setup) => Promise<void>, more: { readonly profile?: string; readonly deadlineMs?: number; readonly spawn?: RunCommand } = {}): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-az-'));
  try {
    const az = join(directory, 'az');
    await writeFile(az, `#!/bin/sh\necho "$@" >> "${directory}/runs"\n${script}\n`);
    await chmod(az, 0o755);
    if (more.profile !== undefined) await writeFile(join(directory, 'azureProfile.json'), more.profile);
    const env = { PATH: [directory, '/usr/bin', '/bin'].join(delimiter), AZURE_CONFIG_DIR: directory };
    const wire = createWire({ deadlineMs: more.deadlineMs ?? 5000 });
    const operator = createOperator({ env, cloud: publicCloud, wire, ...(more.spawn === undefined ? {} : { spawn: more.spawn }) });
    const runs = async (): Promise<string[]> => (await readFile(join(directory, 'runs'), 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
    await use({ operator, directory, runs });
  } finally {
    await rm(directory, { recursive: true });
  }
}

const answer = (expiresOn: number): string => `echo '{"accessToken":"${token}","expires_on":${expiresOn}}'`;

async function failureOf(promise: Promise<unknown>): Promise<WireFailure> {
  const error: unknown = await promise.then(() => undefined, (thrown: unknown) => thrown);
  assert.ok(error instanceof WireFailure, inspect(error));
  return error;
}

test('az is run once for a resource and tenant, however many ask at once', async () => {
  await withAz(answer(4_102_444_800), async ({ operator, runs }) => {
    const tokens = await Promise.all([operator.token(arm), operator.token(arm), operator.token(arm, tenant), operator.token(arm, tenant.toUpperCase())]);
    assert.deepEqual(new Set(tokens.map((secret) => secret.reveal())), new Set([token]));
    assert.deepEqual((await runs()).toSorted(), [
      `account get-access-token --output json --resource ${arm}`,
      `account get-access-token --output json --resource ${arm} --tenant ${tenant}`,
    ]);
  });
});

test('a token near its end is asked for again', async () => {
  await withAz(answer(Math.floor(Date.now() / 1000) + 60), async ({ operator, runs }) => {
    await operator.token(arm);
    await Promise.all([operator.token(arm), operator.token(arm)]);
    assert.equal((await runs()).length, 2);
  });
});

test('without az and without variables nobody asks, and the message says how to log in', async () => {
  const spawn: RunCommand = () => assert.fail('nothing may be started');
  const operator = createOperator({ env: { PATH: '/nonexistent:relative' }, cloud: publicCloud, wire: createWire({ deadlineMs: 1000 }), spawn });
  assert.equal(await operator.source(), undefined);
  const { fault } = await failureOf(operator.token(arm));
  assert.deepEqual(fault, { kind: 'not-sent', message: 'no Azure credential here; run: az login' });
});

test('an az that says no ends as its first line and the login to run, without tokens, once', async () => {
  const script = `echo 'WARNING: old version' >&2; echo "ERROR: AADSTS70043: expired eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln" >&2; echo second >&2; exit 1`;
  await withAz(script, async ({ operator, runs }) => {
    const failure = await failureOf(operator.token(arm, tenant));
    assert.deepEqual(failure.fault, { kind: 'not-sent', message: `az gave no token: AADSTS70043: expired [redacted]; run: az login --tenant ${tenant}` });
    await failureOf(operator.token(arm, tenant));
    assert.equal((await runs()).length, 1);
  });
});

test('an az that breaks down ends as what broke it, not as the head of its traceback', async () => {
  const lines = ['ERROR: The command failed with an unexpected error. Here is the traceback:', 'ERROR: no such authority', 'Traceback (most recent call last):', '  File "cli.py", line 1, in invoke', 'ValueError: no such authority', 'To check existing issues, please visit: https://github.com/Azure/azure-cli/issues'];
  await withAz(`cat >&2 <<'EOT'\n${lines.join('\n')}\nEOT\nexit 1`, async ({ operator }) => {
    const failure = await failureOf(operator.token(arm, tenant));
    assert.deepEqual(failure.fault, { kind: 'not-sent', message: `az gave no token: ValueError: no such authority; run: az login --tenant ${tenant}` });
  });
});

test('an az that hangs ends at the deadline', async () => {
  await withAz('sleep 30', async ({ operator }) => {
    const started = performance.now();
    assert.equal((await failureOf(operator.token(arm))).fault.kind, 'timeout');
    assert.ok(performance.now() - started < 3000);
  }, { deadlineMs: 300 });
});

test('an az that writes something else than its JSON is garbled, and what it wrote is not shown', async () => {
  for (const script of [`echo ${token}`, `echo '{"accessToken":"two words"}'`, `echo '{}'`, 'true']) {
    await withAz(script, async ({ operator }) => {
      const failure = await failureOf(operator.token(arm));
      assert.equal(failure.fault.kind, 'garbled');
      assert.ok(!inspect(failure, { showHidden: true }).includes(token));
    });
  }
});

test('an az that can not be started is named as the reason', async () => {
  await withAz('true', async ({ operator, directory }) => {
    await writeFile(join(directory, 'az'), '#!/nonexistent/interpreter\n');
    assert.match((await failureOf(operator.token(arm))).message, /az could not be started/);
  });
});

test('a tenant that is no GUID never reaches a command line', async () => {
  await withAz(answer(4_102_444_800), async ({ operator, runs }) => {
    for (const odd of ['contoso.com', '--debug', `${tenant} --debug`, '']) assert.equal((await failureOf(operator.token(arm, odd))).fault.kind, 'not-sent');
    assert.deepEqual(await runs(), []);
  });
});

test('the account comes from az\'s own profile of this cloud, and an emptied profile means logged out', async () => {
  const entry = (environmentName: string, name: string): object => ({ isDefault: true, environmentName, user: { name, type: 'user' } });
  const profile = `\ufeff${JSON.stringify({ subscriptions: [entry('AzureChinaCloud', 'other'), entry('AzureCloud', 'ana@contoso.com')] })}`;
  await withAz('true', async ({ operator, runs }) => {
    assert.deepEqual(await operator.source(), { kind: 'azure-cli', account: 'ana@contoso.com' });
    assert.deepEqual(await runs(), [], 'asking who it is starts nothing');
  }, { profile });
  await withAz('true', async ({ operator }) => assert.deepEqual(await operator.source(), { kind: 'azure-cli' }), { profile: 'not json' });
  await withAz('true', async ({ operator, runs }) => {
    assert.equal(await operator.source(), undefined);
    assert.match((await failureOf(operator.token(arm))).message, /az login/);
    assert.deepEqual(await runs(), []);
  }, { profile: '{"subscriptions":[]}' });
});

test('the credential of the environment goes before az, and half of one is none', async () => {
  const wire = createWire({ deadlineMs: 1000 });
  const source = (env: Record<string, string>): ReturnType<Operator['source']> => createOperator({ env, cloud: publicCloud, wire }).source();
  const both = { AZURE_TENANT_ID: tenant, AZURE_CLIENT_ID: 'client', PATH: '/nonexistent' };
  assert.deepEqual(await source({ ...both, AZURE_CLIENT_SECRET: 'canary' }), { kind: 'environment', account: 'client' });
  assert.deepEqual(await source({ ...both, AZURE_CLIENT_CERTIFICATE_PATH: '/cert.pem' }), { kind: 'environment', account: 'client' });
  assert.deepEqual(await source({ ...both, AZURE_FEDERATED_TOKEN_FILE: '/token' }), { kind: 'workload-identity', account: 'client' });
  assert.equal(await source(both), undefined);
  assert.equal(await source({ AZURE_CLIENT_SECRET: 'canary', PATH: '' }), undefined);
});

const windows = { env: { Path: 'C:\\x', SYSTEMROOT: 'D:\\Win' }, cloud: publicCloud, wire: createWire({ deadlineMs: 1000 }), platform: 'win32' };
const never = new AbortController().signal;

test('on Windows az.cmd is run through cmd.exe with its path quoted, and az.exe directly', () => {
  const args = ['account', 'get-access-token', '--resource', arm, '--tenant', tenant];
  const command: Command = azCommand(windows, 'C:\\Program Files (x86)\\Azure & Co\\az.cmd', args, never);
  assert.equal(command.file, 'D:\\Win\\System32\\cmd.exe');
  assert.deepEqual(command.args, ['/d', '/s', '/c', `""C:\\Program Files (x86)\\Azure & Co\\az.cmd" account get-access-token --resource ${arm} --tenant ${tenant}"`]);
  assert.equal(command.windowsVerbatim, true);
  assert.deepEqual(azCommand(windows, 'C:\\az.exe', args, never).args, args);
});

test('on Windows what can not be quoted for cmd.exe is not run', () => {
  for (const file of ['C:\\%USERPROFILE%\\az.cmd', 'C:\\a"b\\az.cmd', 'C:\\a!b!\\az.cmd']) assert.throws(() => azCommand(windows, file, ['account'], never), WireFailure);
  for (const arg of ['a b', 'a&b', '%PATH%', 'a"b', '']) assert.throws(() => azCommand(windows, 'C:\\az.cmd', [arg], never), WireFailure);
});

test('a command that writes without end is stopped', async () => {
  const command: Command = { file: '/bin/sh', args: ['-c', 'while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done'], env: {}, cwd: '/', signal: never, windowsVerbatim: false };
  await assert.rejects(runCommand(command), /wrote too much/);
});
