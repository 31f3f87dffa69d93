import { mountAccess } from '../../evidence/mount-access.ts';
import { mountParameters } from '../../evidence/mount-parameters.ts';
import { mountServiceAccount } from '../../evidence/service-account.ts';
import { workload } from '../../evidence/workload.ts';
import { spcClientidDiffersFromSa } from '../../problems/csi/spc-clientid-differs-from-sa.ts';
import { answer, defineCheck, ok, skip, warn } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const clientAgrees = defineCheck({
  id: 'csi/client-agrees',
  title: 'the SecretProviderClass names the identity of the service account, or one that works',
  each: 'mount',
  reads: [mountParameters, answer(mountServiceAccount), answer(mountAccess), workload],
  problems: [spcClientidDiffersFromSa],
  run([{ clientId }, account, access, { owner }], { mount }) {
    const annotated = account.state === 'known' ? account.value.clientId : undefined;
    // the driver reads no annotation: without one there is nothing to compare, and nothing is missing
    if (clientId === '' || annotated === undefined) return skip('nothing to compare');
    if (clientId.toLowerCase() === annotated.trim().toLowerCase()) return ok();
    if (access.state !== 'known' || access.value.signedIn !== false) return ok();
    return warn(spcClientidDiffersFromSa, { ...mountRef(mount, owner), clientId, account: mount.serviceAccount, annotated });
  },
});
