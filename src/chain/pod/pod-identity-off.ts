import { nodeManagedIdentity } from '../../evidence/node-managed-identity.ts';
import { workload } from '../../evidence/workload.ts';
import { podidAddonEnabled } from '../../problems/pod/podid-addon-enabled.ts';
import { defineCheck, ok, skip, warn, when } from '../check.ts';
import { speaksOfPodIdentity } from './pod-identity-left.ts';

export const podIdentityOff = defineCheck({
  id: 'pod/pod-identity-off',
  title: 'the pod identity add-on of AKS is off',
  each: 'target',
  reads: [workload, when(nodeManagedIdentity, speaksOfPodIdentity, workload)],
  problems: [podidAddonEnabled],
  run([{ owner }, nmi]) {
    if (nmi.state === 'not-needed') return skip('nothing of this workload has to do with it');
    if (nmi.state === 'absent') return ok();
    // whether the add-on is on is a hint: what could not be read says nothing of the workload
    if (nmi.state === 'unknown') return skip('the DaemonSets could not be read');
    return nmi.value.addOn ? warn(podidAddonEnabled, { owner, nmi: `${nmi.value.namespace}/${nmi.value.name}` }) : ok();
  },
});
