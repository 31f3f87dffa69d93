import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WireFailure } from '../wire/failure.ts';
import { connect, json, startApiServer, statusBody, trusted } from './testing/api-server.ts';

const notFound = 'container not found ("app")';

test('a program is asked for as an argv, with a WebSocket, and a refusal is told in the words of the server', async (t) => {
  const server = await startApiServer(t, (_seen, response) => json(response, statusBody(500, 'InternalError', notFound), 500));
  const { writer } = connect(t, { cluster: trusted(server) });
  await assert.rejects(writer.run('shop', 'orders-1', 'app', ['sh', '-c', 'echo "a b" & # ü'], 2000), (error) => error instanceof WireFailure && error.fault.kind === 'status' && error.fault.message === notFound);
  const [asked] = server.seen;
  const url = new URL(asked?.path ?? '', server.url);
  assert.equal(url.pathname, '/api/v1/namespaces/shop/pods/orders-1/exec');
  assert.deepEqual([...url.searchParams], [['container', 'app'], ['stdout', 'true'], ['command', 'sh'], ['command', '-c'], ['command', 'echo "a b" & # ü']]);
  assert.deepEqual(
    ['upgrade', 'connection', 'sec-websocket-version', 'sec-websocket-protocol'].map((name) => asked?.headers[name]),
    ['websocket', 'Upgrade', '13', 'v5.channel.k8s.io, v4.channel.k8s.io'],
  );
});

test('the connection on which a server refused to run a program is not used again: it hangs up there', async (t) => {
  const refused = new Set<unknown>();
  const server = await startApiServer(t, ({ method }, response) => {
    if (method === 'PATCH') return refused.has(response.socket) ? void response.socket?.destroy() : json(response, {});
    refused.add(response.socket);
    json(response, statusBody(500, 'InternalError', notFound), 500);
  });
  const { writer } = connect(t, { cluster: trusted(server) });
  await assert.rejects(writer.run('shop', 'orders-1', 'app', ['sh'], 2000));
  await writer.merge('/api/v1/namespaces/shop/pods/orders-1/ephemeralcontainers', {}, { manager: 'test' });
});

test('a program that does not end ends with its time', async (t) => {
  const server = await startApiServer(t, () => undefined);
  const { writer } = connect(t, { cluster: trusted(server) });
  await assert.rejects(writer.run('shop', 'orders-1', 'app', ['sh'], 200), (error) => error instanceof WireFailure && error.fault.kind === 'timeout');
});
