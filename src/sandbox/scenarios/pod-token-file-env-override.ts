import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const podTokenFileEnvOverride: Scenario = {
  name: 'pod-token-file-env-override',
  title: 'The template names a token file that is not there',
  story:
    'AZURE_FEDERATED_TOKEN_FILE is set to a path where nothing is mounted.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ env: [{ name: 'AZURE_FEDERATED_TOKEN_FILE', value: '/tokens/azure' }, ...vaultEnv] })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('pod-token-file-env-override'),
};
