import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, steps } from './shop.ts';

export const healthyWindows: Scenario = {
  name: 'healthy-windows',
  title: 'Pods on Windows nodes',
  story:
    'The SDK signs in on Windows as it does on Linux, and no proxy is asked for. The pod says by spec.os that it is for Windows.',
  cluster: {
    issuer,
    steps: steps(deployment({ spec: { nodeSelector: { 'kubernetes.io/os': 'windows' }, os: { name: 'windows' } } })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
