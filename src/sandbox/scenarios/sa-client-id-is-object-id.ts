import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, principalId, serviceAccount, webhook } from './shop.ts';

export const saClientIdIsObjectId: Scenario = {
  name: 'sa-client-id-is-object-id',
  title: 'The object id was taken for the client id',
  story:
    'Both are GUIDs of the same identity, and the portal shows them side by side.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': principalId })] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('sa-client-id-is-object-id'), consequences: ['identity-not-found'] },
};
