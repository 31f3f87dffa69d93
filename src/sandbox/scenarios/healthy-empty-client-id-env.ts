import type { Scenario } from '../scenario.ts';
import { azure, clientId, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const healthyEmptyClientIdEnv: Scenario = {
  name: 'healthy-empty-client-id-env',
  title: 'An empty client id that nobody reads',
  story:
    'The webhook is older than 1.5.1 and injects an empty client id. The application passes its own in code, and that wins in every SDK.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'tokens', release: 'v1.5.0' } },
      { do: 'apply', objects: [namespace, serviceAccount({})] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: [...doctorOrders, '--client-id', clientId],
  expect: fine,
};
