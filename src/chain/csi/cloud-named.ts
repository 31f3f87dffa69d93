import { mountParameters } from '../../evidence/mount-parameters.ts';
import { secretProviderClass } from '../../evidence/secret-provider-class.ts';
import { workload } from '../../evidence/workload.ts';
import { spcCloudname } from '../../problems/csi/spc-cloudname.ts';
import { defineCheck, fail, ok } from '../check.ts';
import { mountRef } from './mount-ref.ts';
import { notOfAzure } from './of-azure.ts';

export const cloudNamed = defineCheck({
  id: 'csi/cloud-named',
  title: 'the SecretProviderClass names no cloud, or one that there is',
  each: 'mount',
  reads: [mountParameters, secretProviderClass, workload],
  problems: [spcCloudname],
  run([{ authority, cloudName }, found, { owner }], { mount }) {
    const other = notOfAzure(found);
    if (other !== undefined) return other;
    return authority === undefined ? fail(spcCloudname, { ...mountRef(mount, owner), value: cloudName }) : ok();
  },
});
