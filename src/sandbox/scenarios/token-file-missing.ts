import type { Scenario } from '../scenario.ts';
import { azure, broken, clientId, deployment, doctorOrders, issuer, steps, vaultEnv, withProxySkipping } from './shop.ts';

const copied = [
  { name: 'AZURE_CLIENT_ID', value: clientId },
  { name: 'AZURE_FEDERATED_TOKEN_FILE', value: '/var/run/secrets/azure/wi/token/azure-identity-token' },
];

export const tokenFileMissing: Scenario = {
  name: 'token-file-missing',
  title: 'A container that is passed over is told to read a token',
  story:
    'The proxy is in skip-containers, and its variables were copied from the container beside it. The file that they name is mounted in that other one alone. The closest that is right is healthy-skip-containers.',
  cluster: {
    issuer,
    steps: steps(
      deployment({
        ...withProxySkipping('proxy'),
        containers: [
          { name: 'app', image: 'registry.example/orders:1', env: vaultEnv },
          { name: 'proxy', image: 'registry.example/proxy:1', env: copied },
        ],
      }),
    ),
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('token-file-missing'), warnings: ['pod-container-skipped'] },
};
