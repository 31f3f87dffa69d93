import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, identity } from './shop.ts';
import { webhookExcludedNs } from './webhook-excluded-ns.ts';

export const twoWebhookAndIdentity: Scenario = {
  name: 'two-webhook-and-identity',
  title: 'The webhook is left out, and the identity trusts nobody',
  story:
    'AKS keeps the webhook out of the namespace, and the identity has no credential.',
  cluster: webhookExcludedNs.cluster,
  azure: azure({ identities: [identity([])] }),
  command: doctorOrders,
  expect: { ...broken('webhook-excluded-ns', 'fic-none'), consequences: ['webhook-excluded-ns', 'fic-none'] },
};
