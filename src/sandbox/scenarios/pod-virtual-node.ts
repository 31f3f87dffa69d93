import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, steps } from './shop.ts';

export const podVirtualNode: Scenario = {
  name: 'pod-virtual-node',
  title: 'Pods on a virtual node',
  story:
    'The pods choose a virtual node of Container Instances, where no projected token is mounted.',
  cluster: {
    issuer,
    steps: steps(deployment({ spec: { nodeSelector: { type: 'virtual-kubelet' }, tolerations: [{ key: 'virtual-kubelet.io/provider', operator: 'Exists' }] } })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('pod-virtual-node'),
};
