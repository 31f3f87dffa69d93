import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { doctorReport } from '../../src/report/report.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { startInShell } from '../cli/process.ts';
import { openLaboratory, type Experiment, type Finding, type Laboratory } from './laboratory.ts';

const secret = 'canary-of-the-kubeconfig';
const command = [...healthy.command, '-o', 'json'];

let laboratory: Laboratory;
let directory = '';

before(async () => {
  laboratory = await openLaboratory();
  directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-input-'));
});

after(async () => {
  assert.equal(await laboratory.close(), '', 'no warning of Node, no stack');
  await rm(directory, { recursive: true, force: true });
});

function run(more: Partial<Experiment> = {}): Promise<Finding> {
  return laboratory.run({ cluster: healthy.cluster, azure: healthy.azure, command, ...more });
}

/** Before the run began: one sentence and what to try, nothing on stdout, nobody asked. */
function assertRefused({ exitCode, stdout, stderr, clusterRequests, azureRequests }: Finding, code: number, says: RegExp): void {
  assert.match(stderr, says);
  assert.match(stderr, /^error: [^\n]+\n[^\n]+\n$/, 'one sentence, and one line of what to try');
  assert.doesNotMatch(stderr, /this is a bug|^ +at |undefined|\[object/m);
  assert.ok(!stderr.includes(secret), stderr);
  assert.deepEqual([exitCode, stdout, clusterRequests, azureRequests], [code, '', [], []]);
}

async function fileWith(name: string, content: string): Promise<string> {
  const file = join(directory, name);
  await writeFile(file, content);
  return file;
}

/** A kubeconfig whose one user and cluster are these, in YAML's flow style. */
function kubeconfig(user: string, cluster = '{server: "https://127.0.0.1:1"}'): string {
  return `apiVersion: v1
kind: Config
current-context: here
contexts: [{name: here, context: {cluster: one, user: me}}]
clusters: [{name: one, cluster: ${cluster}}]
users: [{name: me, user: ${user}}]
`;
}

function exec(more: string, name = 'true'): string {
  return `{exec: {apiVersion: client.authentication.k8s.io/v1, command: ${name}, interactiveMode: Never${more}}}`;
}

describe('a kubeconfig that cannot be used is named with its line, and what to try', () => {
  const files: readonly { readonly title: string; readonly text: string; readonly says: RegExp; readonly code?: number }[] = [
    { title: 'that is no YAML', text: 'apiVersion: v1\nkind: Config\nusers: [{name: me, user: {token: ' + secret + '}\n', says: /config file "[^"]+no-YAML\.yaml": line 4: not valid YAML/ },
    { title: 'with a tab for its indent', text: `apiVersion: v1\nkind: Config\nusers:\n\t- name: ${secret}\n`, says: /line 4: not valid YAML/ },
    { title: 'that is a web page', text: `<!doctype html>\n<html><body>${secret}</body></html>\n`, says: /line 1: / },
    { title: 'that is binary', text: '\u007fELF\u0002\u0001\u0001\u0000\u0000\ufffd\ufffd\u0003', says: /config file "[^"]+": / },
    { title: 'that is a list', text: `- ${secret}\n`, says: /line 1: must be a mapping/ },
    { title: 'of another kind', text: `apiVersion: v1\nkind: Secret\ndata: {token: ${secret}}\n`, says: /must be of kind Config and apiVersion v1/ },
    { title: 'with a word where a list belongs', text: `apiVersion: v1\nkind: Config\nclusters: ${secret}\n`, says: /line 3: clusters must be a list/ },
    { title: 'with a number for a name', text: 'apiVersion: v1\nkind: Config\ncontexts:\n- context: {}\n  name: 7\n', says: /line 5: contexts\[0\]\.name must be a string/ },
    { title: 'with a name twice in one file', text: 'apiVersion: v1\nkind: Config\ncontexts:\n- {name: a, context: {}}\n- {name: a, context: {}}\n', says: /line 5: contexts\[1\] has a name that an earlier entry/ },
    { title: 'whose aliases grow without end', text: `a: &a [${secret}]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, at) => `${name}: &${name} [${Array<string>(9).fill(`*${'abcdefg'[at]}`).join(', ')}]\n`).join('')}`, says: /too many aliases/ },
    { title: 'that is empty', text: '', says: /no configuration has been provided: no context in / },
    { title: 'without a current context', text: kubeconfig('{}').replace(/current-context.*\n/, ''), says: /no context chosen/ },
    { title: 'whose context is not there', text: kubeconfig('{}').replace('current-context: here', 'current-context: hree'), says: /context was not found for specified context: hree\ndid you mean "here"\?/ },
    { title: 'whose context names no cluster that is there', text: kubeconfig('{}').replace('cluster: one, ', 'cluster: oen, '), says: /cluster "oen" was not found for context "here"\ndid you mean "one"\?/ },
    { title: 'whose context names no user that is there', text: kubeconfig('{}').replace('user: me}', 'user: em}'), says: /user "em" was not found for context "here"\ndid you mean "me"\?/ },
    { title: 'with a server that is no address', text: kubeconfig('{}', '{server: "https://:: /"}'), says: /server must be a URL/ },
    { title: 'with an authority that is no certificate', text: kubeconfig('{}', `{server: "https://127.0.0.1:1", certificate-authority-data: ${Buffer.from(secret).toString('base64')}}`), says: /root certificates of cluster "one"/ },
    { title: 'with an authority that is not base64', text: kubeconfig('{}', `{server: "https://127.0.0.1:1", certificate-authority-data: "${secret} %"}`), says: /certificate-authority-data must be base64/ },
    { title: 'with a proxy that is no address', text: kubeconfig('{}', `{server: "https://127.0.0.1:1", proxy-url: "http://me:${secret}@:x"}`), says: /invalid 'proxy-url' for cluster "one"/ },
    { title: 'with a certificate and no key', text: kubeconfig(`{client-certificate-data: ${Buffer.from(secret).toString('base64')}}`), says: /client-key-data or client-key must be specified for me/ },
    { title: 'with a certificate that is none', text: kubeconfig(`{client-certificate-data: ${Buffer.from(secret).toString('base64')}, client-key-data: ${Buffer.from(secret).toString('base64')}}`), says: /client certificate or its key can not be used/ },
    { title: 'whose token file is not there', text: kubeconfig('{tokenFile: nowhere/token}'), says: /nowhere\/token: no such file/ },
    { title: 'with two ways to log in', text: kubeconfig(`{token: ${secret}, username: me, password: ${secret}}`), says: /more than one authentication method found for me/ },
    { title: 'whose plugin is not there', text: kubeconfig(exec(', installHint: "get it at\\u001b[2J https://x"', 'kubelogin-is-not-here')), says: /executable kubelogin-is-not-here not found\nget it at\[2J https:\/\/x\n/, code: 4 },
    { title: 'whose plugin fails', text: kubeconfig(exec(`, args: [-c, "echo ${secret}; exit 3"]`, '/bin/sh')), says: /executable \/bin\/sh failed with exit code 3/, code: 4 },
    { title: 'whose plugin prints something else', text: kubeconfig(exec(`, args: [-c, "echo '${secret} {'"]`, '/bin/sh')), says: /it is not an ExecCredential/, code: 4 },
    { title: 'whose plugin prints nothing', text: kubeconfig(exec('', '/bin/true')), says: /it is not an ExecCredential/, code: 4 },
    { title: 'whose plugin speaks another version', text: kubeconfig(exec(`, args: [-c, 'echo {kind: ExecCredential, apiVersion: client.authentication.k8s.io/v1beta1, status: {token: ${secret}}}']`, '/bin/sh')), says: /configured to use API version/, code: 4 },
    { title: 'whose plugin floods', text: kubeconfig(exec(', args: [-c, "/usr/bin/yes | /usr/bin/head -c 9000000"]', '/bin/sh')), says: /printed more than 4 MiB/, code: 4 },
    { title: 'whose plugin wants to ask on a terminal', text: kubeconfig('{exec: {apiVersion: client.authentication.k8s.io/v1, command: kubelogin, interactiveMode: Always}}'), says: /standard input is not a terminal/, code: 4 },
    { title: 'whose plugin has no version', text: kubeconfig('{exec: {command: kubelogin, interactiveMode: Never}}'), says: /apiVersion must be specified for me/ },
  ];
  for (const { title, text, says, code = 2 } of files) {
    it(`${title} (exit code ${code})`, async () => {
      const file = await fileWith(`${title.replaceAll(' ', '-')}.yaml`.replace('that-is-', ''), text);
      assertRefused(await run({ env: () => ({ KUBECONFIG: file }) }), code, says);
      assertRefused(await run({ command: [...command, '--kubeconfig', file] }), code, says);
    });
  }

  it('that is not there, by flag or variable, or is a directory', async () => {
    const nowhere = join(directory, 'nowhere');
    assertRefused(await run({ command: [...command, '--kubeconfig', nowhere] }), 2, /--kubeconfig \S+nowhere: no such file or directory/);
    assertRefused(await run({ command: [...command, '--kubeconfig', directory] }), 2, /--kubeconfig \S+: is a directory/);
    const { exitCode, stdout, stderr } = await run({ env: () => ({ KUBECONFIG: nowhere }) });
    assert.deepEqual([exitCode, stdout], [2, '']);
    assert.match(stderr, /^Warning: Config not found: \S+nowhere\nerror: no configuration has been provided: no context in \S+nowhere\nset KUBECONFIG or --kubeconfig/);
  });
});

it('a name that two files have is that of the first', async () => {
  const second = await fileWith('second.yaml', kubeconfig('{}').replaceAll('here', 'sandbox').replaceAll('one', 'sandbox'));
  const { exitCode, stderr } = await run({ env: (own) => ({ KUBECONFIG: `${own}:${second}` }) });
  assert.deepEqual([exitCode, stderr], [0, '']);
  const { targets } = doctorReport.parse(JSON.parse((await run({ env: (own) => ({ KUBECONFIG: `${second}:${own}` }) })).stdout));
  assert.deepEqual(targets.map(({ verdict }) => verdict), ['undecided'], 'nobody answers at the address of the first');
});

describe('a flag that cannot be is named', () => {
  const flags: readonly (readonly [argv: readonly string[], says: RegExp])[] = [
    [['--context', 'sandbx'], /context "sandbx" does not exist\ndid you mean "sandbox"\?/],
    [['--cluster', 'elsewhere'], /cluster "elsewhere" does not exist/],
    [['--user', 'nobody'], /auth info "nobody" does not exist/],
    [['--server', 'ftp://127.0.0.1'], /unsupported protocol scheme "ftp" of the server/],
    [['--namespace', 'Shop!'], /--namespace: "Shop!" is no name of a namespace\nlower-case letters/],
    [['-n', '../kube-system'], /--namespace: "\.\.\/kube-system" is no name/],
    [['--as-group', 'ops'], /without impersonating a user\nadd --as=USER/],
    [['--certificate-authority', 'nowhere.pem'], /certificate-authority nowhere\.pem .*no such file/],
    [['--client-certificate', 'nowhere.pem'], /client-cert nowhere\.pem .*no such file/],
    [['--request-timeout', 'soon'], /--request-timeout: .*\nfor example --request-timeout=30s/],
    [['--timeout', '1e3s'], /--timeout: "1e3s" is not a duration\nfor example/],
    [['--timeout', ''], /--timeout: "" is not a duration\nfor example/],
    [['--vault', 'https://kv-shop.vault.azure.net:8443'], /--vault: "[^"]+" is neither/],
    [['--vault', ''], /--vault: "" is neither/],
    [['--scope', ''], /--scope: "" is no scope/],
    [['--scope', 'https://management.azure.com/.default https://vault.azure.net/.default'], /--scope: .* is no scope/],
    [['--secret', ''], /--secret: "" is no name of a secret/],
    [['--exchange', 'perhaps'], /--exchange: "perhaps" is not one of /],
    [['--output', 'xml'], /--output: "xml" is not one of /],
  ];
  for (const [argv, says] of flags) {
    it(argv.join(' '), async () => {
      const finding = await run({ command: [...command, ...argv] });
      assert.match(finding.stderr, says);
      assert.deepEqual([finding.exitCode, finding.stdout, finding.clusterRequests, finding.azureRequests], [2, '', [], []]);
    });
  }
});

it('a namespace that is not there is an object that is not there: exit code 2, and the one document says so', async () => {
  const { exitCode, stdout, stderr } = await run({ command: [...command, '-n', 'shp'] });
  assert.deepEqual([exitCode, doctorReport.parse(JSON.parse(stdout)).targets], [2, []]);
  assert.match(stderr, /^Error from server \(NotFound\): deployments\.apps "orders" not found\n/);
});

describe('what lies around in the environment does not break the run:', () => {
  const oddities: readonly (readonly [title: string, script: string | undefined, env: Readonly<Record<string, string>>])[] = [
    ['an az that is no program', '\u0000\u0001', {}],
    ['an az that prints no JSON', '#!/bin/sh\necho Please run az login', {}],
    ['an az that prints half of its JSON', '#!/bin/sh\nprintf \'{"accessToken": "x\'', {}],
    ['an az that floods', '#!/bin/sh\nyes | head -c 3000000', {}],
    ['an az that is killed', '#!/bin/sh\nkill -9 $$', {}],
    ['an az that cannot speak to its server', '#!/bin/sh\necho "ERROR: \u001b[31mno connection" >&2; exit 1', {}],
    ['a proxy that is no address', undefined, { HTTPS_PROXY: 'not an address' }],
    ['a proxy that is not there', undefined, { HTTPS_PROXY: 'http://127.0.0.1:1' }],
    ['a proxy that speaks something else', undefined, { HTTPS_PROXY: 'gopher://127.0.0.1:1' }],
    ['an authority of nobody', undefined, { AZURE_AUTHORITY_HOST: 'https://login.example' }],
    ['half of a login', undefined, { AZURE_CLIENT_ID: 'x', AZURE_TENANT_ID: 'y' }],
    ['a login that is none', undefined, { AZURE_CLIENT_ID: 'x', AZURE_TENANT_ID: '../..', AZURE_CLIENT_SECRET: secret }],
    ['a certificate that is not there', undefined, { AZURE_CLIENT_ID: 'x', AZURE_TENANT_ID: 'y', AZURE_CLIENT_CERTIFICATE_PATH: '/nowhere/x.pem' }],
    ['a token file that is not there', undefined, { AZURE_CLIENT_ID: 'x', AZURE_TENANT_ID: 'y', AZURE_FEDERATED_TOKEN_FILE: '/nowhere/token' }],
  ];
  for (const [title, script, env] of oddities) {
    it(title, async () => {
      const bin = join(directory, title.replaceAll(' ', '-'));
      await mkdir(bin);
      if (script !== undefined) await writeFile(join(bin, 'az'), script).then(() => chmod(join(bin, 'az'), 0o755));
      const { exitCode, stdout, stderr } = await run({ env: () => ({ ...env, ...(script === undefined ? {} : { PATH: `${bin}:/usr/bin:/bin` }) }) });
      const report = doctorReport.parse(JSON.parse(stdout));
      assert.equal(stderr, '');
      assert.ok(exitCode === 0 || exitCode === 3, `exit code ${exitCode}`);
      assert.deepEqual([report.exitCode, report.targets.flatMap(({ rootCauses }) => rootCauses)], [exitCode, []]);
      assert.ok(!stdout.includes(secret) && !stdout.includes('\u001b'));
    });
  }
});

// a device that is always full is one of Linux
if (existsSync('/dev/full')) {
  it('an output that cannot be written is said in a sentence, with exit code 2: it is neither a finding nor a bug', async () => {
    assert.deepEqual(await startInShell('wi version >/dev/full').ended, {
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr: 'error: the output cannot be written: ENOSPC\nfree some space, or write it elsewhere\n',
    });
  });
}
