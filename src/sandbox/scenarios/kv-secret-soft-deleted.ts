import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvSecretSoftDeleted: Scenario = {
  name: 'kv-secret-soft-deleted',
  title: 'The secret was deleted',
  story:
    'Somebody deleted the secret, which the vault keeps for another 90 days. To whoever reads it, that is as if it had never been there.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ secrets: {}, deletedSecrets: { 'db-password': { value: 'canary-value-of-db-password' } } })] }),
  command: doctorOrders,
  expect: broken('kv-secret-not-found'),
};
