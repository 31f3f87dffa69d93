import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, steps, vault } from './shop.ts';

export const healthyVersionPinned: Scenario = {
  name: 'healthy-version-pinned',
  title: 'The current version is named',
  story:
    'KEYVAULT_URL names a version of the secret, and it is the newest one: nothing is said of it.',
  cluster: { issuer, steps: steps(deployment({ env: [{ name: 'KEYVAULT_URL', value: 'https://kv-shop.vault.azure.net/secrets/db-password/fedcba9876543210fedcba9876543210' }] })) },
  azure: azure({ vaults: [vault({ secrets: { 'db-password': { value: 'canary-value-of-db-password', version: 'fedcba9876543210fedcba9876543210', olderVersions: ['0123456789abcdef0123456789abcdef'] } } })] }),
  command: doctorOrders,
  expect: fine,
};
