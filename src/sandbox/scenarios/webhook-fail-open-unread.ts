import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, namespaceRights, webhookUnseenRights } from './shop.ts';
import { webhookFailOpen } from './webhook-fail-open.ts';

export const webhookFailOpenUnread: Scenario = {
  name: 'webhook-fail-open-unread',
  title: 'The same, without a look at the webhook itself',
  story:
    'Its version cannot be read, but its configuration asks for the label of the pod: it is no webhook from before 1.0, so it was silent.',
  cluster: { ...webhookFailOpen.cluster, operator: { clusterRules: webhookUnseenRights, namespaceRules: { shop: namespaceRights } } },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-fail-open'),
};
