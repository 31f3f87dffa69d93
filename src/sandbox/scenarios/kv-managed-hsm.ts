import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, steps, subscriptionId, tenantId } from './shop.ts';

export const kvManagedHsm: Scenario = {
  name: 'kv-managed-hsm',
  title: 'A Managed HSM is named as a vault',
  story:
    'KEYVAULT_URL has the name of the HSM and the suffix of vaults. Nothing of that name resolves. The closest that is right is healthy-managed-hsm.',
  cluster: { issuer, steps: steps(deployment({ env: [{ name: 'KEYVAULT_URL', value: 'https://hsm-shop.vault.azure.net/' }, { name: 'SECRET_NAME', value: 'db-password' }] })) },
  azure: azure({ managedHsms: [{ name: 'hsm-shop', subscriptionId, resourceGroup: 'rg-shop', tenantId }] }),
  command: doctorOrders,
  expect: broken('kv-managed-hsm'),
};
