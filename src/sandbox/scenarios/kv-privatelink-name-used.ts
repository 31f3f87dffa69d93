import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, steps } from './shop.ts';

export const kvPrivatelinkNameUsed: Scenario = {
  name: 'kv-privatelink-name-used',
  title: 'The vault is named by its private link name',
  story:
    'KEYVAULT_URL has the name of the DNS record behind the private endpoint. It resolves, and no certificate of a vault is made out for it. The closest that is right is healthy: the ordinary name.',
  cluster: { issuer, steps: steps(deployment({ env: [{ name: 'KEYVAULT_URL', value: 'https://kv-shop.privatelink.vaultcore.azure.net/' }, { name: 'SECRET_NAME', value: 'db-password' }] })) },
  azure: azure(),
  command: doctorOrders,
  expect: broken('kv-privatelink-name-used'),
};
