import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { authorityOrigin, cloudOfAuthority, cloudOfEnvironment, clouds, isKnownAuthority, vaultCloud, vaultScope } from './clouds.ts';

test('every authority of every cloud is known, with and without its slash and in any case', () => {
  for (const cloud of clouds) {
    for (const authority of cloud.authorityHosts) {
      const bare = authority.slice(0, -1);
      for (const spelled of [authority, bare, bare.toUpperCase()]) {
        assert.equal(cloudOfAuthority(spelled)?.name, cloud.name, spelled);
        assert.equal(authorityOrigin(spelled), bare);
      }
      assert.equal(cloudOfAuthority(new URL(authority).hostname)?.name, cloud.name);
    }
  }
});

test('an authority with another scheme, port, path, user or a look-alike host is not known', () => {
  for (const authority of [
    'http://login.microsoftonline.com/',
    'https://login.microsoftonline.com:444/',
    'https://login.microsoftonline.com/tenant',
    'https://login.microsoftonline.com/?x',
    'https://login.microsoftonline.com/#x',
    'https://login.microsoftonline.com./',
    'https://u@login.microsoftonline.com/',
    'https://login.microsoftonline.com\n',
    'https://login-microsoftonline.com/',
    'login.microsoftonline.com',
    '',
  ]) {
    assert.equal(isKnownAuthority(authority), false, authority);
  }
});

test('whatever an authority is called, the origin it gives is one of the table', () => {
  const origins = new Set(clouds.flatMap((cloud) => cloud.authorityHosts.map((host) => host.slice(0, -1))));
  const near = fc.tuple(fc.constantFrom('https://', 'http://', ' https://', '//', ''), fc.constantFrom(...origins), fc.string()).map(([a, b, c]) => a + b.slice(8) + c);
  fc.assert(
    fc.property(fc.oneof(near, fc.webUrl(), fc.string()), (authority) => {
      const origin = authorityOrigin(authority);
      assert.ok(origin === undefined || origins.has(origin));
    }),
  );
});

test('a vault host belongs to the cloud of its suffix, and no other host to any', () => {
  assert.equal(vaultCloud('kv-shop.vault.azure.net')?.name, 'public');
  assert.equal(vaultCloud('KV-SHOP.Vault.Azure.net')?.name, 'public');
  assert.equal(vaultCloud('kv-shop.vault.azure.cn')?.name, 'china');
  assert.equal(vaultCloud('kv-shop.vault.usgovcloudapi.net')?.name, 'usgovernment');
  for (const host of ['vault.azure.net', '.vault.azure.net', 'a.b.vault.azure.net', 'kv.vault.azure.net:443', 'kv.vault.azure.net.', 'kv.vault.azure.net/x', 'k/.vault.azure.net', 'kv.managedhsm.azure.net', '-kv.vault.azure.net', 'kv', '']) {
    assert.equal(vaultCloud(host), undefined, host);
  }
});

test('a host that counts as a vault is the very host a URL made of it leads to', () => {
  const host = fc.tuple(fc.string({ unit: fc.constantFrom(...'abz09-./:@#?%\\ ') }), fc.constantFrom(...clouds.map((cloud) => `.${cloud.vaultSuffix}`))).map(([name, suffix]) => name + suffix);
  fc.assert(
    fc.property(host, (candidate) => {
      if (vaultCloud(candidate) !== undefined) assert.equal(new URL(`https://${candidate}`).host, candidate);
    }),
  );
});

test('the scope of a vault is its cloud\'s, and an environment without a known authority is public', () => {
  assert.deepEqual(clouds.map(vaultScope), ['https://vault.azure.net/.default', 'https://vault.usgovcloudapi.net/.default', 'https://vault.azure.cn/.default']);
  assert.equal(cloudOfEnvironment({}).name, 'public');
  assert.equal(cloudOfEnvironment({ AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us' }).name, 'usgovernment');
  assert.equal(cloudOfEnvironment({ AZURE_AUTHORITY_HOST: 'https://evil.example/' }).name, 'public');
});
