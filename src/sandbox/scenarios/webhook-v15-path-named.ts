import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const webhookV15PathNamed: Scenario = {
  name: 'webhook-v15-path-named',
  title: 'The old path with the old webhook',
  story:
    'The template names the path itself, and the webhook of v1.5 mounts the token there: nothing is wrong yet.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'tokens' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ env: [{ name: 'AZURE_FEDERATED_TOKEN_FILE', value: '/var/run/secrets/azure/tokens/azure-identity-token' }, ...vaultEnv] })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
