import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { vaultNameOf } from '../evidence/cloud-hosts.ts';
import { UsageError } from './usage-error.ts';
import { vaultHostOfFlag } from './vault-flag.ts';

const taken: readonly (readonly [text: string, host: string])[] = [
  ['kv-shop', 'kv-shop.vault.azure.net'],
  ['KV-Shop', 'kv-shop.vault.azure.net'],
  ['kv-shop.vault.azure.net', 'kv-shop.vault.azure.net'],
  ['https://kv-shop.vault.azure.net', 'kv-shop.vault.azure.net'],
  ['https://kv-shop.vault.azure.net/', 'kv-shop.vault.azure.net'],
  ['https://KV-Shop.vault.azure.net/secrets/db-password', 'kv-shop.vault.azure.net'],
  ['https://kv-shop.vault.usgovcloudapi.net/', 'kv-shop.vault.usgovcloudapi.net'],
  ['kv-shop.vault.azure.cn', 'kv-shop.vault.azure.cn'],
];
for (const [text, host] of taken) {
  test(`${text} is a vault`, () => {
    assert.equal(vaultHostOfFlag(text), host);
  });
}

test('what is no vault is refused, and nothing is sent there', () => {
  const withMore = ['http://kv-shop.vault.azure.net', 'ftp://kv-shop.vault.azure.net/', 'https://kv-shop.vault.azure.net:8443/', 'https://user:word@kv-shop.vault.azure.net/'];
  for (const text of ['', 'kv', 'kv shop', '1kv', 'a'.repeat(25), 'kv.vault.azure.net.evil.example', 'https://evil.example/kv.vault.azure.net', 'https://kv.vault.azure.net@evil.example/', 'https://kv.vault.azure.net.', 'vault.azure.net', '127.0.0.1', 'kv-shop/db-password', '$(touch x)', ...withMore]) {
    assert.throws(() => vaultHostOfFlag(text), (error: unknown) => error instanceof UsageError && error.message.includes(JSON.stringify(text).slice(1, -1)), text);
  }
});

test('whatever the text is, it gives the host of a vault or is refused', () => {
  const text = fc.oneof(fc.string(), fc.webUrl(), fc.stringMatching(/^[A-Za-z0-9-]{1,26}$/), fc.tuple(fc.constantFrom('', 'https://', 'http://', '//'), fc.string(), fc.constantFrom('.vault.azure.net', '.vault.azure.net.evil.example', '')).map((parts) => parts.join('')));
  fc.assert(
    fc.property(text, (given) => {
      try {
        const host = vaultHostOfFlag(given);
        assert.notEqual(vaultNameOf(host), undefined);
        assert.equal(host, host.toLowerCase());
      } catch (error) {
        assert.ok(error instanceof UsageError, String(error));
      }
    }),
    { numRuns: 1000 },
  );
});
