import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { WireFailure } from '../wire/failure.ts';
import { Secret } from '../wire/secret.ts';
import { KubeConfigError } from './kube-config-error.ts';
import { anything, authority, base64, connect, json, listen, startApiServer, startProxy, statusBody, temporaryFolder, trusted } from './testing/api-server.ts';
import type { Answer } from './testing/api-server.ts';

const ok: Answer = (_, response) => json(response, {});
const ada = authority.issueClient('ada', ['devs']);
const certificateOf = (client: typeof ada): Record<string, string> => ({
  'client-certificate-data': base64(client.certificatePem),
  'client-key-data': base64(client.keyPem),
});

test('a bearer token, a basic pair or nothing is sent as the user says', async (t) => {
  const server = await startApiServer(t, ok);
  for (const user of [{ token: 'abc' }, { username: 'ada', password: 'p:w' }, {}]) await connect(t, { cluster: trusted(server), user }).get('/', anything);
  assert.deepEqual(server.seen.map((seen) => seen.headers.authorization), ['Bearer abc', `Basic ${base64('ada:p:w')}`, undefined]);
});

test('a client certificate is shown, from data or from files, and a token beside it', async (t) => {
  const server = await startApiServer(t, ok, { clientCertificates: true });
  const folder = temporaryFolder(t);
  writeFileSync(path.join(folder, 'c.pem'), ada.certificatePem);
  writeFileSync(path.join(folder, 'k.pem'), ada.keyPem);
  const files = { 'client-certificate': path.join(folder, 'c.pem'), 'client-key': path.join(folder, 'k.pem') };
  for (const user of [certificateOf(ada), files, { ...files, token: 'abc' }]) await connect(t, { cluster: trusted(server), user }).get('/', anything);
  assert.deepEqual(server.seen.map((seen) => [seen.client, seen.headers.authorization]), [['ada', undefined], ['ada', undefined], ['ada', 'Bearer abc']]);
  const bare = await connect(t, { cluster: trusted(server) }).get('/', anything).catch((error: unknown) => error);
  assert.ok(bare instanceof WireFailure && bare.fault.kind === 'unreachable', String(bare));
});

test('a client key of another certificate is a configuration error at once, without the key', (t) => {
  const eve = authority.issueClient('eve', []);
  const user = { ...certificateOf(ada), 'client-key-data': base64(eve.keyPem) };
  assert.throws(
    () => connect(t, { cluster: { server: 'https://127.0.0.1:1' }, user }),
    (error) => error instanceof KubeConfigError && error.exitCode === 2 && !error.stack?.includes('PRIVATE'),
  );
});

test('a token file is read again for each request and beats the token beside it', async (t) => {
  const server = await startApiServer(t, ok);
  const file = path.join(temporaryFolder(t), 'token');
  writeFileSync(file, 'first\n');
  const kube = connect(t, { cluster: trusted(server), user: { tokenFile: file }, flags: { token: new Secret('flag') } });
  await kube.get('/', anything);
  writeFileSync(file, 'second');
  await kube.get('/', anything);
  assert.deepEqual(server.seen.map((seen) => seen.headers.authorization), ['Bearer first', 'Bearer second']);
  assert.throws(() => connect(t, { cluster: trusted(server), user: { tokenFile: '/gone' } }), /open \/gone: no such file or directory/);
});

test('over plain http no credential is sent, but an impersonation is', async (t) => {
  const server = await startApiServer(t, ok, { plain: true });
  const user = { token: 'abc', ...certificateOf(ada) };
  await connect(t, { cluster: { server: server.url }, user, flags: { as: 'eve' } }).get('/', anything);
  assert.equal(server.seen[0]?.headers.authorization, undefined);
  assert.equal(server.seen[0]?.headers['impersonate-user'], 'eve');
});

test('impersonation is sent as client-go sends it: groups repeated, extra keys escaped, names in UTF-8', async (t) => {
  const server = await startApiServer(t, ok);
  const flags = { as: 'jürgen', asUid: '7', asGroups: ['a', 'b'], asUserExtra: ['example.com/Scope%=x', 'example.com/Scope%=y'] };
  const kube = connect(t, { cluster: trusted(server), flags });
  await kube.get('/', anything);
  // Node sends the headers of a request with a text as body in the encoding of that text.
  await kube.dryRunCreate('/', { name: 'jürgen' }, anything);
  const [read, created] = server.seen.map(({ rawHeaders: raw }) =>
    raw.flatMap((name, index) => (index % 2 === 0 && name.startsWith('Impersonate') ? [`${name}: ${raw[index + 1]}`] : [])),
  );
  assert.deepEqual(created, read);
  assert.deepEqual(read, [
    `Impersonate-User: ${Buffer.from('jürgen').toString('latin1')}`,
    'Impersonate-Uid: 7',
    'Impersonate-Group: a',
    'Impersonate-Group: b',
    'Impersonate-Extra-example.com%2FScope%25: x',
    'Impersonate-Extra-example.com%2FScope%25: y',
  ]);
});

