import type { Answer } from '../../evidence/answer.ts';
import type { MountingPod, MountRecord } from '../../evidence/mounting-pods.ts';
import type { Mount } from '../../evidence/subject.ts';

/** What the driver wrote down for a pod and this class: a pod of the same name that came before had another uid. */
export function recordOf(mount: Mount, pod: MountingPod, records: readonly MountRecord[]): MountRecord | undefined {
  return records.find((one) => one.pod === pod.name && one.secretProviderClass === mount.secretProviderClass && (one.podUid === undefined || one.podUid === pod.uid));
}

export function podsOf(mount: Mount, pods: readonly MountingPod[]): readonly MountingPod[] {
  return pods.filter(({ podGroup }) => mount.podGroups.includes(podGroup));
}

/** Whether the driver has a record of every pod that mounts; undefined where that could not be seen, or there is no pod. */
export function everyPodMounted(mount: Mount, pods: Answer<readonly MountingPod[]>, records: Answer<readonly MountRecord[]>): boolean | undefined {
  if (pods.state !== 'known' || records.state !== 'known') return undefined;
  const own = podsOf(mount, pods.value);
  return own.length === 0 ? undefined : own.every((pod) => pod.started && recordOf(mount, pod, records.value)?.mounted === true);
}
