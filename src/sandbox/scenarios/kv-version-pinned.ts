import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, steps, vault } from './shop.ts';

export const kvVersionPinned: Scenario = {
  name: 'kv-version-pinned',
  title: 'An older version is named than the current one',
  story:
    'KEYVAULT_URL names a version of the secret, and the secret has been rotated since. The read works, with the old value.',
  cluster: { issuer, steps: steps(deployment({ env: [{ name: 'KEYVAULT_URL', value: 'https://kv-shop.vault.azure.net/secrets/db-password/0123456789abcdef0123456789abcdef' }] })) },
  azure: azure({ vaults: [vault({ secrets: { 'db-password': { value: 'canary-value-of-db-password', version: 'fedcba9876543210fedcba9876543210', olderVersions: ['0123456789abcdef0123456789abcdef'] } } })] }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['kv-version-pinned'] },
};
