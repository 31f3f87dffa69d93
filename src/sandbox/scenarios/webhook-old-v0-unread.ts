import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, namespaceRights, webhookUnseenRights } from './shop.ts';
import { webhookOldV0 } from './webhook-old-v0.ts';

export const webhookOldV0Unread: Scenario = {
  name: 'webhook-old-v0-unread',
  title: 'The same, and nobody may look at the version',
  story:
    'A webhook that does not ask for the label of the pod left it as it was. It was silent, or it is too old; its version shows only its Deployment, which the operator may not read.',
  cluster: { ...webhookOldV0.cluster, operator: { clusterRules: webhookUnseenRights, namespaceRules: { shop: namespaceRights } } },
  azure: azure(),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['webhook-fail-open', 'webhook-old-v0'] },
};
