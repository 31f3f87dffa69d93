import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const kvNameWrong: Scenario = {
  name: 'kv-name-wrong',
  title: 'There is no vault of this name',
  story:
    'KEYVAULT_URL has a letter too many.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ env: [{ name: 'KEYVAULT_URL', value: 'https://kv-shopp.vault.azure.net/' }, { name: 'SECRET_NAME', value: 'db-password' }] })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('kv-name-wrong'),
};
