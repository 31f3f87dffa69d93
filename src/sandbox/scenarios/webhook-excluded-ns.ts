import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const webhookExcludedNs: Scenario = {
  name: 'webhook-excluded-ns',
  title: 'AKS keeps the webhook out of the namespace',
  story:
    'The admissions enforcer added a selector to a webhook that was installed by hand, and the namespace carries its label.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, namespaceSelector: { matchExpressions: [{ key: 'control-plane', operator: 'DoesNotExist' }] } } },
      { do: 'apply', objects: [{ ...namespace, metadata: { name: 'shop', labels: { 'control-plane': 'true' } } }, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('webhook-excluded-ns'), consequences: ['webhook-excluded-ns'] },
};
