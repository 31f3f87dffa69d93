import type { Scenario } from '../scenario.ts';
import { webhookNsSelector } from './webhook-ns-selector.ts';
import { doctorOrders, namespaceRights } from './shop.ts';

export const webhookNsSelectorUnread: Scenario = {
  name: 'webhook-ns-selector-unread',
  title: 'The webhook leaves the namespace out, and nobody may look',
  story:
    'The pods are labelled and were not injected. The operator may not read how the webhook is configured, so each way past it is possible.',
  cluster: { ...webhookNsSelector.cluster, operator: { namespaceRules: { shop: namespaceRights } } },
  azure: webhookNsSelector.azure,
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['pod-predates-label', 'webhook-fail-open', 'webhook-not-installed', 'webhook-ns-selector', 'webhook-object-selector-edited'], gaps: ['doctor-rbac-partial'] },
};
