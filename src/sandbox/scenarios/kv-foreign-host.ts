import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const kvForeignHost: Scenario = {
  name: 'kv-foreign-host',
  title: 'The pod names a vault outside of Azure',
  story:
    'KEYVAULT_URL names a host that is no Key Vault. No token is sent there.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ env: [{ name: 'KEYVAULT_URL', value: 'https://kv-shop.vault.example/' }, { name: 'SECRET_NAME', value: 'db-password' }] })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...fine, warnings: ['kv-foreign-host'] },
};
