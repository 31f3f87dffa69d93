import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, otherClientId, otherPrincipalId, steps, vault } from './shop.ts';

export const saMultipleIdentities: Scenario = {
  name: 'sa-multiple-identities',
  title: 'The role is on the second identity',
  story:
    'The service account is trusted by two identities, and names the first. The role on the vault was given to the second, whose client id the application would have to pass in code.',
  cluster: {
    issuer,
    steps: steps(),
  },
  azure: azure({
    identities: [identity(), identity([credential], { name: 'id-reports', clientId: otherClientId, principalId: otherPrincipalId })],
    vaults: [vault({ roleAssignments: [{ principalId: otherPrincipalId, role: 'Key Vault Secrets User' }] })],
  }),
  command: doctorOrders,
  expect: broken('kv-rbac-missing'),
};
