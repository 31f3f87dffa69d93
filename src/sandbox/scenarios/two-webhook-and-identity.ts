import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, deployment, doctorOrders, identity, issuer, namespace, otherClientId, serviceAccount, webhook } from './shop.ts';

export const twoWebhookAndIdentity: Scenario = {
  name: 'two-webhook-and-identity',
  title: 'The webhook is left out, and the identity was deleted',
  story:
    "AKS keeps the webhook out of the namespace, and the client id of the account is nobody's any more.",
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, namespaceSelector: { matchExpressions: [{ key: 'control-plane', operator: 'DoesNotExist' }] } } },
      { do: 'apply', objects: [{ ...namespace, metadata: { name: 'shop', labels: { 'control-plane': 'true' } } }, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure({ identities: [identity([credential], { clientId: otherClientId })] }),
  command: doctorOrders,
  expect: { ...broken('webhook-excluded-ns', 'identity-not-found'), consequences: ['webhook-excluded-ns'] },
};
