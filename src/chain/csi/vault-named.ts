import { vaultNameOf } from '../../evidence/cloud-hosts.ts';
import { mountParameters } from '../../evidence/mount-parameters.ts';
import { secretProviderClass } from '../../evidence/secret-provider-class.ts';
import { workload } from '../../evidence/workload.ts';
import { spcKvnameMissing } from '../../problems/csi/spc-kvname-missing.ts';
import { spcKvnameUrl } from '../../problems/csi/spc-kvname-url.ts';
import { defineCheck, fail, ok } from '../check.ts';
import { mountRef, nearMiss, standsEmpty } from './mount-ref.ts';
import { notOfAzure } from './of-azure.ts';

/** What the provider takes for a name (`mountConfig.getVaultURL`). */
const vaultName = /^[-A-Za-z0-9]{3,24}$/;

export const vaultNamed = defineCheck({
  id: 'csi/vault-named',
  title: 'the SecretProviderClass has the bare name of a vault',
  each: 'mount',
  reads: [mountParameters, secretProviderClass, workload],
  problems: [spcKvnameMissing, spcKvnameUrl],
  run([{ vaultName: value }, found, { owner }], { mount }) {
    const other = notOfAzure(found);
    if (other !== undefined) return other;
    const ref = mountRef(mount, owner);
    if (value === '') return fail(spcKvnameMissing, { ...ref, ...standsEmpty(found.parameters, 'keyvaultName'), ...nearMiss(found.unread, /^(key)?[-_. ]?vault[-_. ]?(name|uri|url)?$/i) });
    if (vaultName.test(value)) return ok();
    const meant = vaultNameOf(URL.canParse(value) ? new URL(value).hostname : value);
    return fail(spcKvnameUrl, { ...ref, value, ...(meant === undefined ? {} : { name: meant }) });
  },
});
