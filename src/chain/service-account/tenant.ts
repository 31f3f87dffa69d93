import { entrances } from '../../evidence/entrances.ts';
import { targetServiceAccount } from '../../evidence/service-account.ts';
import { workload } from '../../evidence/workload.ts';
import { saTenantEmpty } from '../../problems/service-account/sa-tenant-empty.ts';
import { defineCheck, fail, ok, skip } from '../check.ts';

export const tenant = defineCheck({
  id: 'service-account/tenant',
  title: 'the service account names no empty tenant',
  each: 'target',
  reads: [targetServiceAccount, workload, entrances],
  problems: [saTenantEmpty],
  run([{ namespace, name, tenantId }, { owner }, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    return tenantId === '' ? fail(saTenantEmpty, { account: { namespace, name }, owner }) : ok();
  },
});
