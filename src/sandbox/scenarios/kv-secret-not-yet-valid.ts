import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps, vault } from './shop.ts';

export const kvSecretNotYetValid: Scenario = {
  name: 'kv-secret-not-yet-valid',
  title: 'A secret before its activation date',
  story:
    'Key Vault gives the value before its time, too.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ secrets: { 'db-password': { value: 'canary-value-of-db-password', notBefore: '2099-01-01T00:00:00Z' } } })] }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['kv-secret-expired'] },
};
