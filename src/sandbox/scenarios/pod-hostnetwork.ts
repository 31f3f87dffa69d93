import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, steps } from './shop.ts';

export const podHostnetwork: Scenario = {
  name: 'pod-hostnetwork',
  title: 'The proxy on the network of the node',
  story:
    'The pods use the network of their node, and ask for the proxy. It would change the network of the whole node, so the webhook refuses them.',
  cluster: {
    issuer,
    steps: steps(deployment({ annotations: { 'azure.workload.identity/inject-proxy-sidecar': 'true' }, spec: { hostNetwork: true } })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('pod-hostnetwork'),
};
