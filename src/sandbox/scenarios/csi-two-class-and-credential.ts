import type { Scenario } from '../scenario.ts';
import { classWith, csiCluster, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders, identity } from './shop.ts';

export const csiTwoClassAndCredential: Scenario = {
  name: 'csi-two-class-and-credential',
  title: 'An address for a name, and no credential',
  story:
    'The class has the address of the vault where its bare name belongs, and the identity trusts nobody. The event speaks of the name alone.',
  cluster: csiCluster({
    class: classWith({ keyvaultName: 'https://kv-shop.vault.azure.net/' }),
    result: fromProvider('failed to get vault: Invalid vault name: "https://kv-shop.vault.azure.net/", must be between 3 and 24 chars'),
  }),
  azure: azure({ identities: [identity([])], vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('fic-none', 'spc-kvname-url'), consequences: ['fic-none', 'spc-kvname-url'] },
};
