import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

const sidecar = {
  name: 'mesh',
  image: 'registry.example/mesh:1',
  restartPolicy: 'Always',
  lifecycle: { preStop: { exec: { command: ['/drain'] } } },
};

export const webhookDropsUnknownFields: Scenario = {
  name: 'webhook-drops-unknown-fields',
  title: 'A webhook that loses what it does not know',
  story:
    'The template has a sidecar of the kind that Kubernetes knows since 1.29. The webhook is built on an older API and gives the pod back without its restartPolicy.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'tokens', release: 'v1.1.0', afterwards: 'forgets' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ spec: { initContainers: [sidecar] } })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-drops-unknown-fields'),
};
