import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, steps } from './shop.ts';

export const kvCloudSuffix: Scenario = {
  name: 'kv-cloud-suffix',
  title: 'The vault is named with the suffix of another cloud',
  story:
    'The pod signs in to the public cloud, and KEYVAULT_URL names a vault in China. No token is sent there.',
  cluster: { issuer, steps: steps(deployment({ env: [{ name: 'KEYVAULT_URL', value: 'https://kv-shop.vault.azure.cn/' }, { name: 'SECRET_NAME', value: 'db-password' }] })) },
  azure: azure(),
  command: doctorOrders,
  expect: broken('kv-cloud-suffix'),
};
