import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { WireFailure } from '../wire/failure.ts';
import { retryAfterSeconds } from './answer.ts';
import { chooseCluster } from './chosen-cluster.ts';
import { readCredential } from './exec-credential.ts';
import { KubeConfigError } from './kube-config-error.ts';
import { readPluginPolicy } from './plugin-policy.ts';
import { anything, connect, listen, startApiServer, startProxy, temporaryFolder } from './testing/api-server.ts';

const canary = 'canary-5b1c9d';

/** Asks for something; what comes must be an answer or a WireFailure, and never what was sent. */
async function ask(get: () => Promise<unknown>): Promise<void> {
  try {
    await get();
  } catch (error) {
    assert.ok(error instanceof WireFailure, String(error));
    assert.ok(!`${error.stack}${JSON.stringify(error.fault)}`.includes(canary), error.message);
  }
}

const noise = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
const line = fc.constantFrom('HTTP/1.1 200 OK\r\n', 'HTTP/1.1 200\r\n', 'HTTP/1.0 407 No\r\n', 'HTTP/1.1 999 x\r\n', 'HTTP/9.9 200 OK\r\n', 'Content-Length: 5\r\n', 'Content-Length: -1\r\n', 'Transfer-Encoding: chunked\r\n', 'Content-Encoding: gzip\r\n', 'Retry-After: 0\r\n', '\r\n', '5\r\nhello\r\n', '{"kind":"Status"}', '\u0005\u0000', '\u0005\u0000\u0000\u0001', '\u0005\u0002\u0001\u0000');

test('whatever bytes a server or a proxy sends, it is an answer or a failure of the wire', async (t) => {
  let bytes = '';
  const port = await listen(t, net.createServer((socket) => socket.once('data', () => socket.end(bytes, 'latin1'))));
  const peer = `127.0.0.1:${port}`;
  const user = { token: canary };
  const flags = { requestTimeout: '2' };
  const worlds = [
    { server: `http://${peer}` },
    { server: `https://${peer}` },
    { server: 'https://10.0.0.1', 'proxy-url': `http://ada:${canary}@${peer}` },
    { server: 'http://10.0.0.1', 'proxy-url': `http://ada:${canary}@${peer}` },
    { server: 'https://10.0.0.1', 'proxy-url': `socks5://ada:${canary}@${peer}` },
  ].map((cluster) => connect(t, { cluster, user, flags }));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(line, noise), { maxLength: 6 }), async (parts) => {
      bytes = parts.join('');
      await Promise.all(worlds.map((kube) => ask(() => kube.get('/x', anything))));
    }),
    { numRuns: 60 },
  );
});

test('a login of a proxy that is not well encoded is sent as it stands, and one that is too long for SOCKS is not cut', async (t) => {
  const server = await startApiServer(t, (_, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'), { plain: true });
  const proxy = await startProxy(t);
  await connect(t, { cluster: { server: server.url, 'proxy-url': `http://a%zz:100%@127.0.0.1:${proxy.port}` } }).get('/x', anything);
  assert.equal(proxy.headers[0]?.['proxy-authorization'], `Basic ${Buffer.from('a%zz:100%').toString('base64')}`);
  for (const [scheme, login, code] of [['http', 'a%zz:100%', 'ECONNREFUSED'], ['socks5', 'a%zz:100%', 'ECONNREFUSED'], ['socks5', `${'u'.repeat(300)}:p`, 'EINVAL']] as const) {
    const kube = connect(t, { cluster: { server: 'https://10.0.0.1', 'proxy-url': `${scheme}://${login}@127.0.0.1:1` } });
    await assert.rejects(kube.get('/x', anything), (error) => error instanceof WireFailure && error.fault.kind === 'unreachable' && error.fault.code === code);
  }
});

test('a Retry-After is a number of seconds, or nothing', () => {
  const read = (header: string): number | undefined => retryAfterSeconds({ status: 429, headers: { 'retry-after': header }, body: Buffer.from('') });
  assert.deepEqual(['0', '17', 'Thu, 01 Jan 1970 00:00:00 GMT'].map(read), [0, 17, 0]);
  for (const header of ['', '-1', '1.5', '1e3', 'soon', '5 apples', '2001-02-03', '0x10', '9'.repeat(400)]) assert.equal(read(header), undefined, header);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{0,30}$/), fc.date({ noInvalidDate: true }).map((date) => date.toUTCString())), (header) => {
      const seconds = read(header);
      assert.ok(seconds === undefined || (Number.isSafeInteger(seconds) && seconds >= 0), String(seconds));
    }),
  );
});

