import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const tokenDefaultSaTokenUsed: Scenario = {
  name: 'token-default-sa-token-used',
  title: 'The API server\'s token is used for Azure',
  story:
    'The template points AZURE_FEDERATED_TOKEN_FILE at the token that is meant for the API server.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ env: [{ name: 'AZURE_FEDERATED_TOKEN_FILE', value: '/var/run/secrets/kubernetes.io/serviceaccount/token' }, ...vaultEnv] })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('token-default-sa-token-used'),
};
