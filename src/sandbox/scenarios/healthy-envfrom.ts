import type { Scenario } from '../scenario.ts';
import { azure, clientId, deployment, doctorOrders, fine, issuer, steps, vaultEnv } from './shop.ts';

const container = { name: 'app', image: 'registry.example/orders:1', env: vaultEnv, envFrom: [{ configMapRef: { name: 'orders' } }] };

export const healthyEnvfrom: Scenario = {
  name: 'healthy-envfrom',
  title: 'The same client id in a ConfigMap',
  story:
    'The container takes its environment from a ConfigMap with a client id in it, which is that of the service account.',
  cluster: {
    issuer,
    steps: steps({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders', namespace: 'shop' }, data: { AZURE_CLIENT_ID: clientId, LOG_LEVEL: 'info' } }, deployment({ containers: [container] })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
