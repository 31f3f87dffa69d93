import { containerStates } from '../../evidence/container-states.ts';
import { bindingEvents, usesBinding } from '../../evidence/identity-binding.ts';
import { isLabelled } from '../../evidence/pod-shape.ts';
import { workload } from '../../evidence/workload.ts';
import { ibCaConfigmapMissing } from '../../problems/pod/ib-ca-configmap-missing.ts';
import { answer, defineCheck, fail, ok, skip, unseen } from '../check.ts';

export const bindingCa = defineCheck({
  id: 'pod/binding-ca',
  title: 'pods that use an identity binding get the certificate of its proxy',
  each: 'pod-group',
  reads: [answer(bindingEvents), answer(containerStates), workload],
  problems: [ibCaConfigmapMissing],
  run([events, states, { owner }], { podGroup: { id, shape, pods, newest } }) {
    if (!usesBinding(shape)) return isLabelled(shape) ? ok() : skip('nothing here asks for the webhook');
    // a pod whose containers began has its volumes
    if (states.state === 'known' && states.value.some(({ podGroup, runningSince }) => podGroup === id && runningSince !== undefined)) return ok();
    if (events.state !== 'known') return unseen(events);
    for (const { pod, podUid, message } of events.value) {
      const [, volume = '', configMap = ''] = /MountVolume\.SetUp failed for volume "([^"]{1,253})" : configmap "([^"]{1,253})" not found/.exec(message) ?? [];
      const own = pods.includes(pod) && (podUid === '' || pod !== newest.name || podUid === newest.uid);
      if (own && shape.tokenSources.some((source) => source.volume === volume)) return fail(ibCaConfigmapMissing, { owner, pods, configMap });
    }
    return ok();
  },
});
