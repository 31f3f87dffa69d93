import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, identity, issuer, otherClientId, otherPrincipalId, steps } from './shop.ts';

export const saClientIdKubelet: Scenario = {
  name: 'sa-client-id-kubelet',
  title: 'The identity of the nodes',
  story:
    'Somebody searched the portal for the name of the cluster, and took the client id of the identity with which its nodes pull images.',
  cluster: {
    issuer,
    steps: steps(),
  },
  azure: azure({
    identities: [identity([], { name: 'aks-prod-agentpool', resourceGroup: 'MC_rg-aks_aks-prod_westeurope', principalId: otherPrincipalId }), identity([], { clientId: otherClientId })],
  }),
  command: doctorOrders,
  expect: { ...broken('sa-client-id-kubelet'), consequences: ['fic-none'] },
};
