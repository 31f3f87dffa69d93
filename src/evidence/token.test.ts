import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { Secret } from '../wire/secret.ts';
import { decodeToken } from './token.ts';

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function jwt(header: unknown, claims: unknown): Secret {
  return new Secret(`${part(header)}.${part(claims)}.c2lnbmF0dXJl`);
}

const header = { alg: 'RS256', kid: 'key-1' };
const claims = { iss: 'https://issuer.example/', sub: 'system:serviceaccount:shop:orders', aud: ['api://AzureADTokenExchange'], iat: 100, nbf: 100, exp: 700 };

describe('a token', () => {
  test('is read as header and claims, never as the token', () => {
    const decoded = decodeToken(jwt(header, { ...claims, 'kubernetes.io': { pod: { name: 'orders-1' } } }));
    assert.deepEqual(decoded, {
      algorithm: 'RS256',
      kid: 'key-1',
      issuer: 'https://issuer.example/',
      subject: 'system:serviceaccount:shop:orders',
      audiences: ['api://AzureADTokenExchange'],
      issuedAt: 100,
      notBefore: 100,
      expiresAt: 700,
    });
  });

  test('may have one audience as a string, and no kid or nbf', () => {
    const { aud: _audiences, nbf: _notBefore, ...rest } = claims;
    const decoded = decodeToken(jwt({ alg: 'RS256' }, { ...rest, aud: 'api://other' }));
    assert.deepEqual(decoded.audiences, ['api://other']);
    assert.deepEqual([decoded.kid, decoded.notBefore], [undefined, undefined]);
  });

  test('keeps issuer, subject and audience byte for byte', () => {
    const exact = fc.record({ iss: fc.string({ unit: 'binary' }), sub: fc.string({ unit: 'binary' }), aud: fc.array(fc.string({ unit: 'binary' })) });
    fc.assert(
      fc.property(exact, (given) => {
        const wanted = JSON.parse(JSON.stringify(given)) as typeof given;
        const { issuer, subject, audiences } = decodeToken(jwt(header, { ...claims, ...given }));
        assert.deepEqual({ iss: issuer, sub: subject, aud: audiences }, wanted);
      }),
    );
  });
});

describe('what is no token', () => {
  const canary = 'canaryOfASecret';
  const garbage = fc.oneof(
    fc.string({ unit: 'binary' }).map((text) => `${canary}${text}`),
    fc.array(fc.string().map((text) => Buffer.from(`${canary}${text}`).toString('base64url')), { maxLength: 4 }).map((parts) => parts.join('.')),
    fc.tuple(fc.jsonValue(), fc.jsonValue()).map(([head, body]) => `${part({ alg: head, [canary]: head })}.${part({ iss: canary, sub: body, aud: canary })}.`),
    fc.dictionary(fc.constantFrom('iss', 'sub', 'aud', 'iat', 'exp', 'nbf'), fc.oneof(fc.constant(canary), fc.integer(), fc.constant([canary, 1]))).map((body) => `${part(header)}.${part(body)}.x`),
    fc.constantFrom('', '.', '..', canary, `${part(header)}`, `${part(header)}.${canary}`),
  );

  test('is refused with an error that holds no part of it', () => {
    let refused = 0;
    fc.assert(
      fc.property(garbage, (text) => {
        try {
          decodeToken(new Secret(text));
        } catch (error) {
          refused += 1;
          assert.ok(error instanceof Error);
          const shown = [error.message, error.stack, String(error), inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error)].join('\n');
          assert.ok(!shown.includes(canary), shown);
          for (const piece of text.split('.')) assert.ok(piece.length < 8 || !shown.includes(piece), shown);
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(refused > 300, `${refused} were refused`);
  });
});
