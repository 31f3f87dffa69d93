import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const twoLabelAndVaultName: Scenario = {
  name: 'two-label-and-vault-name',
  title: 'No label, and a vault that there is not',
  story:
    'KEYVAULT_URL has a letter too many. The pods do not get that far: without the label they have nothing to sign in with.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ labels: {}, env: [{ name: 'KEYVAULT_URL', value: 'https://kv-shopp.vault.azure.net/' }, { name: 'SECRET_NAME', value: 'db-password' }] })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('pod-label-missing', 'kv-name-wrong'), consequences: ['pod-label-missing'] },
};
