import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, steps } from './shop.ts';

const sidecar = {
  name: 'mesh',
  image: 'registry.example/mesh:1',
  restartPolicy: 'Always',
  lifecycle: { preStop: { exec: { command: ['/drain'] } } },
};

export const healthyNativeSidecar: Scenario = {
  name: 'healthy-native-sidecar',
  title: 'A sidecar of Kubernetes and a webhook of today',
  story:
    'The template has a sidecar of the kind that Kubernetes knows since 1.29, and the webhook leaves it as it is.',
  cluster: {
    issuer,
    steps: steps(deployment({ spec: { initContainers: [sidecar] } })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
