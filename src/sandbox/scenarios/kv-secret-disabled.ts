import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvSecretDisabled: Scenario = {
  name: 'kv-secret-disabled',
  title: 'The secret is disabled',
  story:
    'The access is right, and the value is given to nobody.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ secrets: { 'db-password': { value: 'canary-value-of-db-password', enabled: false } } })] }),
  command: doctorOrders,
  expect: broken('kv-secret-disabled'),
};
