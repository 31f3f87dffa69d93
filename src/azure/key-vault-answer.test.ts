import assert from 'node:assert/strict';
import test from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { WireFailure } from '../wire/failure.ts';
import { isGuid } from './grammar.ts';
import { readMessageParts, readVaultRefusal } from './key-vault-answer.ts';
import type { WireResponse } from './pipeline.ts';

const app = '22222222-2222-4222-8222-222222222222';
const oid = '33333333-3333-4333-8333-333333333333';
const caller = `appid=${app};oid=${oid};iss=https://sts.windows.net/11111111-1111-4111-8111-111111111111/`;
const secret = '/subscriptions/44444444-4444-4444-8444-444444444444/resourcegroups/rg/providers/microsoft.keyvault/vaults/kv1/secrets/foo';

const byRbac = [
  'Caller is not authorized to perform action on resource.',
  'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
  `Caller: ${caller}`,
  "Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'",
  `Resource: '${secret}'`,
  'Assignment: (not found)',
  'DenyAssignmentId: null',
  'DecisionReason: null ',
  'Vault: kv1;location=westeurope',
  '',
].join('\r\n');
const byPolicy = `The user, group or application 'appid=${app};oid=${oid};numgroups=3;iss=https://sts.windows.net/t/' does not have secrets get permission on key vault 'kv1;location=westeurope'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`;
const byFirewall = `Client address is not authorized and caller is not a trusted service.\r\nClient address: 203.0.113.7\r\nCaller: ${caller}\r\nVault: kv1;location=westeurope`;

function response(status: number, body: unknown): WireResponse {
  return { status, body: typeof body === 'string' ? body : JSON.stringify(body), header: () => undefined };
}

function refusal(status: number, code: string, message: string, inner?: string): ReturnType<typeof readVaultRefusal> {
  const innererror = inner === undefined ? {} : { innererror: { code: inner } };
  return readVaultRefusal('GET https://kv1.vault.azure.net/secrets/foo', response(status, { error: { code, message, ...innererror } }));
}

test('a refusal by RBAC names the caller, the action and the resource', () => {
  const { message, ...rest } = refusal(403, 'Forbidden', byRbac, 'ForbiddenByRbac');
  assert.deepEqual(rest, {
    result: 'refused',
    status: 403,
    code: 'Forbidden',
    innerCode: 'ForbiddenByRbac',
    callerObjectId: oid,
    callerAppId: app,
    action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
    resourceId: secret,
  });
  assert.match(message, /^Caller is not authorized to perform action on resource\. If role .* Vault: kv1;location=westeurope$/);
});

test('a refusal by access policy names the caller inside its sentence', () => {
  assert.deepEqual(readMessageParts(byPolicy), { callerObjectId: oid, callerAppId: app });
});

test('a refusal by firewall names the address, of either family', () => {
  assert.equal(readMessageParts(byFirewall).clientAddress, '203.0.113.7');
  assert.equal(readMessageParts('Client address: 2001:db8::1\r\n').clientAddress, '2001:db8::1');
  assert.equal(readMessageParts('Client address is not authorized and caller is not a trusted service.').clientAddress, undefined);
});

test('refusals without parts keep their code and message', () => {
  assert.deepEqual(refusal(401, 'Unauthorized', 'AKV10032: Invalid issuer. Expected one of https://sts.windows.net/A/, found https://sts.windows.net/B/.'), {
    result: 'refused',
    status: 401,
    code: 'Unauthorized',
    message: 'AKV10032: Invalid issuer. Expected one of https://sts.windows.net/A/, found https://sts.windows.net/B/.',
  });
  assert.equal(refusal(403, 'Forbidden', 'Operation get is not allowed on a disabled secret.', 'SecretDisabled').innerCode, 'SecretDisabled');
  assert.equal(refusal(404, 'SecretNotFound', 'A secret with (name/id) foo was not found in this key vault.').code, 'SecretNotFound');
});

test('an identifier that is not one is left out', () => {
  assert.deepEqual(readMessageParts(`Caller: appid=$(id);oid=${oid}0;iss=x\r\nAction: 'a b'\r\nResource: 'x y'\r\nClient address: evil.example`), {});
});

test('a body that no vault writes is garbled', () => {
  for (const body of ['<html>', '', '{}', '{"error":"x"}', '{"error":{"message":"x"}}', '[]']) {
    assert.throws(() => readVaultRefusal('GET', response(403, body)), (error) => error instanceof WireFailure && error.fault.kind === 'garbled', body);
  }
});

test('whatever a vault writes, the parts match their grammar and nothing has control characters', () => {
  const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('appid=', 'oid=', app, oid, ';', "'", '\r\n', 'Client address: ', "Action: '", "Resource: '/", 'Caller: ', '203.0.113.7', secret));
  const message = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(fc.oneof(message, message.map((text) => byRbac + text)), fc.string({ unit: 'binary' }), (text, code) => {
      const answer = refusal(403, code, text, code);
      for (const id of [answer.callerAppId, answer.callerObjectId]) assert.ok(id === undefined || isGuid(id));
      assert.ok(answer.clientAddress === undefined || /^[0-9a-f.:]+$/i.test(answer.clientAddress));
      assert.doesNotMatch(inspect(answer.message) + (answer.resourceId ?? '') + (answer.action ?? '') + answer.code, /\p{Cc}/u);
      assert.ok(answer.message.length <= 1000);
    }),
  );
});

test('whatever body comes, the reader gives a refusal or a WireFailure', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), fc.object().map((error) => JSON.stringify({ error }))), (body) => {
      try {
        assert.equal(readVaultRefusal('GET', response(403, body)).result, 'refused');
      } catch (error) {
        assert.ok(error instanceof WireFailure);
      }
    }),
  );
});
