import type { Scenario } from '../scenario.ts';
import { csiProviderMissing } from './csi-provider-missing.ts';
import { csiVault } from './csi-shop.ts';
import { azure, broken, credential, doctorOrders, identity } from './shop.ts';

export const csiTwoProviderAndCredential: Scenario = {
  name: 'csi-two-provider-and-credential',
  title: 'No provider on the node, and a credential for another account',
  story:
    'The provider runs on other nodes only, and the credential names order instead of orders. The event knows neither: it says that time ran out.',
  cluster: csiProviderMissing.cluster,
  azure: azure({ identities: [identity([{ ...credential, subject: 'system:serviceaccount:shop:order' }])], vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('fic-subject-mismatch', 'csi-provider-missing'), consequences: ['fic-subject-mismatch', 'csi-provider-missing'] },
};
