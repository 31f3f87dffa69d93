import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, identity, webhookDown } from './shop.ts';

export const twoWebhookDownAndCredential: Scenario = {
  name: 'two-webhook-down-and-credential',
  title: 'The webhook is down, and the credential was deleted',
  story:
    'The pods of today have all that the webhook gives, and no credential matches their token. Whoever restarts them to try loses them.',
  cluster: webhookDown,
  azure: azure({ identities: [identity([])] }),
  command: doctorOrders,
  expect: { ...broken('webhook-no-endpoints', 'fic-none'), consequences: ['fic-none'] },
};
