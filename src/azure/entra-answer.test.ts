import assert from 'node:assert/strict';
import test from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { WireFailure } from '../wire/failure.ts';
import { Secret } from '../wire/secret.ts';
import { aadstsNumber, describeRefusal, readClaims, readExchangeAnswer } from './entra-answer.ts';
import type { WireResponse } from './pipeline.ts';

const trace = '0a1b2c3d-0000-4000-8000-000000000001';
const correlation = '0a1b2c3d-0000-4000-8000-000000000002';
const sentence = "AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:ns:sa'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation";
const newStyle = `${sentence} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: 2025-04-22 01:01:11Z`;
const oldStyle = `${sentence}\r\nTrace ID: ${trace}\r\nCorrelation ID: ${correlation}\r\nTimestamp: 2025-04-22 01:01:11Z`;

function response(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status, body: typeof body === 'string' ? body : JSON.stringify(body), header: (name) => headers[name] };
}

const read = (answer: WireResponse): ReturnType<typeof readExchangeAnswer> => readExchangeAnswer('POST https://login.microsoftonline.com/t/oauth2/v2.0/token', answer);

function jwt(claims: unknown): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
}

test('both text styles of a refusal read the same', () => {
  for (const error_description of [newStyle, oldStyle]) {
    const body = { error: 'invalid_client', error_description, error_codes: [700213], timestamp: '2025-04-22 01:01:11Z', trace_id: trace, correlation_id: correlation, error_uri: 'https://login.microsoftonline.com/error?code=700213' };
    assert.deepEqual(read(response(401, body, { date: 'Tue, 22 Apr 2025 01:01:11 GMT' })), {
      result: 'refused',
      status: 401,
      error: 'invalid_client',
      aadsts: 700213,
      description: sentence,
      traceId: trace,
      timestamp: '2025-04-22 01:01:11Z',
      entraDate: 'Tue, 22 Apr 2025 01:01:11 GMT',
    });
  }
});

test('a refusal without codes is read from its text, trace id and all', () => {
  const answer = read(response(400, { error: 'invalid_request', error_description: newStyle }));
  assert.deepEqual(answer, { result: 'refused', status: 400, error: 'invalid_request', aadsts: 700213, description: sentence, traceId: trace });
});

test('a throttled answer tells how long to wait', () => {
  const answer = read(response(429, { error: 'temporarily_unavailable', error_description: 'AADSTS90033: busy' }, { 'retry-after': '7' }));
  assert.equal(answer.result === 'refused' ? answer.retryAfterSeconds : undefined, 7);
});

test('the number is the first error code, else the one in the text, else absent', () => {
  assert.equal(aadstsNumber({ error_codes: [70021, 1], error_description: 'AADSTS700016: x' }), 70021);
  assert.equal(aadstsNumber({ error_codes: [], error_description: 'AADSTS700016: x' }), 700016);
  assert.equal(aadstsNumber({ error_codes: ['700016'], error: 'x: AADSTS90002: y' }), 90002);
  assert.equal(aadstsNumber({ error_codes: 700016, error_description: 'no number' }), undefined);
});

test('a time inside the sentence stays, only the trailer goes', () => {
  const text = 'AADSTS700024: Client assertion is not within its valid time range. Current time: 2024-06-04T11:40:28Z, assertion valid from 2024-06-04T09:20:46Z.';
  assert.equal(describeRefusal(`${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: 2024-06-04 11:40:28Z`), text);
});

test('a token answer gives the principal, and the token itself nowhere in sight', () => {
  const token = jwt({ aud: 'https://vault.azure.net', oid: trace, appid: correlation, tid: trace, exp: 1 });
  const answer = read(response(200, { token_type: 'Bearer', expires_in: '3599', access_token: token }));
  assert.ok(answer.result === 'token');
  assert.equal(answer.accessToken.reveal(), token);
  assert.deepEqual({ ...answer, accessToken: undefined }, { result: 'token', accessToken: undefined, expiresInSeconds: 3599, objectId: trace, applicationId: correlation, tenantId: trace });
  assert.ok(!`${JSON.stringify(answer)}${inspect(answer, { showHidden: true, depth: Infinity })}`.includes(token));
});

test('an answer that is neither token nor OAuth error is garbled and says what came', () => {
  for (const [status, body] of [
    [200, '<html>sign in</html>'],
    [200, { token_type: 'Bearer' }],
    [200, { access_token: 'two\nlines' }],
    [403, '<html>blocked</html>'],
    [502, ''],
    [500, { message: 'x' }],
    [401, '[]'],
    [401, 'null'],
  ] as const) {
    assert.throws(() => read(response(status, body)), (error) => error instanceof WireFailure && error.fault.kind === 'garbled', JSON.stringify(body));
  }
});

test('claims of a token are read only where they are what they should be', () => {
  assert.deepEqual(readClaims(new Secret(jwt({ oid: 'x; rm -rf', appid: 7, azp: trace, tid: correlation.toUpperCase(), aud: 'a' }))), { applicationId: trace, tenantId: correlation.toUpperCase(), audience: 'a' });
  for (const opaque of ['', 'abc', 'a.b.c', jwt(null), jwt([1]), jwt('x')]) assert.deepEqual(readClaims(new Secret(opaque)), {});
});

test('whatever the endpoint answers, the reader gives an answer without control characters or a WireFailure', () => {
  const field = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null), fc.array(fc.integer()), fc.object());
  const error = fc.record(
    { error: field, error_description: fc.oneof(field, fc.string().map((text) => newStyle + text)), error_codes: field, trace_id: field, timestamp: field, access_token: field, expires_in: field },
    { requiredKeys: [] },
  );
  const body = fc.oneof(error.map((value) => JSON.stringify(value)), fc.json(), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(fc.constantFrom(200, 400, 401, 429, 503), body, fc.option(fc.string(), { nil: undefined }), (status, text, header) => {
      try {
        const answer = read({ status, body: text, header: () => header });
        if (answer.result === 'token') return;
        for (const shown of [answer.error, answer.description, answer.timestamp ?? '', answer.traceId ?? '']) assert.doesNotMatch(shown, /\p{Cc}/u);
        assert.ok(answer.description.length <= 1000);
        assert.ok(answer.aadsts === undefined || Number.isSafeInteger(answer.aadsts));
      } catch (thrown) {
        assert.ok(thrown instanceof WireFailure, inspect(thrown));
      }
    }),
  );
});

test('whatever stands before the trailer, both styles give it back on one line', () => {
  const words = fc.array(fc.stringMatching(/^[\w.':/@-]{1,20}$/), { minLength: 1, maxLength: 30 }).map((list) => list.join(' '));
  fc.assert(
    fc.property(words, fc.constantFrom(' ', '\r\n'), (text, separator) => {
      const full = [text, `Trace ID: ${trace}`, `Correlation ID: ${correlation}`, 'Timestamp: 2025-04-22 01:01:11Z'].join(separator);
      assert.equal(describeRefusal(full), text);
    }),
  );
});
