import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, steps, vaultEnv } from './shop.ts';

export const healthyProxyUser: Scenario = {
  name: 'healthy-proxy-user',
  title: 'The proxy beside a container that is root',
  story:
    'User 0 is set on the container that needs it, not on the pod: the proxy keeps the user of its image.',
  cluster: {
    issuer,
    steps: steps(deployment({ annotations: { 'azure.workload.identity/inject-proxy-sidecar': 'true' }, containers: [{ name: 'app', image: 'registry.example/orders:1', env: vaultEnv, securityContext: { runAsUser: 0 } }] })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
