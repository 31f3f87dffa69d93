import type { Scenario } from '../scenario.ts';
import { doctorOrders } from './shop.ts';
import { webhookWrongCloudAnnotated } from './webhook-wrong-cloud-annotated.ts';

export const webhookWrongCloudAnnotatedUnread: Scenario = {
  name: 'webhook-wrong-cloud-annotated-unread',
  title: 'The webhook of another cloud, a tenant by annotation, and nobody is signed in',
  story:
    'Entra of that cloud knows no such tenant. Whether the annotation or the cloud is wrong is known where the identity can be found.',
  cluster: webhookWrongCloudAnnotated.cluster,
  azure: { ...webhookWrongCloudAnnotated.azure, operator: 'none' },
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['sa-tenant-wrong', 'webhook-wrong-cloud'], gaps: ['doctor-rbac-partial'] },
};
