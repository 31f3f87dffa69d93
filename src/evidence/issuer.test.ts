import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readDiscovery, readKeySet } from './issuer.ts';

const url = 'https://issuer.example/.well-known/openid-configuration';

test('a discovery document gives issuer and jwks_uri as they stand', () => {
  const json = { issuer: 'https://issuer.example/', jwks_uri: 'https://issuer.example/openid/v1/jwks', other: 1 };
  assert.deepEqual(readDiscovery({ url, status: 200, json }), { url, status: 200, issuer: json.issuer, jwksUri: json.jwks_uri, malformed: false });
});

test('a key set gives kid, type and the public fields of each key', () => {
  const json = { keys: [{ kty: 'RSA', kid: 'a', n: 'x', e: 'AQAB', use: 'sig', x5c: ['no string'] }, { kty: 'EC' }, {}] };
  assert.deepEqual(readKeySet({ url, status: 200, json }).keys, [
    { kid: 'a', type: 'RSA', jwk: { kty: 'RSA', kid: 'a', n: 'x', e: 'AQAB', use: 'sig' } },
    { type: 'EC', jwk: { kty: 'EC' } },
    { type: '', jwk: {} },
  ]);
});

test('a 200 that is no such document is malformed; another status is what it is', () => {
  for (const json of [undefined, null, 'text', [], {}, { issuer: 'x' }, { issuer: 1, jwks_uri: 2 }, { keys: 'x' }, { keys: [1] }]) {
    assert.deepEqual(readDiscovery({ url, status: 200, json }), { url, status: 200, malformed: true });
    assert.deepEqual(readKeySet({ url, status: 200, json }), { url, status: 200, keys: [], malformed: true });
    assert.equal(readDiscovery({ url, status: 404, json }).malformed, false);
    assert.equal(readKeySet({ url, status: 404, json }).malformed, false);
  }
});

test('whatever JSON stands there, it is read, and nothing that is no text is taken for one', () => {
  const near = fc.record({ issuer: fc.jsonValue(), jwks_uri: fc.jsonValue(), keys: fc.oneof(fc.jsonValue(), fc.array(fc.dictionary(fc.constantFrom('kid', 'kty', 'n', 'e', '__proto__'), fc.jsonValue()))) }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), near), fc.constantFrom(200, 301, 403, 404, 500), (json, status) => {
      const { issuer, jwksUri, malformed } = readDiscovery({ url, status, json });
      assert.equal(typeof issuer, typeof jwksUri);
      assert.equal(malformed, issuer === undefined && status === 200);
      for (const { kid, type, jwk } of readKeySet({ url, status, json }).keys) {
        assert.ok(kid === undefined || typeof kid === 'string');
        assert.ok(typeof type === 'string' && Object.values(jwk).every((value) => typeof value === 'string'));
      }
    }),
    { numRuns: 500 },
  );
});
