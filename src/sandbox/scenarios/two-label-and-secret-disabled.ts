import type { Scenario } from '../scenario.ts';
import { labelKeyTypo } from './label-key-typo.ts';
import { azure, broken, doctorOrders, vault } from './shop.ts';

export const twoLabelAndSecretDisabled: Scenario = {
  name: 'two-label-and-secret-disabled',
  title: 'A misspelt label, and a secret that is disabled',
  story:
    'The label is misspelt. With the right one the pods would get as far as the secret, whose value is given to nobody.',
  cluster: labelKeyTypo.cluster,
  azure: azure({ vaults: [vault({ secrets: { 'db-password': { value: 'canary-value-of-db-password', enabled: false } } })] }),
  command: doctorOrders,
  expect: { ...broken('label-key-typo', 'kv-secret-disabled'), consequences: ['label-key-typo'] },
};
