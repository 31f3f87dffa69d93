import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, principalId, steps, vault } from './shop.ts';

/** The role gives everything but the values of secrets. */
export const butSecrets = "((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'})))";

export const kvAbacCondition: Scenario = {
  name: 'kv-abac-condition',
  title: 'The role is there, and its condition leaves the secret out',
  story: 'The assignment is months old, so it is not on its way any more: a condition on it leaves this secret out.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ roleAssignments: [{ principalId, role: 'Key Vault Secrets User', since: '2026-01-10T08:00:00Z', condition: butSecrets }] })] }),
  command: doctorOrders,
  expect: broken('kv-abac-condition'),
};