test('tls-server-name is asked for and compared instead of the address', async (t) => {
  const server = await startApiServer(t, ok, { names: ['kubernetes.default', '10.9.8.7'] });
  await connect(t, { cluster: trusted(server, { 'tls-server-name': 'kubernetes.default' }) }).get('/', anything);
  assert.equal(server.seen[0]?.serverName, 'kubernetes.default');
  await connect(t, { cluster: trusted(server, { 'tls-server-name': '10.9.8.7' }) }).get('/', anything);
  await connect(t, { cluster: { server: server.url, 'insecure-skip-tls-verify': true } }).get('/', anything);
  assert.equal(server.seen.length, 3);
});

test('a proxy of the cluster carries even loopback, with its own login, through CONNECT', async (t) => {
  const server = await startApiServer(t, ok);
  const proxy = await startProxy(t);
  const kube = connect(t, { cluster: trusted(server, { 'proxy-url': `http://ada:p%40w@127.0.0.1:${proxy.port}` }), user: { token: 'abc' } });
  await Promise.all([kube.get('/a', anything), kube.get('/b', anything)]);
  await kube.get('/c', anything);
  assert.ok(proxy.lines.length <= 2 && proxy.lines.every((line) => line === `CONNECT 127.0.0.1:${server.port}`), proxy.lines.join());
  assert.equal(proxy.headers[0]?.['proxy-authorization'], `Basic ${base64('ada:p@w')}`);
  assert.equal(proxy.headers[0]?.authorization, undefined);
  assert.equal(server.seen[0]?.headers['proxy-authorization'], undefined);
});

test('HTTPS_PROXY is used for a host, not for loopback and not for what NO_PROXY names', async (t) => {
  const server = await startApiServer(t, ok, { names: ['cluster.test', '127.0.0.1'] });
  const proxy = await startProxy(t);
  const folder = temporaryFolder(t);
  const cluster = trusted(server, { server: `https://cluster.test:${server.port}` });
  const ask = async (target: Record<string, unknown>, env: Record<string, string>): Promise<unknown> => {
    const file = path.join(folder, 'config');
    writeFileSync(file, JSON.stringify({ 'current-context': 'x', contexts: [{ name: 'x', context: { cluster: 'c' } }], clusters: [{ name: 'c', cluster: target }] }));
    const kube = connect(t, { cluster: target, options: { env: { KUBECONFIG: file, ...env } } });
    return kube.get('/', anything).catch((error: unknown) => (error instanceof WireFailure && error.fault.kind === 'unreachable' ? error.fault.code : error));
  };
  const through = { HTTPS_PROXY: `127.0.0.1:${proxy.port}` };
  assert.deepEqual(await ask(cluster, through), {});
  assert.deepEqual(proxy.lines, [`CONNECT cluster.test:${server.port}`]);
  assert.match(String(await ask(cluster, { ...through, NO_PROXY: '.test' })), /^(ENOTFOUND|EAI_AGAIN)$/);
  assert.deepEqual(await ask(trusted(server), through), {});
  assert.equal(proxy.lines.length, 1);
});

test('a proxy that refuses, or is not there, is unreachable, and its password is not shown', async (t) => {
  const proxy = await startProxy(t, 407);
  for (const port of [proxy.port, 1]) {
    const kube = connect(t, { cluster: { server: 'https://10.0.0.1', 'proxy-url': `http://ada:pw-canary@127.0.0.1:${port}` } });
    const failure = await kube.get('/', anything).catch((error: unknown) => error);
    assert.ok(failure instanceof WireFailure && failure.fault.kind === 'unreachable', String(failure));
    assert.match(failure.message, port === 1 ? /ECONNREFUSED/ : /ERR_PROXY_TUNNEL: the proxy http:\/\/127\.0\.0\.1:\d+ answered CONNECT with 407/);
    assert.ok(!failure.stack?.includes('pw-canary'));
  }
});

