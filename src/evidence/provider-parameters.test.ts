import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authorityOfCloud, identityMode, parameter } from './provider-parameters.ts';

describe('the parameters of a SecretProviderClass', () => {
  test('are trimmed, and tenantID wins over tenantId', () => {
    assert.equal(parameter({ clientID: ' a\n' }, 'clientID'), 'a');
    assert.equal(parameter({ tenantId: 'old', tenantID: 'new' }, 'tenantID'), 'new');
    assert.equal(parameter({ tenantId: 'old', tenantID: ' ' }, 'tenantID'), 'old');
    assert.equal(parameter({}, 'keyvaultName'), '');
  });

  test('take what Go takes for a truth, and nothing else', () => {
    for (const value of ['1', 't', 'T', 'TRUE', 'true', 'True', ' true ']) assert.deepEqual(identityMode({ usePodIdentity: value }), { mode: 'usePodIdentity' }, value);
    for (const value of ['', ' ', '0', 'f', 'F', 'FALSE', 'false', 'False']) assert.deepEqual(identityMode({ useVMManagedIdentity: value }), { mode: 'none' }, value);
    for (const value of ['yes', 'tRUE', 'on', '2']) assert.deepEqual(identityMode({ useAzureTokenProxy: value }), { mode: 'invalid', flag: 'useAzureTokenProxy', value });
    assert.deepEqual(identityMode({ usePodIdentity: 'true', useVMManagedIdentity: 'true' }), { mode: 'several', flags: ['usePodIdentity', 'useVMManagedIdentity'] });
  });

  test('name a cloud in any case, or none', () => {
    assert.equal(authorityOfCloud(''), 'https://login.microsoftonline.com/');
    assert.equal(authorityOfCloud('azureusgovernmentcloud'), 'https://login.microsoftonline.us/');
    assert.equal(authorityOfCloud('AzureStackCloud'), 'own');
    assert.equal(authorityOfCloud('AzureGermany'), undefined);
  });
});
