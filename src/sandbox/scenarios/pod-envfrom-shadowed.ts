import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, otherClientId, steps, vaultEnv } from './shop.ts';

const container = { name: 'app', image: 'registry.example/orders:1', env: vaultEnv, envFrom: [{ configMapRef: { name: 'orders' } }] };

export const podEnvfromShadowed: Scenario = {
  name: 'pod-envfrom-shadowed',
  title: 'A client id in a ConfigMap',
  story:
    'The container takes its environment from a ConfigMap with a client id in it. The webhook does not look there, and what it injects wins.',
  cluster: {
    issuer,
    steps: steps({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders', namespace: 'shop' }, data: { AZURE_CLIENT_ID: otherClientId, LOG_LEVEL: 'info' } }, deployment({ containers: [container] })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...fine, warnings: ['pod-envfrom-shadowed'] },
};
