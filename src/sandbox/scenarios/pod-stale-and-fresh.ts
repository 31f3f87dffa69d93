import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, otherClientId, serviceAccount, webhook } from './shop.ts';

export const podStaleAndFresh: Scenario = {
  name: 'pod-stale-and-fresh',
  title: 'A rollout that stands still',
  story:
    'A restart was begun and stopped: new pods with the new client id never became ready, and the controller has given up. Old pods stay, with the client id from before: two groups, judged apart.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': otherClientId })] },
      { do: 'apply', objects: [deployment()] },
      { do: 'pods', become: 'pending' },
      { do: 'apply', objects: [serviceAccount()] },
      {
        do: 'patch',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'orders',
        patch: { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-11-23T20:00:00Z' } } } } },
      },
      {
        do: 'status',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'orders',
        status: {
          conditions: [
            { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'ReplicaSet has timed out progressing.' },
          ],
        },
      },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('pod-stale-client-id'), consequences: ['identity-not-found'] },
};
