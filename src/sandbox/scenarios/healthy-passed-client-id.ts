import type { Scenario } from '../scenario.ts';
import { azure, clientId, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const healthyPassedClientId: Scenario = {
  name: 'healthy-passed-client-id',
  title: 'The application passes its client id in code',
  story:
    'The service account names no identity, which is allowed when the code does. --client-id tells the doctor which one.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({})] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: [...doctorOrders, '--client-id', clientId],
  expect: fine,
};
