import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, namespaceRights, webhookUnseenRights } from './shop.ts';
import { webhookMwcDeleted } from './webhook-mwc-deleted.ts';

export const webhookMwcDeletedUnread: Scenario = {
  name: 'webhook-mwc-deleted-unread',
  title: 'The same, and nobody may look whether the webhook runs',
  story:
    'No configuration names the webhook. Whether it was never installed or lost its configuration shows only its Deployment, which the operator may not read.',
  cluster: { ...webhookMwcDeleted.cluster, operator: { clusterRules: webhookUnseenRights, namespaceRules: { shop: namespaceRights } } },
  azure: azure(),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['webhook-not-installed', 'webhook-mwc-deleted'] },
};
