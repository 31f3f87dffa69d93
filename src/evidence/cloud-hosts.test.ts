import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isKnownAuthority, vaultCloud } from '../azure/clouds.ts';
import { authorityMeantBy, isAuthority, isIssuedByEntra, isManagedHsm, isVaultName, privateLinkVaultOf, vaultHostOf, vaultNameOf, vaultScopeOf } from './cloud-hosts.ts';

const suffixes = ['vault.azure.net', 'vault.usgovcloudapi.net', 'vault.azure.cn'];

test('a vault is one label under the vault suffix of a cloud, in any case', () => {
  for (const suffix of suffixes) assert.equal(vaultNameOf(`kv-shop.${suffix}`), 'kv-shop');
  assert.equal(vaultNameOf('KV-Shop.Vault.Azure.NET'), 'kv-shop');
});

const strangers = [
  'kv.vault.azure.net.evil.example',
  'evil.example/kv.vault.azure.net',
  'kv.vault.azure.net@evil.example',
  'evil.example?kv.vault.azure.net',
  'evil.example#.vault.azure.net',
  'kv.vault.azure.net:8443',
  'kv.vault.azure.net.',
  'kv.vault.azure.net ',
  ' kv.vault.azure.net',
  'kv.vault.azure.net\n',
  'a.b.vault.azure.net',
  '.vault.azure.net',
  'vault.azure.net',
  'kvvault.azure.net',
  'kv.vault.azure.net.vault.azure.com',
  'kv.vault.azuré.net',
  'kv.ｖault.azure.net',
  'ｋv-shop.vault.azure.net',
  'xn--kv-8ja.vault.azure.nét',
  '-kv.vault.azure.net',
  'kv-.vault.azure.net',
  '1kv.vault.azure.net',
  'k_v.vault.azure.net',
  'kv.vaultcore.azure.net',
  'kv.vault.microsoftazure.de',
  'kv.managedhsm.azure.net',
  '127.0.0.1',
  '',
];
test('nothing else is a vault', () => {
  assert.deepEqual(strangers.filter((host) => vaultNameOf(host) !== undefined), []);
});

