import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, steps } from './shop.ts';

export const healthyProxyDeprecatedUse: Scenario = {
  name: 'healthy-proxy-deprecated-use',
  title: 'The proxy of the migration from pod identity',
  story:
    'The proxy sidecar answers in place of the metadata service of the node. It is meant for the time of a migration, and works.',
  cluster: {
    issuer,
    steps: steps(deployment({ annotations: { 'azure.workload.identity/inject-proxy-sidecar': 'true' } })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
