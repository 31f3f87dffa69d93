import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const webhookNsSelectorMatching: Scenario = {
  name: 'webhook-ns-selector-matching',
  title: 'A namespaceSelector that fits',
  story:
    'The same selector, and a namespace that carries the label.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, namespaceSelector: { matchLabels: { identity: 'on' } } } },
      { do: 'apply', objects: [{ ...namespace, metadata: { name: 'shop', labels: { identity: 'on' } } }, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
