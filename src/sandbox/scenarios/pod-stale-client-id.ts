import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, otherClientId, serviceAccount, webhook } from './shop.ts';

export const podStaleClientId: Scenario = {
  name: 'pod-stale-client-id',
  title: 'The annotation was changed, the pods were not',
  story:
    'The service account names a new identity, and the old one was deleted. The pods still use the old client id: that it is unknown to Entra is a consequence.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': otherClientId })] },
      { do: 'apply', objects: [deployment()] },
      { do: 'apply', objects: [serviceAccount()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('pod-stale-client-id'), consequences: ['identity-not-found'] },
};
