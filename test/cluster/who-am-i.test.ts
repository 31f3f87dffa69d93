/** As whom the API server sees us: with the same kubeconfig, flags and credential plugins, the same as kubectl. */
import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as z from 'zod';
import { connectKube } from '../../src/kube/api.ts';
import type { ConnectionFlags } from '../../src/kube/connection-flags.ts';
import { KubeConfigError } from '../../src/kube/kube-config-error.ts';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import { WireFailure } from '../../src/wire/failure.ts';
import { Secret } from '../../src/wire/secret.ts';
import { startControlPlane } from './control-plane.ts';
import type { ControlPlane } from './control-plane.ts';
import { runProgram } from './run-program.ts';

const issuer = 'https://issuer.test/';
const soon = { timeout: 60_000 };
const review = z.looseObject({ status: z.looseObject({ userInfo: z.looseObject({ username: z.string() }) }) });
/** `undefined`: refused, or no credential at all. */
type Who = z.infer<typeof review>['status']['userInfo'] | undefined;

const v1 = 'client.authentication.k8s.io/v1';
const v1beta1 = 'client.authentication.k8s.io/v1beta1';

describe('the API server sees the same caller as with kubectl', () => {
  let plane: ControlPlane;
  /** Holds the kubeconfig; relative paths in it begin here. */
  let folder: string;
  /** Neither the kubeconfig's folder nor the working directory of the tests: a path may begin at neither by chance. */
  let elsewhere: string;
  let cluster: Readonly<Record<string, unknown>>;
  let tokens: { readonly ada: string; readonly bob: string };

  // Without the cache a build of nine minutes and more comes first.
  before(
    async () => {
      plane = await startControlPlane({ issuer, authority: createAuthority('kubernetes') });
      folder = await mkdtemp(join(tmpdir(), 'kubectl-wi-who-'));
      elsewhere = await mkdtemp(join(tmpdir(), 'kubectl-wi-elsewhere-'));
      cluster = { server: plane.server, 'certificate-authority-data': base64(plane.authority.certificatePem) };
      tokens = { ada: await tokenOf('ada'), bob: await tokenOf('bob') };
      const client = plane.authority.issueClient('carol', ['developers', 'testers']);
      await mkdir(join(folder, 'files'));
      await Promise.all([
        writeFile(join(folder, 'files', 'carol.pem'), client.certificatePem),
        writeFile(join(folder, 'files', 'carol.key'), client.keyPem, { mode: 0o600 }),
        writeFile(join(folder, 'files', 'bob.token'), `${tokens.bob}\n`, { mode: 0o600 }),
        writeFile(join(folder, 'files', 'empty.token'), ''),
        writeFile(join(folder, 'files', 'ca.pem'), plane.authority.certificatePem),
      ]);
      await plugin('ada', `printf '%s' '${credential(v1, { token: tokens.ada })}'`);
      await plugin('ada-beta', `printf '%s' '${credential(v1beta1, { token: tokens.ada })}'`);
      await plugin('ada-yaml', `printf 'apiVersion: ${v1}\\nkind: ExecCredential\\nstatus:\\n  token: ${tokens.ada}\\n'`);
      await plugin('carol', `printf '%s' '${credential(v1, { clientCertificateData: client.certificatePem, clientKeyData: client.keyPem })}'`);
      await plugin('half-carol', `printf '%s' '${credential(v1, { clientCertificateData: client.certificatePem })}'`);
      await plugin('nobody', `printf '%s' '${credential(v1, {})}'`);
      await plugin('wrong', `printf '%s' '${credential(v1, { token: 'not-a-token-of-this-cluster' })}'`);
      await plugin('gone-out', `printf '%s' '${credential(v1, { token: tokens.ada, expirationTimestamp: '2001-01-01T00:00:00Z' })}'`);
      await plugin('noise', 'echo this is no credential');
      await plugin('fails', `printf '%s' '${credential(v1, { token: tokens.ada })}'; exit 3`);
      // Whom it names depends on everything that a plugin is told.
      await plugin('choosy', `
case "$KUBERNETES_EXEC_INFO" in *'"server":"${plane.server}"'*'"audience":"orders"'*|*'"audience":"orders"'*'"server":"${plane.server}"'*) told=yes ;; esac
case "$KUBERNETES_EXEC_INFO" in *'"interactive":false'*) quiet=yes ;; esac
if [ "$told$quiet$1$CHOICE" = yesyeslastbob ]; then printf '%s' '${credential(v1, { token: tokens.bob })}'
else printf '%s' '${credential(v1, { token: tokens.ada })}'; fi`);
    },
    { timeout: 45 * 60_000 },
  );
  after(async () => {
    await plane.stop();
    await Promise.all([folder, elsewhere].map((path) => rm(path, { recursive: true, force: true })));
  });

  const base64 = (text: string): string => Buffer.from(text).toString('base64');

  const credential = (apiVersion: string, status: unknown): string => JSON.stringify({ apiVersion, kind: 'ExecCredential', status });

  const plugin = async (name: string, body: string): Promise<void> => {
    await writeFile(join(folder, 'files', name), `#!/bin/sh\n${body}\n`);
    await chmod(join(folder, 'files', name), 0o700);
  };

  const tokenOf = async (account: string): Promise<string> => {
    await plane.api.call('POST', '/api/v1/namespaces/default/serviceaccounts', { body: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account } } });
    const answer = await plane.api.call('POST', `/api/v1/namespaces/default/serviceaccounts/${account}/token`, {
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } },
    });
    return z.looseObject({ status: z.looseObject({ token: z.string() }) }).parse(answer).status.token;
  };

  const environment = (): Record<string, string> => ({ HOME: folder, KUBECONFIG: join(folder, 'config'), PATH: process.env['PATH'] ?? '' });

  const seenOfKubectl = async (argv: readonly string[]): Promise<{ readonly who: Who; readonly stderr: string }> => {
    const { exitCode, stdout, stderr } = await runProgram(plane.binaries.kubectl, ['auth', 'whoami', '-o', 'json', ...argv], environment(), '', elsewhere);
    return { who: exitCode === 0 ? review.parse(JSON.parse(stdout)).status.userInfo : undefined, stderr };
  };

  const seenOfUs = async (flags: ConnectionFlags): Promise<Who> => {
    try {
      const api = connectKube({ env: environment(), homeDirectory: folder, platform: 'linux', arch: 'x64', version: 'test', flags, stdinIsTerminal: false, pluginStderr: 'ignore' });
      try {
        const asked = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
        return (await api.dryRunCreate('/apis/authentication.k8s.io/v1/selfsubjectreviews', asked, review)).status.userInfo;
      } finally {
        api.close();
      }
    } catch (error) {
      if (error instanceof WireFailure || error instanceof KubeConfigError) return undefined;
      throw error;
    }
  };

  interface Case {
    readonly what: string;
    readonly user?: unknown;
    readonly cluster?: unknown;
    readonly argv?: readonly string[];
    readonly flags?: ConnectionFlags;
    /** Else the one name would prove nothing: two that are refused are the same too. */
    readonly seen: string | undefined;
  }

  const ada = 'system:serviceaccount:default:ada';
  const bob = 'system:serviceaccount:default:bob';
  const exec = (name: string, rest: Readonly<Record<string, unknown>> = {}): unknown => ({ exec: { apiVersion: v1, interactiveMode: 'Never', command: `./files/${name}`, ...rest } });
  const certificate = { 'client-certificate': 'files/carol.pem', 'client-key': 'files/carol.key' };

  const cases: readonly (() => Case)[] = [
    () => ({ what: 'a token', user: { token: tokens.ada }, seen: ada }),
    () => ({ what: 'a token file beside the kubeconfig', user: { tokenFile: 'files/bob.token' }, seen: bob }),
    () => ({ what: 'a token file and a token', user: { tokenFile: 'files/bob.token', token: tokens.ada }, seen: bob }),
    () => ({ what: 'a token file and --token', user: { tokenFile: 'files/bob.token' }, argv: [`--token=${tokens.ada}`], flags: { token: new Secret(tokens.ada) }, seen: bob }),
    () => ({ what: 'a token file that is not there, and a token', user: { tokenFile: 'files/none', token: tokens.ada }, seen: ada }),
    () => ({ what: 'an empty token file, and a token', user: { tokenFile: 'files/empty.token', token: tokens.ada }, seen: ada }),
    () => ({ what: 'a client certificate in files', user: certificate, seen: 'carol' }),
    () => ({ what: 'a client certificate and a token', user: { ...certificate, token: tokens.ada }, seen: 'carol' }),
    () => ({ what: 'a client certificate without its key', user: { 'client-certificate': 'files/carol.pem' }, seen: undefined }),
    () => ({ what: 'a token of nobody', user: { token: 'not-a-token-of-this-cluster' }, seen: undefined }),
    () => ({ what: '--token over a plugin', user: exec('ada'), argv: [`--token=${tokens.bob}`], flags: { token: new Secret(tokens.bob) }, seen: bob }),
    () => ({ what: '--user over the context', user: { token: tokens.ada }, argv: ['--user=other'], flags: { user: 'other' }, seen: bob }),
    () => ({ what: 'a plugin', user: exec('ada'), seen: ada }),
    () => ({ what: 'a plugin of v1beta1', user: exec('ada-beta', { apiVersion: v1beta1, interactiveMode: undefined }), seen: ada }),
    () => ({ what: 'a plugin that answers in another version than it was asked in', user: exec('ada-beta'), seen: undefined }),
    () => ({ what: 'a plugin that answers in YAML', user: exec('ada-yaml'), seen: ada }),
    () => ({ what: 'a plugin that gives a client certificate', user: exec('carol'), seen: 'carol' }),
    () => ({ what: 'a plugin that gives a certificate without its key', user: exec('half-carol'), seen: undefined }),
    () => ({ what: 'a plugin that gives nothing', user: exec('nobody'), seen: undefined }),
    () => ({ what: 'a plugin that gives a token of nobody', user: exec('wrong'), seen: undefined }),
    () => ({ what: 'a plugin whose token is said to have ended', user: exec('gone-out'), seen: ada }),
    () => ({ what: 'a plugin that prints something else', user: exec('noise'), seen: undefined }),
    () => ({ what: 'a plugin that prints a credential and fails', user: exec('fails'), seen: undefined }),
    () => ({ what: 'a plugin that is not there', user: exec('absent'), seen: undefined }),
    () => ({ what: 'a plugin without interactiveMode', user: exec('ada', { interactiveMode: undefined }), seen: undefined }),
    () => ({ what: 'a plugin that needs a terminal, and there is none', user: exec('ada', { interactiveMode: 'Always' }), seen: undefined }),
    () => ({
      what: 'a plugin that looks at its arguments, its environment, the cluster and whether it may ask',
      user: exec('choosy', { args: ['last'], env: [{ name: 'CHOICE', value: 'bob' }], provideClusterInfo: true, interactiveMode: 'IfAvailable' }),
      cluster: { ...cluster, extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'orders' } }] },
      seen: bob,
    }),
    () => ({ what: 'a plugin that is told nothing of the cluster', user: exec('choosy', { args: ['last'], env: [{ name: 'CHOICE', value: 'bob' }] }), seen: ada }),
    () => ({ what: 'impersonation in the file', user: { ...certificate, as: 'eve', 'as-groups': ['readers'], 'as-uid': '7', 'as-user-extra': { reason: ['a', 'b'] } }, seen: undefined }),
    () => ({ what: 'impersonation in the file of an administrator', user: { ...administrator(), as: 'eve', 'as-groups': ['readers'], 'as-uid': '7', 'as-user-extra': { Reason: ['a', 'b'] } }, seen: 'eve' }),
    () => ({
      what: '--as and all that goes with it',
      user: administrator(),
      argv: ['--as=Zoë', '--as-group=a', '--as-group=b,c', '--as-uid=9', '--as-user-extra=example.test/reason=x', '--as-user-extra=example.test/reason=y=z'],
      flags: { as: 'Zoë', asGroups: ['a', 'b,c'], asUid: '9', asUserExtra: ['example.test/reason=x', 'example.test/reason=y=z'] },
      seen: 'Zoë',
    }),
    () => ({ what: '--as over the file', user: { ...administrator(), as: 'eve', 'as-groups': ['readers'] }, argv: ['--as=system:serviceaccount:default:bob'], flags: { as: bob }, seen: bob }),
    () => ({ what: '--as-group without --as', user: administrator(), argv: ['--as-group=a'], flags: { asGroups: ['a'] }, seen: undefined }),
    () => ({ what: 'an authority in a file beside the kubeconfig', user: { token: tokens.ada }, cluster: { server: plane.server, 'certificate-authority': './files/ca.pem' }, seen: ada }),
    () => ({ what: 'no authority', user: { token: tokens.ada }, cluster: { server: plane.server }, seen: undefined }),
    () => ({ what: 'no authority, and none wanted', user: { token: tokens.ada }, cluster: { server: plane.server, 'insecure-skip-tls-verify': true }, seen: ada }),
    () => ({ what: '--insecure-skip-tls-verify over an authority', user: { token: tokens.ada }, argv: ['--insecure-skip-tls-verify'], flags: { insecureSkipTlsVerify: true }, seen: ada }),
    () => ({ what: 'a server name that the certificate has', user: { token: tokens.ada }, cluster: { ...cluster, 'tls-server-name': 'kubernetes.default.svc' }, seen: ada }),
    () => ({ what: 'a server name that the certificate does not have', user: { token: tokens.ada }, cluster: { ...cluster, 'tls-server-name': 'other.test' }, seen: undefined }),
    () => ({ what: '--tls-server-name over the file', user: { token: tokens.ada }, cluster: { ...cluster, 'tls-server-name': 'other.test' }, argv: ['--tls-server-name=localhost'], flags: { tlsServerName: 'localhost' }, seen: ada }),
    () => ({ what: '--server over the file', user: { token: tokens.ada }, cluster: { ...cluster, server: 'https://127.0.0.1:1' }, argv: [`--server=${plane.server}`], flags: { server: plane.server }, seen: ada }),
    () => ({ what: 'a proxy that is not there', user: { token: tokens.ada }, cluster: { ...cluster, 'proxy-url': 'http://127.0.0.1:1' }, seen: undefined }),
  ];

  const administrator = (): Readonly<Record<string, unknown>> => {
    const client = plane.authority.issueClient('kubernetes-admin', ['system:masters']);
    return { 'client-certificate-data': base64(client.certificatePem), 'client-key-data': base64(client.keyPem) };
  };

  it('for every way to say who one is', { timeout: 240_000 }, async (t) => {
    for (const make of cases) {
      const row = make();
      await t.test(row.what, soon, async () => {
        const config = {
          'current-context': 'here',
          contexts: [{ name: 'here', context: { cluster: 'here', user: 'me' } }],
          clusters: [{ name: 'here', cluster: row.cluster ?? cluster }],
          users: [{ name: 'me', user: row.user }, { name: 'other', user: { token: tokens.bob } }],
        };
        await writeFile(join(folder, 'config'), JSON.stringify(config), { mode: 0o600 });
        const [theirs, ours] = [await seenOfKubectl(row.argv ?? []), await seenOfUs(row.flags ?? {})];
        assert.equal(theirs.who?.username, row.seen, theirs.stderr);
        assert.deepEqual(ours, theirs.who);
      });
    }
  });
});
