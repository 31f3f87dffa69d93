import { mountParameters } from '../../evidence/mount-parameters.ts';
import { secretProviderClass } from '../../evidence/secret-provider-class.ts';
import { workload } from '../../evidence/workload.ts';
import { spcTenantMissing } from '../../problems/csi/spc-tenant-missing.ts';
import { defineCheck, fail, ok } from '../check.ts';
import { mountRef, nearMiss, standsEmpty } from './mount-ref.ts';
import { notOfAzure } from './of-azure.ts';

export const tenantNamed = defineCheck({
  id: 'csi/tenant-named',
  title: 'the SecretProviderClass names a tenant',
  each: 'mount',
  reads: [mountParameters, secretProviderClass, workload],
  problems: [spcTenantMissing],
  run([{ tenantId }, found, { owner }], { mount }) {
    const other = notOfAzure(found);
    if (other !== undefined) return other;
    return tenantId === '' ? fail(spcTenantMissing, { ...mountRef(mount, owner), ...standsEmpty(found.parameters, 'tenantID', 'tenantId'), ...nearMiss(found.unread, /^tenant[-_. ]?id$/i, /^tenant$/i) }) : ok();
  },
});
