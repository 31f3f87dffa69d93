import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const healthySidecarInjectedLater: Scenario = {
  name: 'healthy-sidecar-injected-later',
  title: 'A sidecar that needs no token',
  story:
    'Another webhook adds a mesh to the pods after azure-wi was called. It never goes to Azure.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, afterwards: { sidecar: { name: 'agent', image: 'registry.example/agent:1' } } } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
