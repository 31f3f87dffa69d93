import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps, vaultResource } from './shop.ts';

export const healthyVaultRecreated: Scenario = {
  name: 'healthy-vault-recreated',
  title: 'The vault was made anew, and the access too',
  story:
    'The vault was deleted and made again, and the role was given again: nothing is wrong any more.',
  cluster: { issuer, steps: steps() },
  azure: azure({ activity: [{ operation: 'Microsoft.KeyVault/vaults/write', resourceId: vaultResource, caller: 'pipeline@example.com', minutesAgo: 20 }, { operation: 'Microsoft.KeyVault/vaults/delete', resourceId: vaultResource, caller: 'pipeline@example.com', minutesAgo: 30 }] }),
  command: doctorOrders,
  expect: fine,
};
