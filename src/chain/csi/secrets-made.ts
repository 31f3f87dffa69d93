import { mountEvents, mountingPods } from '../../evidence/mounting-pods.ts';
import { secretProviderClass } from '../../evidence/secret-provider-class.ts';
import { workload } from '../../evidence/workload.ts';
import { csiSyncRbac } from '../../problems/csi/csi-sync-rbac.ts';
import { kubectl, note, word } from '../../problems/step.ts';
import { answer, defineCheck, ok, skip, undecided, unseen, warn } from '../check.ts';
import { podsOf } from './mounted-pods.ts';
import { mountRef } from './mount-ref.ts';

export const secretsMade = defineCheck({
  id: 'csi/secrets-made',
  title: 'the driver has made the Secrets of the SecretProviderClass',
  each: 'mount',
  reads: [secretProviderClass, answer(mountingPods), answer(mountEvents), workload],
  problems: [csiSyncRbac],
  run([{ secretObjects }, pods, events, { owner }], { mount }) {
    if (secretObjects.length === 0) return skip('the class makes no Secrets');
    if (events.state !== 'known' || pods.state !== 'known') return unseen(events, pods);
    const own = new Set(podsOf(mount, pods.value).map(({ uid }) => uid));
    const refusal = events.value.find(({ reason, podUid }) => reason === 'FailedToCreateSecret' && own.has(podUid));
    if (refusal === undefined) return ok();
    const { message } = refusal;
    const ref = mountRef(mount, owner);
    if (/file matching objectName \S+ not found/.test(message)) return skip('what the Secrets are made of is judged by itself');
    // the event outlives what it warns of, and the Secret is not read: it may have been made since
    if (/timed out waiting for the condition|secrets is forbidden/.test(message)) return warn(csiSyncRbac, { ...ref, message });
    return undecided([], [note(`The event says: ${message.slice(0, 300)}`), kubectl('read the events', 'get', 'events', '-n', word(ref.namespace, 'dns-name', 'namespace'), '--field-selector', 'reason=FailedToCreateSecret')], 'the driver could not make a Secret');
  },
});
