import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const healthySkipContainers: Scenario = {
  name: 'healthy-skip-containers',
  title: 'A container that is left out on purpose',
  story:
    'The proxy is named in skip-containers, so it carries no AZURE_* variables, as it should.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({
            annotations: { 'azure.workload.identity/skip-containers': 'proxy; other' },
            containers: [
              { name: 'app', image: 'registry.example/orders:1', env: vaultEnv },
              { name: 'proxy', image: 'registry.example/proxy:1' },
            ],
          })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
