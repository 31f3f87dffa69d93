import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readOutput, type Asked } from './output.ts';

const asked: Asked = { pod: 'orders-1', tenantId: 'tenant', hosts: ['login.microsoftonline.com', 'kv.vault.azure.net'], objects: [{ vaultHost: 'kv.vault.azure.net', path: '/secrets/a' }] };
const claims = { iss: 'https://issuer/', sub: 'system:serviceaccount:shop:orders', aud: ['api://AzureADTokenExchange'], iat: 1, exp: 2 };

function read(...lines: readonly string[]): NonNullable<ReturnType<typeof readOutput>> {
  const view = readOutput([...lines, 'wi end', ''].join('\n'), asked);
  assert.ok(view !== undefined);
  return view;
}

function reachOf(...facts: readonly string[]): string | undefined {
  return read('wi host login.microsoftonline.com', ...facts).hosts[0]?.reach;
}

describe('the output of the probe', () => {
  test('that did not come to its end is none', () => {
    assert.equal(readOutput('', asked), undefined);
    assert.equal(readOutput('sh: not found\n', asked), undefined);
    assert.equal(readOutput('wi time 1\nwi file read\n', asked), undefined);
  });

  test('never throws, whatever was written', () => {
    const word = fc.constantFrom('wi ', 'time ', 'file ', 'read', 'claims ', '{', 'host ', 'curl ', 'exchange ', 'token ', 'refused ', 'vault ', 'kv.vault.azure.net/secrets/a ', '6', '\n', ' ');
    fc.assert(fc.property(fc.array(fc.oneof(word, fc.string())), (parts) => void readOutput(`${parts.join('')}\nwi end\n`, asked)));
  });

  test('says of the token file what its claims are, and when it was read', () => {
    const { file, at } = read('wi time 5', 'wi file read', 'wi header {"alg":"RS256","kid":"k"}', `wi claims ${JSON.stringify(claims)}`);
    assert.equal(at, 5000);
    assert.ok(file.state === 'read');
    assert.deepEqual([file.token?.issuer, file.token?.subject, file.token?.audiences, file.token?.kid], [claims.iss, claims.sub, claims.aud, 'k']);
    assert.deepEqual(read('wi file missing').file, { state: 'missing' });
    assert.deepEqual(read('wi file read', 'wi claims none').file, { state: 'read' });
  });

  test('tells apart by the end of curl how far it came', () => {
    assert.equal(reachOf('wi http 302 000', 'wi curl 0'), 'answers');
    assert.equal(reachOf('wi error Could not resolve host: x', 'wi curl 6'), 'no-name');
    assert.equal(reachOf('wi error Resolving timed out after 8000 milliseconds', 'wi curl 28'), 'no-name');
    assert.equal(reachOf('wi error Connection timed out after 8001 milliseconds', 'wi curl 28'), 'no-connection');
    assert.equal(reachOf('wi error Failed to connect', 'wi curl 7'), 'no-connection');
    assert.equal(reachOf('wi error Recv failure: Connection reset by peer', 'wi curl 35'), 'no-tls');
    assert.equal(reachOf('wi error SSL certificate problem', 'wi curl 60'), 'untrusted');
    assert.equal(reachOf('wi proxy HTTPS_PROXY', 'wi error CONNECT tunnel failed, response 403', 'wi curl 56'), 'proxy-refuses');
    assert.equal(reachOf('wi error Recv failure', 'wi curl 56'), 'no-tls');
  });

  test('keeps addresses, issuer and proxy of each host, and no host that was not asked for', () => {
    const { hosts } = read('wi host elsewhere.example', 'wi curl 0', 'wi host kv.vault.azure.net', 'wi proxy https_proxy', 'wi address 10.0.0.8', 'wi address 10.0.0.8', 'wi error no', 'wi issuer CN=Corp', 'wi curl 60');
    assert.deepEqual(hosts, [{ host: 'kv.vault.azure.net', reach: 'untrusted', addresses: ['10.0.0.8'], proxy: 'https_proxy', issuer: 'CN=Corp', detail: 'no' }]);
  });

  test('reads what Entra and the vault answered with the readers that this machine has for them', () => {
    const refusal = { error: 'invalid_client', error_description: 'AADSTS700213: No matching federated identity record. Trace ID: 0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b', error_codes: [700213] };
    const { exchange } = read(`wi exchange refused 401 ${JSON.stringify(refusal)}`);
    assert.ok(exchange?.result === 'refused');
    assert.deepEqual([exchange.aadsts, exchange.status, exchange.description], [700213, 401, 'AADSTS700213: No matching federated identity record.']);
    assert.deepEqual(read('wi exchange token 3599 oid').exchange, { result: 'token', tenantId: 'tenant', tries: 1, expiresInSeconds: 3599, objectId: 'oid' });
    assert.deepEqual(read('wi exchange refused 403 <html>blocked</html>').exchange, { result: 'failed', detail: "HTTP 403 that is not Entra's" });

    const [first] = read('wi vault kv.vault.azure.net/secrets/a refused 403 {"error":{"code":"Forbidden","message":"no","innererror":{"code":"ForbiddenByFirewall"}}}').reads;
    assert.ok(first?.read.result === 'refused');
    assert.equal(first.read.innerCode, 'ForbiddenByFirewall');
    assert.deepEqual(read('wi vault kv.vault.azure.net/secrets/ab read').reads, []);
  });

  test('without a tool, or without an authority to trust, says that nothing could be asked', () => {
    assert.equal(read('wi tool none').couldAsk, false);
    assert.equal(read('wi tool curl', 'wi host kv.vault.azure.net', 'wi curl 77').couldAsk, false);
    assert.equal(read('wi tool curl', 'wi host kv.vault.azure.net', 'wi curl 0').couldAsk, true);
  });
});
