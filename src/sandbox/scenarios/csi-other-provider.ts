import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, secretClass } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const csiOtherProvider: Scenario = {
  name: 'csi-other-provider',
  title: 'A class of another provider',
  story:
    "The pod mounts a class of HashiCorp Vault, which is none of Azure's business.",
  cluster: csiCluster({ class: secretClass({ provider: 'vault', parameters: { vaultAddress: 'https://vault.example' } }), result: { objects: [{ id: 'db', version: '1' }] } }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: fine,
};
