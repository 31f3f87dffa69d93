import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const podContainerSkipped: Scenario = {
  name: 'pod-container-skipped',
  title: 'The application is in skip-containers',
  story:
    'The list names the container that reads the vault; it gets no token.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({
            annotations: { 'azure.workload.identity/skip-containers': 'app' },
            containers: [
              { name: 'app', image: 'registry.example/orders:1', env: vaultEnv },
              { name: 'proxy', image: 'registry.example/proxy:1' },
            ],
          })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...fine, warnings: ['pod-container-skipped'] },
};
