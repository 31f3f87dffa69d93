import { mountParameters } from '../../evidence/mount-parameters.ts';
import { secretProviderClass } from '../../evidence/secret-provider-class.ts';
import { mountServiceAccount } from '../../evidence/service-account.ts';
import { workload } from '../../evidence/workload.ts';
import { spcClientidMissing } from '../../problems/csi/spc-clientid-missing.ts';
import { answer, defineCheck, fail, ok, skip } from '../check.ts';
import { mountRef, nearMiss, standsEmpty } from './mount-ref.ts';
import { notOfAzure } from './of-azure.ts';

export const clientNamed = defineCheck({
  id: 'csi/client-named',
  title: 'the SecretProviderClass names a client id',
  each: 'mount',
  reads: [mountParameters, secretProviderClass, workload, answer(mountServiceAccount)],
  problems: [spcClientidMissing],
  run([{ clientId, identity }, found, { owner }, account], { mount }) {
    const other = notOfAzure(found);
    if (other !== undefined) return other;
    if (clientId !== '') return ok();
    if (identity.mode === 'useVMManagedIdentity') return skip('signs in as the node');
    if (mount.secretRef !== undefined) return skip('signs in as a service principal (nodePublishSecretRef)');
    const annotated = account.state === 'known' ? account.value.clientId : undefined;
    return fail(spcClientidMissing, {
      ...mountRef(mount, owner),
      ...standsEmpty(found.parameters, 'clientID'),
      ...nearMiss(found.unread, /^client[-_. ]?id$/i, /identity[-_. ]?(client)?[-_. ]?id$/i),
      ...(annotated === undefined ? {} : { clientId: annotated }),
    });
  },
});