const piece = fc.oneof(fc.constantFrom(...suffixes, 'kv', 'evil.example', '.', '/', '@', ':', '%2e', '\\', '#', '?', '\u3002', '\uff0e', '\u00ad', '\u200b', 'K', 'ſ', '-'), fc.string({ maxLength: 4 }));
const anyHost = fc.oneof(fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')), fc.domain(), fc.webUrl());

test('whatever the text, a host is accepted only if a URL with it leads below a vault suffix', () => {
  fc.assert(
    fc.property(anyHost, (host) => {
      const name = vaultNameOf(host);
      if (name === undefined) return;
      const { hostname, port, username, pathname } = new URL(`https://${host}`);
      assert.ok(suffixes.some((suffix) => hostname === `${name}.${suffix}`), hostname);
      assert.deepEqual([port, username, pathname], ['', '', '/']);
    }),
    { numRuns: 3000 },
  );
});

test('a name that is accepted makes a host that is accepted, in the cloud of the authority', () => {
  fc.assert(
    fc.property(fc.oneof(fc.stringMatching(/^[A-Za-z0-9-]{1,26}$/), fc.string()), fc.constantFrom('', 'https://login.microsoftonline.us/', 'https://login.chinacloudapi.cn/', 'https://login.partner.microsoftonline.cn'), (name, authority) => {
      if (!isVaultName(name)) return;
      const host = vaultHostOf(name, authority);
      assert.equal(vaultNameOf(host), name.toLowerCase());
      assert.equal(vaultScopeOf(authority), `https://${host.slice(name.length + 1)}/.default`);
    }),
    { numRuns: 500 },
  );
});

test('names have 3 to 24 letters, digits and dashes, beginning with a letter', () => {
  for (const [name, is] of [['kv1', true], ['kv', false], ['a'.repeat(24), true], ['a'.repeat(25), false], ['1kv', false], ['kv-', false], ['kv.shop', false], ['kv shop', false], ['', false]] as const) {
    assert.equal(isVaultName(name), is, name);
  }
});

test('an authority is one of Entra, over https, at the usual port', () => {
  for (const host of ['login.microsoftonline.com', 'login.microsoft.com', 'login.windows.net', 'sts.windows.net', 'login.microsoftonline.us', 'login.chinacloudapi.cn', 'login.partner.microsoftonline.cn']) {
    for (const url of [`https://${host}`, `https://${host}/`, `https://${host.toUpperCase()}/`, `https://${host}:443/`]) assert.equal(isAuthority(url), true, url);
  }
});

const falseAuthorities = [
  'http://login.microsoftonline.com/',
  'https://login.microsoftonline.com:8443/',
  'https://login.microsoftonline.com.evil.example/',
  'https://evil.example/login.microsoftonline.com',
  'https://login.microsoftonline.com@evil.example/',
  'https://evil.example\\@login.microsoftonline.com/',
  'https://login.microsoftonline.com./',
  'https://xlogin.microsoftonline.com/',
  'https://login.microsoftonline.de/',
  'login.microsoftonline.com',
  'ftp://login.microsoftonline.com/',
  'javascript:login.microsoftonline.com',
  '//login.microsoftonline.com/',
  '',
];
test('no other URL is an authority', () => {
  assert.deepEqual(falseAuthorities.filter(isAuthority), []);
});

test('an authority has no user, path or query: an SDK would go elsewhere with it', () => {
  const odd = ['https://user:secret@login.microsoftonline.com/', 'https://login.microsoftonline.com/some/path', 'https://login.microsoftonline.com/?x=1', 'https://login.microsoftonline.com/#x', ' https://login.microsoftonline.com/'];
  assert.deepEqual(odd.filter(isAuthority), []);
});

test('what is judged here is what the port sends a token to', () => {
  const near = fc.tuple(fc.constantFrom('https://', 'http://', ''), fc.constantFrom('login.microsoftonline.com', 'login.microsoftonline.us', 'evil.example'), fc.constantFrom('', '/', '.', ':443', ':444', '/x', '?x', '#x', '\n', '@evil.example'));
  const authority = fc.oneof(near.map((parts) => parts.join('')), anyHost);
  fc.assert(fc.property(authority, (text) => assert.equal(isAuthority(text), isKnownAuthority(text), text)), { numRuns: 1000 });
  fc.assert(fc.property(anyHost, (host) => assert.equal(vaultNameOf(host) !== undefined, vaultCloud(host) !== undefined, host)), { numRuns: 1000 });
});

test('knows which authority is meant by one that is not written as one, and no stranger', () => {
  const right = 'https://login.microsoftonline.com/';
  for (const value of [`${right}11111111-1111-4111-8111-111111111111/v2.0`, 'login.microsoftonline.com', ' https://login.microsoftonline.com', 'http://login.microsoftonline.com/']) {
    assert.equal(authorityMeantBy(value), right, value);
    assert.equal(isAuthority(value), false, value);
  }
  for (const value of ['https://login.example/', 'https://login.microsoftonline.com.example/', 'https://user@login.microsoftonline.com/', '', '::']) assert.equal(authorityMeantBy(value), undefined, value);
});

test('tells an issuer of Entra from one of a cluster', () => {
  assert.equal(isIssuedByEntra('https://sts.windows.net/11111111-1111-4111-8111-111111111111/'), true);
  assert.equal(isIssuedByEntra('https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/'), false);
  assert.equal(isIssuedByEntra('kubernetes/serviceaccount'), false);
});

test('knows the name of a private link and a Managed HSM, of which neither is a vault', () => {
  assert.equal(privateLinkVaultOf('kv-shop.privatelink.vaultcore.azure.net'), 'kv-shop');
  assert.equal(privateLinkVaultOf('kv-shop.vault.azure.net'), undefined);
  assert.equal(privateLinkVaultOf('kv-shop.privatelink.vaultcore.azure.net.example'), undefined);
  assert.equal(isManagedHsm('hsm-shop.managedhsm.azure.net'), true);
  assert.equal(isManagedHsm('hsm-shop.managedhsm.azure.net.example'), false);
  assert.equal(vaultNameOf('hsm-shop.managedhsm.azure.net'), undefined);
});
