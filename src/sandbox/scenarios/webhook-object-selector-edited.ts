import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const webhookObjectSelectorEdited: Scenario = {
  name: 'webhook-object-selector-edited',
  title: 'The webhook asks for another label',
  story:
    'Somebody edited its objectSelector; the label that the documentation names no longer helps.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, objectSelector: { matchLabels: { 'example.com/identity': 'on' } } } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('webhook-object-selector-edited'), consequences: ['webhook-object-selector-edited'] },
};