test('whatever a plugin prints, it is a credential or refused with exit code 4, and never quoted', () => {
  const apiVersion = 'client.authentication.k8s.io/v1';
  const text = fc.oneof(fc.constantFrom(canary, '', '2030-01-01T00:00:00Z'), fc.string());
  const field = fc.oneof(text, fc.jsonValue());
  const status = fc.record({ token: field, clientCertificateData: field, clientKeyData: field, expirationTimestamp: field }, { requiredKeys: [] });
  const document = fc.record({ kind: fc.constantFrom('ExecCredential', canary), apiVersion: fc.constantFrom(apiVersion, apiVersion, canary), status: fc.oneof(status, fc.jsonValue()) }, { requiredKeys: ['kind', 'apiVersion'] });
  const output = fc.oneof(fc.string(), document.map((value) => JSON.stringify(value)), fc.tuple(fc.constantFrom(canary, '- ', '{', '&a [*a]', '%TAG', '---\n', '\u0000', '!!js/function '), fc.string()).map((parts) => parts.join('')));
  fc.assert(
    fc.property(output, (printed) => {
      try {
        const { token, certificate, expiresAt } = readCredential({ command: 'kubelogin', apiVersion }, printed);
        assert.ok(token !== undefined || certificate !== undefined);
        assert.ok(expiresAt === undefined || Number.isFinite(expiresAt));
        assert.ok(!JSON.stringify({ token, key: certificate?.key }).includes(canary));
      } catch (error) {
        assert.ok(error instanceof KubeConfigError && error.exitCode === 4, String(error));
        assert.ok(!`${error.stack}${error.hint}`.includes(canary), error.message);
      }
    }),
    { numRuns: 1000 },
  );
});

test('whatever a server is called, it is an address without a login, or a configuration error that does not quote one', () => {
  const part = fc.oneof(fc.constantFrom('https://', 'http://', `ada:${canary}@`, '127.0.0.1', ':6443', '[::1]', '/prefix', `?token=${canary}`, '#', ' ', '%', '\\'), fc.string({ maxLength: 5 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }).map((parts) => parts.join('')), (server) => {
      try {
        const { server: url } = chooseCluster('c', { server }, {});
        assert.ok(/^https?:$/.test(url.protocol) && url.host !== '');
        assert.equal(`${url.username}${url.password}${url.search}${url.hash}`, '');
      } catch (error) {
        assert.ok(error instanceof KubeConfigError && error.exitCode === 2, String(error));
        assert.ok(!`${error.stack}${error.hint}`.includes(canary), error.message);
      }
    }),
    { numRuns: 1000 },
  );
});

test('whatever a kuberc says, it is a policy or a configuration error', (t) => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'kuberc');
  const item = fc.oneof(fc.record({ name: fc.oneof(fc.string(), fc.jsonValue()) }, { requiredKeys: [] }), fc.jsonValue());
  const preference = fc.record(
    {
      kind: fc.constantFrom('Preference', 'Config'),
      credentialPluginPolicy: fc.oneof(fc.constantFrom('AllowAll', 'DenyAll', 'Allowlist', 'allowall'), fc.jsonValue()),
      credentialPluginAllowlist: fc.oneof(fc.array(item, { maxLength: 3 }), fc.jsonValue()),
    },
    { requiredKeys: ['kind'] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.string(), preference.map((value) => JSON.stringify(value))), (text) => {
      writeFileSync(file, text);
      try {
        const policy = readPluginPolicy({ env: { KUBERC: file }, homeDirectory: folder, platform: 'linux' });
        assert.ok(policy.type !== 'Allowlist' || policy.commands.every((command) => typeof command === 'string' && command !== ''));
      } catch (error) {
        assert.ok(error instanceof KubeConfigError && error.exitCode === 2, String(error));
      }
    }),
    { numRuns: 300 },
  );
});
