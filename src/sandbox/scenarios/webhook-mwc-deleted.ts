import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const webhookMwcDeleted: Scenario = {
  name: 'webhook-mwc-deleted',
  title: 'The webhook runs, its configuration is gone',
  story:
    'A clean-up job deleted the MutatingWebhookConfiguration; the webhook\'s pods run and are never called.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, unconfigured: true } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('webhook-mwc-deleted'), consequences: ['webhook-mwc-deleted'] },
};
