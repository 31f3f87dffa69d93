import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps, vault } from './shop.ts';

export const kvSecretExpired: Scenario = {
  name: 'kv-secret-expired',
  title: 'A secret past its expiry date',
  story:
    'Key Vault still gives the value of an expired secret, so the chain is whole. What the value opens may take it no more.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ secrets: { 'db-password': { value: 'canary-value-of-db-password', expires: '2020-01-01T00:00:00Z' } } })] }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['kv-secret-expired'] },
};
