import type { Answer } from '../../evidence/answer.ts';
import { mountParameters } from '../../evidence/mount-parameters.ts';
import { mountingPods, mountRecords } from '../../evidence/mounting-pods.ts';
import { secretProviderClass } from '../../evidence/secret-provider-class.ts';
import { workload } from '../../evidence/workload.ts';
import { spcBoolInvalid } from '../../problems/csi/spc-bool-invalid.ts';
import { spcPodIdentityTrue } from '../../problems/csi/spc-pod-identity-true.ts';
import { spcTwoModes } from '../../problems/csi/spc-two-modes.ts';
import { spcVmIdentityTrue } from '../../problems/csi/spc-vm-identity-true.ts';
import { answer, defineCheck, fail, ok, skip, unseen, warn } from '../check.ts';
import { everyPodMounted } from './mounted-pods.ts';
import { mountRef } from './mount-ref.ts';
import { notOfAzure } from './of-azure.ts';

export const signsInAsWorkload = defineCheck({
  id: 'csi/identity-mode',
  title: 'the SecretProviderClass signs in with workload identity',
  each: 'mount',
  reads: [mountParameters, secretProviderClass, workload, answer(mountingPods), answer(mountRecords)],
  problems: [spcBoolInvalid, spcTwoModes, spcPodIdentityTrue, spcVmIdentityTrue],
  run([{ identity, clientId }, found, { owner }, pods, records], { mount }) {
    const other = notOfAzure(found);
    if (other !== undefined) return other;
    const ref = mountRef(mount, owner);
    switch (identity.mode) {
      case 'invalid':
        return fail(spcBoolInvalid, { ...ref, parameter: identity.flag, value: identity.value });
      case 'several':
        return fail(spcTwoModes, { ...ref, flags: identity.flags });
      case 'usePodIdentity':
        return fail(spcPodIdentityTrue, ref);
      case 'useAzureTokenProxy':
        return skip('an identity binding signs in through the proxy of the cluster');
      case 'useVMManagedIdentity': {
        const mounted = everyPodMounted(mount, pods, records);
        // the class names an identity that is not the one in use: it may work, and is not what was meant
        if (clientId !== '') return mounted === true ? warn(spcVmIdentityTrue, { ...ref, clientId }) : fail(spcVmIdentityTrue, { ...ref, clientId });
        if (mounted === true) return ok('signs in as the node, which is no workload identity; every pod has mounted');
        if (mounted === undefined && (pods.state === 'unknown' || records.state === 'unknown')) return unseen(pods, records);
        return unseen(notTried("the node's identity, which nobody can sign in with from here: useVMManagedIdentity is no workload identity"));
      }
      case 'none': {
        if (clientId !== '' || mount.secretRef === undefined) return ok();
        const mounted = everyPodMounted(mount, pods, records);
        if (mounted === undefined && (pods.state === 'unknown' || records.state === 'unknown')) return unseen(pods, records);
        if (mounted === true) return ok('signs in with the secret of a service principal, which is no workload identity; every pod has mounted');
        return unseen(notTried('the secret of a service principal (nodePublishSecretRef), which is not read: it is no workload identity'));
      }
    }
  },
});

function notTried(needs: string): Answer<never> {
  return { state: 'unknown', gap: { reason: 'not-asked', needs } };
}
