import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, steps } from './shop.ts';

export const proxyWindows: Scenario = {
  name: 'proxy-windows',
  title: 'The proxy on a Windows node',
  story:
    'The pods choose Windows nodes and ask for the proxy, whose images are made for Linux alone.',
  cluster: {
    issuer,
    steps: steps(deployment({ annotations: { 'azure.workload.identity/inject-proxy-sidecar': 'true' }, spec: { nodeSelector: { 'kubernetes.io/os': 'windows' } } })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('proxy-windows'),
};