test('a plain http server is asked through an HTTP proxy with its whole URL', async (t) => {
  const server = await startApiServer(t, ok, { plain: true });
  const proxy = await startProxy(t);
  await connect(t, { cluster: { server: server.url, 'proxy-url': `http://127.0.0.1:${proxy.port}` } }).get('/version', anything);
  assert.deepEqual(proxy.lines, [`GET ${server.url}/version`]);
  assert.equal(server.seen[0]?.headers.host, `127.0.0.1:${server.port}`);
});

test('a SOCKS 5 proxy gets the host name and its login, and carries TLS', async (t) => {
  const server = await startApiServer(t, ok, { names: ['cluster.test'] });
  const asked: string[] = [];
  const socks = net.createServer((socket) => {
    let step = 0;
    socket.on('data', function handle(chunk: Buffer) {
      step += 1;
      if (step === 1) socket.write(Buffer.from([5, 2]));
      else if (step === 2) {
        asked.push(chunk.subarray(2).toString('latin1'));
        socket.write(Buffer.from([1, 0]));
      } else {
        const length = chunk[4] ?? 0;
        asked.push(`${chunk.subarray(5, 5 + length).toString('latin1')}:${chunk.readUInt16BE(5 + length)}`);
        socket.off('data', handle);
        const upstream = net.connect(server.port, '127.0.0.1', () => {
          socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
          socket.pipe(upstream).pipe(socket);
        });
      }
    });
  });
  const port = await listen(t, socks);
  const kube = connect(t, { cluster: trusted(server, { server: 'https://cluster.test', 'proxy-url': `socks5://ada:pw@127.0.0.1:${port}` }) });
  await kube.get('/', anything);
  assert.deepEqual(asked, ['ada\u0002pw', 'cluster.test:443']);
  const silent = net.createServer(() => undefined);
  const other = connect(t, { cluster: trusted(server, { 'proxy-url': `socks5://127.0.0.1:${await listen(t, silent)}` }), flags: { requestTimeout: '200ms' } });
  const failure = await other.get('/', anything).catch((error: unknown) => error);
  assert.ok(failure instanceof WireFailure && ['timeout', 'unreachable'].includes(failure.fault.kind), String(failure));
});

