import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { Secret } from '../wire/secret.ts';
import { choose } from './choose.ts';
import type { Chosen } from './choose.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import { KubeConfigError } from './kube-config-error.ts';
import { parseKubeconfig } from './kubeconfig.ts';
import { authority, base64, temporaryFolder } from './testing/api-server.ts';

const ca = base64(authority.certificatePem);

const file = {
  'current-context': 'prod',
  contexts: [
    { name: 'prod', context: { cluster: 'prod', user: 'ada', namespace: 'shop' } },
    { name: 'test', context: { cluster: 'test', user: 'bob' } },
    { name: 'no-cluster', context: { cluster: 'gone', user: 'ada' } },
    { name: 'no-user', context: { cluster: 'prod', user: 'gone' } },
    { name: 'plain-no-user', context: { cluster: 'plain', user: 'gone' } },
  ],
  clusters: [
    { name: 'prod', cluster: { server: 'https://prod.example:6443', 'certificate-authority-data': ca, 'tls-server-name': 'kubernetes' } },
    { name: 'test', cluster: { server: 'https://test.example/k8s/c-1/?x=1', 'insecure-skip-tls-verify': true } },
    { name: 'plain', cluster: { server: 'localhost:8001' } },
  ],
  users: [
    { name: 'ada', user: { token: 'ada-token' } },
    { name: 'bob', user: { 'client-certificate-data': base64('CERT'), 'client-key-data': base64('KEY') } },
    { name: 'both', user: { token: 't', username: 'u', password: 'p' } },
    { name: 'half', user: { 'client-certificate-data': base64('CERT') } },
    { name: 'plugin', user: { exec: { command: 'login', apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never' } } },
    { name: 'mute', user: { exec: { command: 'login', apiVersion: 'client.authentication.k8s.io/v1' } } },
    { name: 'alpha', user: { exec: { command: 'login', apiVersion: 'client.authentication.k8s.io/v1alpha1' } } },
    { name: 'groups', user: { 'as-groups': ['g'] } },
  ],
};

function chosen(flags: ConnectionFlags = {}, env: Record<string, string> = {}, config: unknown = file, pod = '/nowhere'): Chosen {
  const places = { env, homeDirectory: '/home/ada', platform: 'linux' } as const;
  return choose({ config: parseKubeconfig(stringify(config), '/k/config', 'linux'), flags, places, serviceAccountDirectory: pod });
}

function refusal(flags: ConnectionFlags, config: unknown = file): KubeConfigError {
  try {
    chosen(flags, {}, config);
  } catch (error) {
    assert.ok(error instanceof KubeConfigError, String(error));
    assert.equal(error.exitCode, 2);
    return error;
  }
  return assert.fail('it did not throw');
}

test('the current context is used unless --context names another', () => {
  const current = chosen();
  assert.deepEqual([current.context, current.namespace, current.cluster.server.host], ['prod', 'shop', 'prod.example:6443']);
  const other = chosen({ context: 'test' });
  assert.deepEqual([other.context, other.namespace, other.cluster.server.href], ['test', 'default', 'https://test.example/k8s/c-1/']);
});

test('--namespace, --cluster, --user and --server stand above the context', () => {
  const made = chosen({ namespace: 'other', cluster: 'test', user: 'bob', server: 'https://elsewhere.example' });
  assert.equal(made.namespace, 'other');
  assert.equal(made.cluster.server.host, 'elsewhere.example');
  assert.equal(made.cluster.insecure, true);
  assert.equal(made.user.certificate?.pem, 'CERT');
});

test('--server drops the server name of the file unless --tls-server-name gives one', () => {
  assert.equal(chosen().cluster.serverName, 'kubernetes');
  assert.equal(chosen({ server: 'https://x' }).cluster.serverName, undefined);
  assert.equal(chosen({ server: 'https://x', tlsServerName: 'y' }).cluster.serverName, 'y');
  assert.equal(chosen({ tlsServerName: 'y' }).cluster.serverName, 'y');
});

test('--insecure-skip-tls-verify and --certificate-authority each replace what the file says about trust', (t) => {
  const pem = path.join(temporaryFolder(t), 'ca.pem');
  writeFileSync(pem, authority.certificatePem);
  const insecure = chosen({ insecureSkipTlsVerify: true }).cluster;
  assert.deepEqual([insecure.insecure, insecure.certificateAuthority], [true, undefined]);
  const trusting = chosen({ context: 'test', certificateAuthority: pem }).cluster;
  assert.deepEqual([trusting.insecure, trusting.certificateAuthority], [false, authority.certificatePem]);
  assert.match(refusal({ certificateAuthority: '/gone.pem' }).message, /unable to read certificate-authority \/gone\.pem for prod due to open \/gone\.pem: no such file/);
  assert.match(refusal({ certificateAuthority: pem, insecureSkipTlsVerify: true }).message, /root certificates file with the insecure flag is not allowed/);
});

test('a server without a scheme is plain http, and a scheme that is not HTTP is refused', () => {
  assert.equal(chosen({ server: 'localhost:8001' }).cluster.server.href, 'http://localhost:8001/');
  assert.equal(chosen({ server: '10.0.0.1:6443' }).cluster.server.href, 'http://10.0.0.1:6443/');
  assert.match(refusal({ server: 'ftp://x' }).message, /unsupported protocol scheme "ftp"/);
  assert.match(refusal({ server: 'host/path' }).message, /must be a URL or a host:port pair/);
});

test('--token is sent instead of a token, a plugin or nothing, and beside a client certificate', () => {
  const token = new Secret('flag-token');
  assert.equal(chosen({ token }).user.token?.reveal(), 'flag-token');
  assert.equal(chosen({ token, user: 'plugin' }).user.exec, undefined);
  assert.equal(chosen({ user: 'plugin' }).user.exec?.command, 'login');
  const both = chosen({ token, user: 'bob' }).user;
  assert.deepEqual([both.token?.reveal(), both.certificate?.pem], ['flag-token', 'CERT']);
});

test('a context that does not exist is named, with the one that was meant', () => {
  const mistyped = refusal({ context: 'prdo' });
  assert.equal(mistyped.message, 'context "prdo" does not exist');
  assert.equal(mistyped.hint, 'did you mean "prod"?');
  assert.equal(refusal({ context: 'zzz' }).hint, 'contexts there are: no-cluster, no-user, plain-no-user, prod, test');
  assert.match(refusal({}, { ...file, 'current-context': 'gone' }).message, /context was not found for specified context: gone/);
});

test('other unknown names are refused in the words of kubectl', () => {
  assert.equal(refusal({ cluster: 'tset' }).message, 'cluster "tset" does not exist');
  assert.equal(refusal({ cluster: 'tset' }).hint, 'did you mean "test"?');
  assert.equal(refusal({ user: 'eve' }).message, 'auth info "eve" does not exist');
  assert.match(refusal({ context: 'no-cluster' }).message, /cluster "gone" was not found for context "no-cluster"/);
  assert.match(refusal({ context: 'no-user' }).message, /user "gone" was not found for context "no-user"/);
});

test('over plain http the user does not matter, as with kubectl proxy', () => {
  assert.equal(chosen({ context: 'plain-no-user' }).cluster.server.href, 'http://localhost:8001/');
});

test('a user that contradicts itself is refused in the words of kubectl', () => {
  assert.match(refusal({ user: 'both' }).message, /more than one authentication method found for both; found \[token basicAuth\], only one is allowed/);
  assert.match(refusal({ user: 'half' }).message, /client-key-data or client-key must be specified for half/);
  assert.match(refusal({ user: 'mute' }).message, /interactiveMode must be specified for mute/);
  assert.match(refusal({ user: 'alpha' }).message, /exec plugin: invalid apiVersion "client\.authentication\.k8s\.io\/v1alpha1"/);
  assert.match(refusal({ user: 'groups' }).message, /requesting uid, groups or user-extra for groups without impersonating a user/);
  assert.match(refusal({ asGroups: ['g'] }).message, /without impersonating a user/);
  assert.equal(refusal({ asUid: '1' }).hint, 'add --as=USER');
});

test('impersonation flags stand above those of the user and work with a user of the file', () => {
  const made = chosen({ as: 'eve', asUid: '7', asGroups: ['a', 'b'], asUserExtra: ['scope=x', 'scope=y'] }).user;
  assert.deepEqual(made.impersonation, { user: 'eve', uid: '7', groups: ['a', 'b'], extra: new Map([['scope', ['x', 'y']]]) });
});

test('with nothing configured it says so instead of trying localhost', () => {
  assert.match(refusal({}, {}).message, /no configuration has been provided: no context in \/home\/ada\/\.kube\/config/);
  assert.match(refusal({}, { contexts: file.contexts, clusters: file.clusters }).message, /no context chosen/);
  assert.equal(chosen({}, { KUBERNETES_MASTER: 'http://master:8080' }, {}).cluster.server.host, 'master:8080');
  assert.equal(chosen({ server: 'https://only' }, {}, {}).cluster.server.host, 'only');
});

test('in a pod without a kubeconfig the API server, token, authority and namespace are the pod’s own', (t) => {
  const pod = temporaryFolder(t);
  writeFileSync(path.join(pod, 'token'), 'pod-token');
  writeFileSync(path.join(pod, 'namespace'), 'payments\n');
  writeFileSync(path.join(pod, 'ca.crt'), authority.certificatePem);
  const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
  const inside = chosen({}, env, {}, pod);
  assert.equal(inside.context, undefined);
  assert.equal(inside.cluster.server.href, 'https://[fd00::1]/');
  assert.equal(inside.cluster.certificateAuthority, authority.certificatePem);
  assert.equal(inside.namespace, 'payments');
  assert.equal(inside.user.tokenFile, path.join(pod, 'token'));
  assert.equal(chosen({}, { ...env, POD_NAMESPACE: 'told' }, {}, pod).namespace, 'told');
  assert.equal(chosen({ namespace: 'flag' }, env, {}, pod).namespace, 'flag');
  assert.equal(chosen({ token: new Secret('t') }, env, {}, pod).user.tokenFile, undefined);
  // A kubeconfig stands above the pod, but a context without a namespace takes the pod's.
  assert.deepEqual([chosen({}, env, file, pod).cluster.server.host, chosen({ context: 'test' }, env, file, pod).namespace], ['prod.example:6443', 'payments']);
});

test('a proxy-url with a password is never quoted', () => {
  const config = (proxy: string): unknown => ({
    'current-context': 'x',
    contexts: [{ name: 'x', context: { cluster: 'c' } }],
    clusters: [{ name: 'c', cluster: { server: 'https://s', 'proxy-url': proxy } }],
  });
  assert.match(refusal({}, config('ftp://ada:pw-canary@p')).message, /unsupported scheme "ftp", must be http, https, or socks5/);
  for (const proxy of ['ftp://ada:pw-canary@p', 'http://ada:pw-canary@p:x', 'pw-canary']) assert.ok(!refusal({}, config(proxy)).message.includes('pw-canary'));
  assert.equal(chosen({}, {}, config('socks5://p:1080')).cluster.proxy?.host, 'p:1080');
});
