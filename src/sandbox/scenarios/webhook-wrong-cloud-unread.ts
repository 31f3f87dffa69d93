import type { Scenario } from '../scenario.ts';
import { webhookWrongCloud } from './webhook-wrong-cloud.ts';
import { doctorOrders } from './shop.ts';

export const webhookWrongCloudUnread: Scenario = {
  name: 'webhook-wrong-cloud-unread',
  title: 'The webhook of another cloud, and nobody is signed in',
  story:
    'Entra of that cloud knows no such tenant. Whether the webhook names the wrong tenant or the wrong cloud is known where the identity can be found.',
  cluster: webhookWrongCloud.cluster,
  azure: { ...webhookWrongCloud.azure, operator: 'none' },
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['webhook-tenant-wrong', 'webhook-wrong-cloud'], gaps: ['doctor-rbac-partial'] },
};
