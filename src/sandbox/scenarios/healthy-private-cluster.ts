import type { Scenario } from '../scenario.ts';
import { azure, credential, doctorOrders, fine, identity, steps, tenantId } from './shop.ts';

const ownIssuer = `https://northeurope.oic.prod-aks.azure.com/${tenantId}/77777777-7777-4777-8777-777777777777/`;

export const healthyPrivateCluster: Scenario = {
  name: 'healthy-private-cluster',
  title: 'A private cluster',
  story:
    'The API server has a private address alone. Its issuer is public all the same, as it is of every cluster of AKS, so Entra finds the keys: a private cluster is no fault.',
  cluster: { issuer: ownIssuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: ownIssuer }])] }),
  command: doctorOrders,
  expect: fine,
};