/** A plugin that counts its runs and answers with the token `run-N`. */
function countingPlugin(folder: string, more = ''): Record<string, unknown> {
  const file = path.join(folder, 'login');
  const answer = `{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"run-%s"${more}}}`;
  writeFileSync(file, `#!/bin/sh\necho x >> ${folder}/runs\nprintf '${answer}' "$(wc -l < ${folder}/runs | tr -d ' ')"\n`);
  chmodSync(file, 0o755);
  return { exec: { command: file, apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never' } };
}

const runsOf = (folder: string): number => readFileSync(path.join(folder, 'runs'), 'utf8').length / 2;

test('a credential plugin runs once for requests at the same time', async (t) => {
  const server = await startApiServer(t, ok);
  const folder = temporaryFolder(t);
  const kube = connect(t, { cluster: trusted(server), user: countingPlugin(folder) });
  await kube.authenticate();
  await Promise.all(Array.from({ length: 5 }, (_, index) => kube.get(`/${index}`, anything)));
  assert.equal(runsOf(folder), 1);
  assert.ok(server.seen.every((seen) => seen.headers.authorization === 'Bearer run-1'));
});

test('after a 401 the plugin runs again once, however many were refused, and the requests are repeated', async (t) => {
  const server = await startApiServer(t, (seen, response) => {
    if (seen.headers.authorization === 'Bearer run-1') json(response, statusBody(401, 'Unauthorized', 'Unauthorized'), 401);
    else json(response, { status: { allowed: true } });
  });
  const folder = temporaryFolder(t);
  const kube = connect(t, { cluster: trusted(server), user: countingPlugin(folder) });
  await Promise.all([kube.get('/a', anything), kube.get('/b', anything), kube.mayI({ verb: 'get', group: '', resource: 'pods' })]);
  assert.equal(runsOf(folder), 2);
});

test('a credential that is refused after it was renewed is believed: the plugin does not run for every request', async (t) => {
  const server = await startApiServer(t, (_, response) => json(response, statusBody(401, 'Unauthorized', 'Unauthorized'), 401));
  const folder = temporaryFolder(t);
  const kube = connect(t, { cluster: trusted(server), user: countingPlugin(folder) });
  for (const name of ['a', 'b', 'c']) {
    const failure = await kube.get(`/${name}`, anything).catch((error: unknown) => error);
    assert.ok(failure instanceof WireFailure && failure.fault.kind === 'status' && failure.fault.status === 401);
  }
  assert.equal(runsOf(folder), 2);
});

test('a credential that has expired is renewed before the next request', async (t) => {
  const server = await startApiServer(t, ok);
  const folder = temporaryFolder(t);
  let now = Date.UTC(2031, 0, 1);
  const user = countingPlugin(folder, ',"expirationTimestamp":"2031-01-01T01:00:00Z"');
  const kube = connect(t, { cluster: trusted(server), user, options: { now: () => now } });
  await kube.get('/a', anything);
  now += 2 * 3_600_000;
  await kube.get('/b', anything);
  assert.deepEqual(server.seen.map((seen) => seen.headers.authorization), ['Bearer run-1', 'Bearer run-2']);
});

test('a client certificate from a plugin is shown, and a renewed one on new connections', async (t) => {
  const eve = authority.issueClient('eve', []);
  const server = await startApiServer(t, (seen, response) => {
    if (seen.client === 'ada') json(response, statusBody(401, 'Unauthorized', 'expired'), 401);
    else json(response, {});
  }, { clientCertificates: true });
  const folder = temporaryFolder(t);
  for (const [name, client] of [['1', ada], ['2', eve]] as const) {
    const status = { clientCertificateData: client.certificatePem, clientKeyData: client.keyPem };
    writeFileSync(path.join(folder, name), JSON.stringify({ kind: 'ExecCredential', apiVersion: 'client.authentication.k8s.io/v1', status }));
  }
  const file = path.join(folder, 'login');
  writeFileSync(file, `#!/bin/sh\ncd ${folder}\nif [ -e ran ]; then cat 2; else cat 1; fi; touch ran\n`);
  chmodSync(file, 0o755);
  const exec = { command: file, apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never' };
  await connect(t, { cluster: trusted(server), user: { exec } }).get('/', anything);
  assert.deepEqual(server.seen.map((seen) => seen.client), ['ada', 'eve']);
});

test('a plugin that is missing fails the request as a configuration error, not as a silent server', async (t) => {
  const server = await startApiServer(t, ok);
  const exec = { command: 'no-such-login', apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never', installHint: 'get it here' };
  const kube = connect(t, { cluster: trusted(server), user: { exec } });
  for (const ask of [() => kube.authenticate(), () => kube.preconnect(), () => kube.get('/', anything)]) {
    await assert.rejects(ask, (error) => error instanceof KubeConfigError && error.exitCode === 4 && error.hint === 'get it here');
  }
  assert.equal(server.seen.length, 0);
});

test('a run that ends while a plugin waits for its user is a timeout', async (t) => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'login');
  writeFileSync(file, '#!/bin/sh\nexec sleep 30\n');
  chmodSync(file, 0o755);
  const run = new AbortController();
  const exec = { command: file, apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never' };
  const kube = connect(t, { cluster: { server: 'https://10.0.0.1' }, user: { exec }, options: { signal: run.signal } });
  setTimeout(() => run.abort(), 100);
  const failure = await kube.get('/', anything).catch((error: unknown) => error);
  assert.ok(failure instanceof WireFailure && failure.fault.kind === 'timeout', String(failure));
});

test('a user of the old auth-provider way gets its token from the library, refreshed by its command', async (t) => {
  const server = await startApiServer(t, ok);
  const gcp = (config: Record<string, string>): unknown => ({ 'auth-provider': { name: 'gcp', config } });
  const command = { 'cmd-path': '/bin/echo', 'cmd-args': `'{"credential":{"token":"fresh","expiry":"2031-01-01T00:00:00Z"}}'`, 'token-key': '{.credential.token}', 'expiry-key': '{.credential.expiry}' };
  await connect(t, { cluster: trusted(server), user: gcp({ 'access-token': 'held' }) }).get('/', anything);
  await connect(t, { cluster: trusted(server), user: gcp({ 'access-token': 'old', expiry: '2001-01-01T00:00:00Z', ...command }) }).get('/', anything);
  assert.deepEqual(server.seen.map((seen) => seen.headers.authorization), ['Bearer held', 'Bearer fresh']);
  const expired = connect(t, { cluster: trusted(server), user: gcp({ 'access-token': 'token-canary', expiry: '2001-01-01T00:00:00Z' }) });
  await assert.rejects(expired.get('/', anything), (error) => error instanceof KubeConfigError && error.exitCode === 4 && !error.stack?.includes('token-canary'));
  const unknown = { 'auth-provider': { name: 'openstack' } };
  assert.throws(() => connect(t, { cluster: trusted(server), user: unknown }), /no Auth Provider found for name "openstack"/);
});
