import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, steps } from './shop.ts';

export const proxySkipsItself: Scenario = {
  name: 'proxy-skips-itself',
  title: 'The proxy is told to skip itself',
  story:
    'The list of containers to skip was meant to keep the token from whoever does not need it, and names the proxy.',
  cluster: {
    issuer,
    steps: steps(deployment({ annotations: { 'azure.workload.identity/inject-proxy-sidecar': 'true', 'azure.workload.identity/skip-containers': 'azwi-proxy' } })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('proxy-skips-itself'),
};
