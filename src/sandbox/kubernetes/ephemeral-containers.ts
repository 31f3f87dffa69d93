/** Containers that are added to a pod that runs: the API server takes them, the kubelet runs them to their end. */
import type { Answer } from './answer.ts';
import { kindNamed } from './state.ts';
import type { ClusterState } from './state.ts';
import { isRecord, sameJson, valueAt } from './objects.ts';
import type { ApiObject, StoredObject } from './objects.ts';
import { invalid } from './status.ts';
import type { FieldError } from './status.ts';

/** The pod with what was added to it, which has ended at once; throws where what was there before is another now. */
export function addContainers(state: ClusterState, pod: StoredObject, next: ApiObject, dryRun: boolean): StoredObject {
  const [before, after] = [containersOf(pod), containersOf(next)];
  const changed = before.filter((old) => !after.some((each) => sameJson(each, old))).map((old) => String(old['name']));
  const errors = [
    ...(changed.length === 0 ? [] : [changedError(changed, after)]),
    ...after.flatMap((container, index) => mountErrors(pod, container, `spec.ephemeralContainers[${index}]`)),
  ];
  if (errors.length > 0) throw invalid('Pod', '', pod.metadata.name, errors);
  const now = state.clock.now();
  const spec = isRecord(pod['spec']) ? pod['spec'] : {};
  const status = isRecord(pod['status']) ? pod['status'] : {};
  const completed = { terminated: { exitCode: 0, reason: 'Completed', startedAt: now, finishedAt: now } };
  const statuses = after.map(({ name, image }) => ({ name, image, imageID: '', ready: false, restartCount: 0, state: completed, lastState: {} }));
  const metadata = { ...pod.metadata, generation: (pod.metadata.generation ?? 0) + 1 };
  const changedPod = { ...pod, metadata, spec: { ...spec, ephemeralContainers: after }, status: { ...status, ephemeralContainerStatuses: statuses } };
  return dryRun ? changedPod : state.store.replace(kindNamed(state, 'Pod'), pod, changedPod);
}

/** What a container that was added to this pod has written, as steps told; undefined for one of its own. */
export function addedContainerLog(state: ClusterState, pod: StoredObject, container: string): Answer | undefined {
  if (!containersOf(pod).some(({ name }) => name === container)) return undefined;
  const { namespace, name } = pod.metadata;
  const told = state.addedContainers.find((step) => step.namespace === namespace && (step.of === name || name.startsWith(`${step.of}-`)));
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: (told?.says ?? []).map((line) => `${line}\n`).join('') };
}

function containersOf(pod: ApiObject): readonly Readonly<Record<string, unknown>>[] {
  const containers = valueAt(pod, 'spec.ephemeralContainers');
  return Array.isArray(containers) ? containers.filter(isRecord) : [];
}

function changedError(names: readonly string[], after: readonly Readonly<Record<string, unknown>>[]): FieldError {
  const is = after.some(({ name }) => names.includes(String(name))) ? 'may not be changed' : 'may not be removed';
  return { reason: 'FieldValueForbidden', field: 'spec.ephemeralContainers', message: `Forbidden: existing ephemeral containers ${JSON.stringify(names[0])} ${is}\n` };
}

function mountErrors(pod: StoredObject, container: Readonly<Record<string, unknown>>, at: string): FieldError[] {
  const volumes = valueAt(pod, 'spec.volumes');
  const names = Array.isArray(volumes) ? volumes.filter(isRecord).map(({ name }) => name) : [];
  const mounts = Array.isArray(container['volumeMounts']) ? container['volumeMounts'].filter(isRecord) : [];
  return mounts.flatMap((mount, index): FieldError[] => {
    const field = `${at}.volumeMounts[${index}]`;
    if (!names.includes(mount['name'])) return [{ reason: 'FieldValueNotFound', field: `${field}.name`, message: `Not found: ${JSON.stringify(mount['name'])}` }];
    return mount['subPath'] === undefined ? [] : [{ reason: 'FieldValueForbidden', field: `${field}.subPath`, message: 'Forbidden: cannot be set for an Ephemeral Container' }];
  });
}
