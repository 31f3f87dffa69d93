import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const webhookV16PathChange: Scenario = {
  name: 'webhook-v16-path-change',
  title: 'The token moved with webhook v1.6',
  story:
    'The template names the path that older webhooks mounted the token at.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ env: [{ name: 'AZURE_FEDERATED_TOKEN_FILE', value: '/var/run/secrets/azure/tokens/azure-identity-token' }, ...vaultEnv] })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-v16-path-change'),
};
