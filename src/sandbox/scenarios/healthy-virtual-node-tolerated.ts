import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, steps } from './shop.ts';

export const healthyVirtualNodeTolerated: Scenario = {
  name: 'healthy-virtual-node-tolerated',
  title: 'Pods that could go to a virtual node',
  story:
    'The pods tolerate virtual nodes, and choose none: they run on a usual one.',
  cluster: {
    issuer,
    steps: steps(deployment({ spec: { tolerations: [{ key: 'virtual-kubelet.io/provider', operator: 'Exists' }] } })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
