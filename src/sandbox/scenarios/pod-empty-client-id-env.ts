import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const podEmptyClientIdEnv: Scenario = {
  name: 'pod-empty-client-id-env',
  title: 'A client id that is there and empty',
  story:
    'The service account names no identity, and a webhook before 1.5.1 injects the variable all the same, with nothing in it.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'tokens', release: 'v1.5.0' } },
      { do: 'apply', objects: [namespace, serviceAccount({})] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('pod-empty-client-id-env'),
};
