import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { WireFailure } from '../wire/failure.ts';
import { Secret } from '../wire/secret.ts';
import { retryAfter, sortError, statusFailure } from './failures.ts';
import { readCredential } from './federated-credential.ts';
import { isGuid, parseIdentityResource } from './grammar.ts';
import { numberField, textField } from './json.ts';
import { operationOf } from './pipeline.ts';
import type { WireResponse } from './pipeline.ts';
import { staticCredential } from './static-credential.ts';

const subscription = '44444444-4444-4444-8444-444444444444';

function response(status: number, body: string, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status, body, header: (name) => headers[name] };
}

test('an error of ARM or Graph keeps its code, its message and its wait', () => {
  const body = '{"error":{"code":"AuthorizationFailed","message":"The client\\r\\n has no authorization."}}';
  assert.deepEqual(statusFailure('GET x', response(403, body, { 'retry-after': '3' })).fault, {
    kind: 'status',
    status: 403,
    code: 'AuthorizationFailed',
    message: 'The client has no authorization.',
    retryAfterSeconds: 3,
  });
  assert.deepEqual(statusFailure('GET x', response(403, '')).fault, { kind: 'status', status: 403, message: 'the answer gives no reason' });
  assert.equal(statusFailure('GET x', response(502, '<html>', { 'content-type': 'text/html; charset=utf-8' })).fault.kind, 'garbled');
});

test('a 404 without the error of the service is of somebody else, and says nothing of what was asked for', () => {
  for (const body of ['', '{}', '[]', '"x"', '{"error":"not found"}', '{"message":"no Route matched with those values"}', '404 page not found']) {
    assert.equal(statusFailure('GET x', response(404, body)).fault.kind, 'garbled', body);
  }
  assert.equal(statusFailure('GET x', response(404, '{"error":{"code":"Request_ResourceNotFound"}}')).fault.kind, 'status');
});

test('Retry-After is read in both of its forms', () => {
  assert.equal(retryAfter(response(429, '', { 'retry-after': '17' })), 17);
  const inAWhile = retryAfter(response(429, '', { 'retry-after': new Date(Date.now() + 100_000).toUTCString() })) ?? 0;
  assert.ok(inAWhile > 90 && inAWhile <= 100);
  assert.equal(retryAfter(response(429, '', { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' })), 0);
  for (const header of ['soon', '', '-1']) assert.equal(retryAfter(response(429, '', { 'retry-after': header })), undefined);
});

test('an error keeps its code and message and nothing of the request it holds', () => {
  const error = Object.assign(new Error('getaddrinfo ENOTFOUND kv.vault.azure.net'), { name: 'RestError', code: 'ENOTFOUND', request: { body: 'canary' } });
  const failure = sortError('GET https://kv.vault.azure.net/secrets/x', error);
  assert.deepEqual(failure.fault, { kind: 'unreachable', code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND kv.vault.azure.net' });
  assert.equal(failure.cause, undefined);
  assert.deepEqual(sortError('x', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })).fault, { kind: 'unreachable', code: 'ECONNREFUSED', message: 'no connection' });
  assert.equal(sortError('x', Object.assign(new Error('Parse Error'), { code: 'HPE_INVALID_CONSTANT' })).fault.kind, 'garbled');
  assert.equal(sortError('x', 'thrown text').fault.kind, 'garbled');
  assert.equal(sortError('other', failure), failure);
});

test('a federated credential is read flat and under properties, byte for byte', () => {
  const values = { issuer: 'https://Issuer/ ', subject: 'system:serviceaccount:ns:sa\n', audiences: ['api://AzureADTokenExchange'] };
  assert.deepEqual(readCredential('x', { name: 'fic', ...values }), { name: 'fic', ...values });
  assert.deepEqual(readCredential('x', { name: 'fic', properties: values }), { name: 'fic', ...values });
  const flexible = { name: 'fic', issuer: 'i', subject: null, audiences: ['a'], claimsMatchingExpression: { value: 'e', languageVersion: 1 } };
  assert.deepEqual(readCredential('x', flexible), { name: 'fic', issuer: 'i', audiences: ['a'], expression: 'e' });
});

test('what is no federated credential is garbled, never half of one', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.record({ name: fc.anything(), issuer: fc.anything(), audiences: fc.anything(), subject: fc.anything() }, { requiredKeys: [] })), (item) => {
      try {
        const credential = readCredential('x', item);
        assert.ok([credential.name, credential.issuer, ...credential.audiences].every((text) => typeof text === 'string'));
      } catch (error) {
        assert.ok(error instanceof WireFailure);
      }
    }),
  );
});

test('a resource id of a managed identity is taken apart in any case, and nothing else is', () => {
  const id = `/subscriptions/${subscription}/resourcegroups/rg-Groß.1/providers/microsoft.managedidentity/userassignedidentities/id_orders-1`;
  assert.deepEqual(parseIdentityResource(id), { subscriptionId: subscription, resourceGroup: 'rg-Groß.1', name: 'id_orders-1' });
  for (const other of [
    id.toUpperCase().replace('ID_ORDERS-1', 'x/../y'),
    `${id}/federatedIdentityCredentials/x`,
    id.replace(subscription, 'x'),
    id.replace('rg-Groß.1', '..'),
    id.replace('rg-Groß.1', 'a?b'),
    id.replace('managedidentity', 'keyvault'),
    ` ${id}`,
    '',
  ]) {
    assert.equal(parseIdentityResource(other), undefined, other);
  }
  assert.equal(isGuid(subscription.toUpperCase()), true);
  assert.equal(isGuid(`${subscription}\n`), false);
});

test('a field is only read where the record itself has it in the right type', () => {
  assert.equal(textField({}, 'constructor'), undefined);
  assert.equal(textField({ a: 1 }, 'a'), undefined);
  assert.equal(numberField({ a: '3599' }, 'a'), 3599);
  for (const a of ['', ' ', 'x', null, Infinity, []]) assert.equal(numberField({ a }, 'a'), undefined);
});

test('an operation shows method and path, and neither query nor credentials of a URL', () => {
  assert.equal(operationOf('GET', 'https://u:p@h/x?canary#y'), 'GET https://h/x');
  assert.equal(operationOf('GET', 'canary'), 'GET an invalid URL');
  assert.equal(operationOf('GET', 'ada:canary@h'), 'GET a URL of the scheme ada:');
});

test('a static credential gives its token for its own scope alone', async () => {
  const credential = staticCredential(new Secret('canary'), 'https://vault.azure.net/.default');
  assert.equal((await credential.getToken('https://vault.azure.net/.default'))?.token, 'canary');
  for (const scopes of ['https://graph.microsoft.com/.default', 'https://vault.azure.cn/.default', [], ['https://vault.azure.net/.default', 'https://evil.example/.default']]) {
    await assert.rejects(credential.getToken(scopes), (error) => error instanceof WireFailure && error.fault.kind === 'not-sent' && !error.message.includes('canary'));
  }
});
