/** What the secrets store driver and the kubelet would leave in the cluster: no driver runs on a node without a machine. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Step } from '../../src/sandbox/scenario.ts';
import type { Api, StoredObject } from './api.ts';

const group = '/apis/secrets-store.csi.x-k8s.io/v1';
const podVolumes = z.looseObject({
  spec: z.looseObject({
    volumes: z.array(z.looseObject({ name: z.string(), csi: z.looseObject({ driver: z.string(), volumeAttributes: z.record(z.string(), z.string()).optional() }).optional() })).default([]),
  }),
});

/** Records the mounts of every pod that mounts the class, or the event of a refusal. Throws WireFailure. */
export async function mountVolumes(api: Api, { namespace, secretProviderClass, result }: Extract<Step, { do: 'mount' }>): Promise<void> {
  for (const pod of await api.list(`/api/v1/namespaces/${namespace}/pods`)) {
    const volume = podVolumes
      .parse(pod)
      .spec.volumes.find(({ csi }) => csi?.driver === 'secrets-store.csi.k8s.io' && (csi.volumeAttributes?.['secretProviderClass'] ?? '') === secretProviderClass)?.name;
    if (volume === undefined) continue;
    if ('objects' in result) await record(api, pod, namespace, secretProviderClass, result.objects);
    else if ('refused' in result) await warn(api, pod, namespace, 'FailedMount', 'kubelet', `MountVolume.SetUp failed for volume "${volume}" : ${result.refused.replaceAll('NAMESPACE/POD', `${namespace}/${pod.metadata.name}`)}`);
    else await warn(api, pod, namespace, 'FailedToCreateSecret', 'csi-secrets-store-controller', result.unsynced);
  }
}

/** What the kubelet says of pods of that name. Throws WireFailure. */
export async function warnOfPods(api: Api, { namespace, of, reason, message }: Extract<Step, { do: 'event' }>): Promise<void> {
  const pods = await api.list(`/api/v1/namespaces/${namespace}/pods`);
  await Promise.all(pods.filter(({ metadata: { name } }) => name === of || name.startsWith(`${of}-`)).map((pod) => warn(api, pod, namespace, reason, 'kubelet', message)));
}

async function record(api: Api, { metadata: { name: pod, uid } }: StoredObject, namespace: string, secretProviderClass: string, objects: unknown): Promise<void> {
  const name = `${pod}-${namespace}-${secretProviderClass}`;
  const path = `${group}/namespaces/${namespace}/secretproviderclasspodstatuses`;
  const status = { podName: pod, secretProviderClassName: secretProviderClass, mounted: true, targetPath: `/var/lib/kubelet/pods/${uid}/volumes/kubernetes.io~csi/secrets/mount`, objects };
  if ((await api.find(`${path}/${name}`)) !== undefined) {
    await api.patch(`${path}/${name}`, { status });
    return;
  }
  const metadata = { name, namespace, ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: pod, uid }] };
  await api.call('POST', path, { body: { apiVersion: 'secrets-store.csi.x-k8s.io/v1', kind: 'SecretProviderClassPodStatus', metadata, status } });
}

async function warn(api: Api, { metadata: { name: pod, uid } }: StoredObject, namespace: string, reason: string, component: string, message: string): Promise<void> {
  const now = new Date().toISOString().replace(/\.\d+/, '');
  await api.call('POST', `/api/v1/namespaces/${namespace}/events`, {
    body: {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${pod}.${randomUUID().slice(0, 8)}`, namespace },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', name: pod, namespace, uid },
      reason,
      message,
      type: 'Warning',
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
      source: { component },
    },
  });
}
