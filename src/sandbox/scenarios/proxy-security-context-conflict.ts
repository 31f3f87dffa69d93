import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, steps } from './shop.ts';

export const proxySecurityContextConflict: Scenario = {
  name: 'proxy-security-context-conflict',
  title: 'The pod runs as root, the proxy must not',
  story:
    'The template sets user 0 for the whole pod. The proxy takes that user and is not allowed to be root, so the kubelet refuses to start it.',
  cluster: {
    issuer,
    steps: steps(deployment({ annotations: { 'azure.workload.identity/inject-proxy-sidecar': 'true' }, spec: { securityContext: { runAsUser: 0 } } })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('proxy-security-context-conflict'),
};
