import type { Scenario } from '../scenario.ts';
import { azure, credential, doctorOrders, fine, identity, issuer, otherClientId, otherPrincipalId, steps, vault } from './shop.ts';

export const healthySaMultipleIdentities: Scenario = {
  name: 'healthy-sa-multiple-identities',
  title: 'Two identities for one service account',
  story:
    'The service account is trusted by two identities and names one. The application passes the client id of the other in code, and that one has the role.',
  cluster: {
    issuer,
    steps: steps(),
  },
  azure: azure({
    identities: [identity(), identity([credential], { name: 'id-reports', clientId: otherClientId, principalId: otherPrincipalId })],
    vaults: [vault({ roleAssignments: [{ principalId: otherPrincipalId, role: 'Key Vault Secrets User' }] })],
  }),
  command: [...doctorOrders, '--client-id', otherClientId],
  expect: fine,
};
