import type { Scenario } from '../scenario.ts';
import { aboutObject, csiCluster, csiVault, csiVolume, mountingDeployment } from './csi-shop.ts';
import { azure, broken, doctorOrders, identity, otherClientId, otherPrincipalId } from './shop.ts';

export const csiVolumeattributesOverride: Scenario = {
  name: 'csi-volumeattributes-override',
  title: 'The class was corrected in vain',
  story:
    'The class names the right identity, and the volume of the pod another one, which has no credential: the volume wins.',
  cluster: csiCluster({ workload: mountingDeployment(csiVolume({ attributes: { secretProviderClass: 'orders', clientID: otherClientId } })), result: aboutObject('ClientAssertionCredential authentication failed. \n"error_description": "AADSTS70025: no configured federated identity credentials"') }),
  azure: azure({ identities: [identity(), identity([], { name: 'id-files', clientId: otherClientId, principalId: otherPrincipalId })], vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('fic-on-wrong-identity'), consequences: ['fic-none'], warnings: ['csi-volumeattributes-override'] },
};
