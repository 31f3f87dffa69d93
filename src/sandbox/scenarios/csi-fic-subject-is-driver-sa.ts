import type { Scenario } from '../scenario.ts';
import { aboutObject, csiCluster, csiVault } from './csi-shop.ts';
import { azure, broken, credential, doctorOrders, identity } from './shop.ts';

export const csiFicSubjectIsDriverSa: Scenario = {
  name: 'csi-fic-subject-is-driver-sa',
  title: "The credential names the driver's account",
  story:
    'Somebody created the credential for the provider in kube-system. The token is that of the pod.',
  cluster: csiCluster({ result: aboutObject('ClientAssertionCredential authentication failed. \n"error_description": "AADSTS700213: No matching federated identity record found"') }),
  azure: azure({ identities: [identity([{ ...credential, subject: 'system:serviceaccount:kube-system:aks-secrets-store-provider-azure' }])], vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('csi-fic-subject-is-driver-sa'), consequences: ['csi-fic-subject-is-driver-sa'] },
};
