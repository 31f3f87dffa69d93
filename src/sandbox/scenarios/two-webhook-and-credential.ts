import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity } from './shop.ts';
import { webhookNotInstalled } from './webhook-not-installed.ts';

export const twoWebhookAndCredential: Scenario = {
  name: 'two-webhook-and-credential',
  title: 'No webhook, and a credential for another account',
  story:
    'The webhook was never installed, and the credential names order instead of orders. The token that pods would have is exchanged from here, so the second fault shows before the first is mended.',
  cluster: webhookNotInstalled.cluster,
  azure: azure({ identities: [identity([{ ...credential, subject: 'system:serviceaccount:shop:order' }])] }),
  command: doctorOrders,
  expect: { ...broken('webhook-not-installed', 'fic-subject-mismatch'), consequences: ['webhook-not-installed', 'fic-subject-mismatch'] },
};
