import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const healthyTokensPath: Scenario = {
  name: 'healthy-tokens-path',
  title: 'The token path of webhook v1.5 and older',
  story:
    'An older webhook mounts the token below /var/run/secrets/azure/tokens. The doctor follows AZURE_FEDERATED_TOKEN_FILE and assumes no path.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'tokens' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
