/** What the secrets store driver and the kubelet leave behind when a pod's volume is mounted, or is not. */
import type { Step } from '../scenario.ts';
import { recordEvent } from './controllers/events.ts';
import type { Pod, StoredObject } from './objects.ts';
import { startRefusedPod } from './controllers/pods.ts';
import { create, update } from './registry.ts';
import { kindNamed } from './state.ts';
import type { ClusterState } from './state.ts';

type MountStep = Extract<Step, { do: 'mount' }>;

const apiVersion = 'secrets-store.csi.x-k8s.io/v1';

export function mountVolumes(state: ClusterState, { namespace, secretProviderClass, result }: MountStep): void {
  state.kinds.installGroupOf(apiVersion);
  const id = `${namespace}/${secretProviderClass}`;
  // the kubelet tries again and again what was refused, and then starts what waits for it
  const starts = 'objects' in result && state.refusedMounts.delete(id);
  if ('refused' in result) state.refusedMounts.add(id);
  for (const pod of state.store.list({ group: '', resource: 'pods' }, namespace)) {
    const volume = volumeOf(pod, secretProviderClass);
    if (volume === undefined) continue;
    if ('objects' in result) {
      recordMount(state, pod, secretProviderClass, result.objects);
      if (starts) startRefusedPod(state, pod);
    } else if ('refused' in result) refuse(state, pod, volume, result.refused);
    else recordEvent(state, pod, { type: 'Warning', reason: 'FailedToCreateSecret', message: result.unsynced, component: 'csi-secrets-store-controller' });
  }
}

/** Mounts the class for the pods that have no record yet. */
export function mountWhatCame(state: ClusterState, { namespace, secretProviderClass, result }: MountStep): void {
  if (!('objects' in result)) return;
  const kind = kindNamed(state, 'SecretProviderClassPodStatus');
  for (const pod of state.store.list({ group: '', resource: 'pods' }, namespace)) {
    if (volumeOf(pod, secretProviderClass) === undefined || state.store.get(kind, namespace, recordName(pod, secretProviderClass)) !== undefined) continue;
    recordMount(state, pod, secretProviderClass, result.objects);
  }
}

function recordName({ metadata: { name, namespace = '' } }: StoredObject, secretProviderClass: string): string {
  return `${name}-${namespace}-${secretProviderClass}`;
}

function volumeOf(pod: StoredObject, secretProviderClass: string): string | undefined {
  const volumes = ((pod as StoredObject & Pod).spec.volumes ?? []) as readonly { readonly name: string; readonly csi?: { readonly driver?: string; readonly volumeAttributes?: Readonly<Record<string, string>> } }[];
  return volumes.find(({ csi }) => csi?.driver === 'secrets-store.csi.k8s.io' && (csi.volumeAttributes?.['secretProviderClass'] ?? '') === secretProviderClass)?.name;
}

/** One record for each pod and class, which goes with its pod (driver 1.6, `createOrUpdateSecretProviderClassPodStatus`). */
function recordMount(state: ClusterState, pod: StoredObject, secretProviderClass: string, objects: readonly { readonly id: string; readonly version: string }[]): void {
  const kind = kindNamed(state, 'SecretProviderClassPodStatus');
  const { metadata } = pod;
  const { namespace = '', uid } = metadata;
  const name = recordName(pod, secretProviderClass);
  const status = { podName: metadata.name, secretProviderClassName: secretProviderClass, mounted: true, targetPath: `/var/lib/kubelet/pods/${uid}/volumes/kubernetes.io~csi/secrets/mount`, objects: [...objects] };
  const ownerReferences = [{ apiVersion: 'v1', kind: 'Pod', name: metadata.name, uid }];
  const before = state.store.get(kind, namespace, name);
  if (before === undefined) create(state, kind, namespace, { apiVersion, kind: 'SecretProviderClassPodStatus', metadata: { name, namespace, ownerReferences }, status }, { manager: 'secrets-store-csi-driver' });
  else update(state, kind, before, { ...before, status }, { manager: 'secrets-store-csi-driver' });
}

function refuse(state: ClusterState, pod: StoredObject, volume: string, refused: string): void {
  const message = `MountVolume.SetUp failed for volume "${volume}" : ${refused.replaceAll('NAMESPACE/POD', `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`)}`;
  recordEvent(state, pod, { type: 'Warning', reason: 'FailedMount', message, component: 'kubelet' });
}
