import type { Owner } from '../../evidence/subject.ts';
import { recreatePods } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface ProxyTenantMissing {
  readonly owner: Owner;
  readonly pods: readonly string[];
}

export const proxyTenantMissing = defineProblem<ProxyTenantMissing>({
  code: 'WI274',
  name: 'proxy-tenant-missing',
  link: 'webhook',
  title: 'The proxy has no tenant',
  brief: 'the proxy has no tenant, and ends',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: () => 'azwi-proxy has no AZURE_TENANT_ID, and ends as soon as it is started',
  why: () => 'The proxy takes the tenant from its own environment alone, and says "AZURE_TENANT_ID not set" where there is none. The webhook sets it from the annotation tenant-id of the service account, or, without that annotation, from its own configuration.',
  fix: ({ owner, pods }) => [
    note('Take an empty annotation azure.workload.identity/tenant-id off the service account of the pods (kubectl annotate serviceaccount NAME azure.workload.identity/tenant-id-), or name the tenant there.'),
    ...recreatePods(owner, pods),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde'] },
});
