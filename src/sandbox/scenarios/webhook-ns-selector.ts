import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const webhookNsSelector: Scenario = {
  name: 'webhook-ns-selector',
  title: 'The webhook leaves the namespace out',
  story:
    'It is installed with a namespaceSelector, and the namespace lacks the label.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, namespaceSelector: { matchLabels: { identity: 'on' } } } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('webhook-ns-selector'), consequences: ['webhook-ns-selector'] },
};
