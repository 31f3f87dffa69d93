import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const healthyInitContainers: Scenario = {
  name: 'healthy-init-containers',
  title: 'Init containers are injected too',
  story:
    'An init container and the application use the same identity; the webhook gives both what they need.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({
            spec: { initContainers: [{ name: 'migrate', image: 'registry.example/migrate:1', env: vaultEnv }] },
          })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
