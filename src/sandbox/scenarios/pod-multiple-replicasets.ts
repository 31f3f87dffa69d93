import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const podMultipleReplicasets: Scenario = {
  name: 'pod-multiple-replicasets',
  title: 'A rollout that stands still half-way',
  story:
    'The label was added, and the first new pod never became ready. The deadline of the rollout has passed: old pods without the label go on serving beside it.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ labels: {} })] },
      { do: 'pods', become: 'pending' },
      { do: 'apply', objects: [deployment()] },
      {
        do: 'status',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'orders',
        status: {
          conditions: [
            {
              type: 'Progressing',
              status: 'False',
              reason: 'ProgressDeadlineExceeded',
              message: 'ReplicaSet has timed out progressing.',
              lastUpdateTime: '2026-11-23T20:20:00Z',
              lastTransitionTime: '2026-11-23T20:20:00Z',
            },
          ],
        },
      },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('pod-multiple-replicasets'),
};
