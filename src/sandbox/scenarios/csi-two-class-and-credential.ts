import type { Scenario } from '../scenario.ts';
import { csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders, identity } from './shop.ts';
import { spcKvnameUrl } from './spc-kvname-url.ts';

export const csiTwoClassAndCredential: Scenario = {
  name: 'csi-two-class-and-credential',
  title: 'An address for a name, and no credential',
  story:
    'The class has the address of the vault where its bare name belongs, and the identity trusts nobody. The event speaks of the name alone.',
  cluster: spcKvnameUrl.cluster,
  azure: azure({ identities: [identity([])], vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('fic-none', 'spc-kvname-url'), consequences: ['fic-none', 'spc-kvname-url'] },
};
