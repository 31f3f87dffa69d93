import type { Scenario } from '../scenario.ts';
import { addOn, bothDoors, classWith, csiVault, mountedDbPassword, mounting } from './csi-shop.ts';
import { azure, credential, doctorOrders, fine, identity, issuer, namespace, otherClientId, otherPrincipalId, principalId, serviceAccount, webhook } from './shop.ts';

export const healthyCsiTwoIdentities: Scenario = {
  name: 'healthy-csi-two-identities',
  title: 'Two identities on purpose',
  story:
    'The account names one identity and the class another, and both work.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: addOn },
      { do: 'apply', objects: [namespace, serviceAccount(), classWith({ clientID: otherClientId })] },
      { do: 'apply', objects: [bothDoors] },
      mounting(mountedDbPassword),
    ],
  },
  azure: azure({ identities: [identity(), identity([credential], { name: 'id-files', clientId: otherClientId, principalId: otherPrincipalId })], vaults: [csiVault({ roleAssignments: [{ principalId, role: 'Key Vault Secrets User' }, { principalId: otherPrincipalId, role: 'Key Vault Secrets User' }] })] }),
  command: doctorOrders,
  expect: fine,
};
