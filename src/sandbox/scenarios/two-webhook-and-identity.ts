import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, identity, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const twoWebhookAndIdentity: Scenario = {
  name: 'two-webhook-and-identity',
  title: 'The webhook is left out, and the identity trusts nobody',
  story:
    'AKS keeps the webhook out of the namespace, and the identity has no credential.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, namespaceSelector: { matchExpressions: [{ key: 'control-plane', operator: 'DoesNotExist' }] } } },
      { do: 'apply', objects: [{ ...namespace, metadata: { name: 'shop', labels: { 'control-plane': 'true' } } }, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure({ identities: [identity([])] }),
  command: doctorOrders,
  expect: { ...broken('webhook-excluded-ns', 'fic-none'), consequences: ['webhook-excluded-ns', 'fic-none'] },
};
