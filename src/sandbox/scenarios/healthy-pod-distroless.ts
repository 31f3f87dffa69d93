import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, steps, vaultEnv } from './shop.ts';

export const healthyPodDistroless: Scenario = {
  name: 'healthy-pod-distroless',
  title: 'An image without a shell',
  story:
    'Nothing can be started in the container. The doctor starts nothing there: it asks the API server for a token like that of the pod, and reads the specification.',
  cluster: {
    issuer,
    steps: steps(deployment({ containers: [{ name: 'app', image: 'gcr.io/distroless/static:nonroot', env: vaultEnv }], spec: { securityContext: { runAsNonRoot: true, runAsUser: 65532 } } })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
