import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, subscriptionId, webhook } from './shop.ts';

export const saClientIdNotGuid: Scenario = {
  name: 'sa-client-id-not-guid',
  title: 'A resource id where a client id belongs',
  story:
    'The annotation holds the Azure resource id of the identity. Entra finds no application of that name, which is a consequence.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({
            'azure.workload.identity/client-id': `/subscriptions/${subscriptionId}/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders`,
          })] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('sa-client-id-not-guid'), consequences: ['identity-not-found'] },
};
