import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps } from './shop.ts';

export const healthyPodWaits: Scenario = {
  name: 'healthy-pod-waits',
  title: 'Pods that wait for something else',
  story:
    'The pods are on their node and have not begun, since their image takes its time: no token is what they wait for.',
  cluster: { issuer, steps: [{ do: 'pods', become: 'pending' }, ...steps(), { do: 'event', namespace: 'shop', of: 'orders', reason: 'Failed', message: 'Failed to pull image "registry.example/orders:1"' }] },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
