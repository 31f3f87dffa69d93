/** Making a controller's pods, and what the scheduler and the kubelet then do with them. */
import { isReady, valueAt } from '../objects.ts';
import type { ApiObject, Container, ObjectMeta, Pod, PodTemplate, StoredObject } from '../objects.ts';
import { remove, update } from '../registry.ts';
import { kindNamed, nodeName } from '../state.ts';
import type { ClusterState } from '../state.ts';
import { ApiFailure } from '../status.ts';
import { createOwned } from './context.ts';
import type { ControllerRun } from './context.ts';
import { recordEvent } from './events.ts';

export function templateOf(owner: ApiObject): PodTemplate {
  return valueAt(owner, 'spec.template') as PodTemplate;
}

export function replicasOf(owner: ApiObject): number {
  return Number(valueAt(owner, 'spec.replicas') ?? 1);
}

/** The pods of an owner that have not ended. */
export function activePods(run: ControllerRun, owner: StoredObject): StoredObject[] {
  return run.state.store.ownedBy(owner.metadata.uid, 'Pod').filter((pod) => !['Succeeded', 'Failed'].includes(String(valueAt(pod, 'status.phase'))));
}

export const readyCount = (pods: readonly StoredObject[]) => pods.filter(isReady).length;

/**
 * Creates one pod from a template and starts it. Refused by admission, it leaves a FailedCreate event on the owner
 * and gives the API server's words; the owner then does not try again in this run.
 */
export function createPod(run: ControllerRun, owner: StoredObject, template: PodTemplate, naming: ObjectMeta, component: string): string | undefined {
  const { name: _name, namespace: _namespace, ...metadata } = structuredClone(template.metadata ?? {});
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, ...naming, labels: { ...metadata.labels, ...naming.labels } },
    spec: structuredClone(template.spec),
  };
  try {
    const created = createOwned(run, owner, pod);
    recordEvent(run.state, owner, { type: 'Normal', reason: 'SuccessfulCreate', message: `Created pod: ${created.metadata.name}`, component });
    startPod(run.state, created);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    run.refused.add(owner.metadata.uid);
    recordEvent(run.state, owner, { type: 'Warning', reason: 'FailedCreate', message: `Error creating: ${error.message}`, component });
    return error.message;
  }
}

export function deletePod(run: ControllerRun, owner: StoredObject, pod: StoredObject, component: string): void {
  remove(run.state, kindNamed(run.state, 'Pod'), pod);
  recordEvent(run.state, owner, { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted pod: ${pod.metadata.name}`, component });
}

/** Pods nobody owns (and any other without a node) are scheduled and started too. */
export function startWaitingPods({ state }: ControllerRun): void {
  for (const pod of state.store.list({ group: '', resource: 'pods' })) {
    if (valueAt(pod, 'spec.nodeName') === undefined || valueAt(pod, 'status.startTime') === undefined) startPod(state, pod);
  }
}

const webhookLabel = 'azure-workload-identity.io/system';

/** `waiting` as before the first start, `crashed` as after one. */
type PodState = 'ready' | 'waiting' | 'crashed';

/** What becomes of a pod: the webhook's own follow the state of the webhook, all others the scenario's `pods` step. */
function stateOf(state: ClusterState, pod: ApiObject): PodState {
  if (pod.metadata.labels?.[webhookLabel] === 'true') return state.webhook?.server === 'down' ? 'crashed' : 'ready';
  return state.podsBecome === 'ready' ? 'ready' : 'waiting';
}

function startPod(state: ClusterState, stored: StoredObject): void {
  const kind = kindNamed(state, 'Pod');
  const pod = stored as StoredObject & Pod;
  const scheduled = state.store.replace(kind, stored, { ...pod, spec: { ...pod.spec, nodeName: pod.spec.nodeName ?? nodeName } });
  const where = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
  recordEvent(state, scheduled, {
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${where} to ${nodeName}`,
    component: 'default-scheduler',
  });
  setPodStatus(state, scheduled, stateOf(state, pod));
}

/** The kubelet could not set up the pod before, and could now. */
export function startRefusedPod(state: ClusterState, pod: StoredObject): void {
  if (!isReady(pod)) setPodStatus(state, pod, 'ready');
}

/** Pods of the webhook come and go with its server. */
export function refreshWebhookPods(state: ClusterState): void {
  for (const pod of state.store.list({ group: '', resource: 'pods' })) {
    const wanted = stateOf(state, pod);
    if (pod.metadata.labels?.[webhookLabel] === 'true' && isReady(pod) !== (wanted === 'ready')) setPodStatus(state, pod, wanted);
  }
}

function setPodStatus(state: ClusterState, stored: StoredObject, podState: PodState): void {
  const pod = stored as StoredObject & Pod;
  const now = state.clock.now();
  const ready = podState === 'ready';
  const started = podState !== 'waiting';
  const address = pod.status?.podIP ?? nextAddress(state);
  const condition = (type: string, holds: boolean, reason: string) => ({
    type,
    status: holds ? 'True' : 'False',
    ...(holds ? {} : { reason, message: `containers with unready status: [${pod.spec.containers.map((each) => each.name).join(' ')}]` }),
    lastProbeTime: null,
    lastTransitionTime: now,
    observedGeneration: pod.metadata.generation,
  });
  const status = {
    phase: started ? 'Running' : 'Pending',
    observedGeneration: pod.metadata.generation,
    qosClass: 'BestEffort',
    startTime: pod.status?.['startTime'] ?? now,
    hostIP: '10.224.0.4',
    hostIPs: [{ ip: '10.224.0.4' }],
    ...(started ? { podIP: address, podIPs: [{ ip: address }] } : {}),
    conditions: [
      condition('PodScheduled', true, ''),
      condition('PodReadyToStartContainers', started, ''),
      condition('Initialized', started || (pod.spec.initContainers ?? []).length === 0, 'ContainersNotInitialized'),
      condition('ContainersReady', ready, 'ContainersNotReady'),
      condition('Ready', ready, 'ContainersNotReady'),
    ],
    containerStatuses: pod.spec.containers.map((each) => containerStatus(each, pod.metadata.uid, podState, now)),
    ...(pod.spec.initContainers === undefined ? {} : { initContainerStatuses: pod.spec.initContainers.map((each) => initStatus(each, pod.metadata.uid, podState, now)) }),
  };
  update(state, kindNamed(state, 'Pod'), stored, { ...stored, status }, { manager: 'kubelet', subresource: 'status' });
}

function nextAddress(state: ClusterState): string {
  state.lastAddress += 1;
  return `10.244.${Math.floor(state.lastAddress / 250) % 250}.${(state.lastAddress % 250) + 2}`;
}

function containerStatus({ name, image }: Container, podUid: string, podState: PodState, now: string): Record<string, unknown> {
  const ready = podState === 'ready';
  const state = {
    ready: { running: { startedAt: now } },
    waiting: { waiting: { reason: 'ContainerCreating' } },
    crashed: { waiting: { reason: 'CrashLoopBackOff', message: `back-off 5m0s restarting failed container=${name}` } },
  }[podState];
  return {
    name,
    image,
    imageID: ready ? `${image}@sha256:${'0'.repeat(64)}` : '',
    ...(ready ? { containerID: `containerd://${name}-${podUid}` } : {}),
    ready,
    started: ready,
    restartCount: podState === 'crashed' ? 6 : 0,
    state,
    lastState: {},
  };
}

function initStatus(container: Container, podUid: string, podState: PodState, now: string): Record<string, unknown> {
  if (container.restartPolicy === 'Always' || podState === 'waiting') return containerStatus(container, podUid, podState, now);
  const state = { terminated: { exitCode: 0, reason: 'Completed', startedAt: now, finishedAt: now } };
  return { ...containerStatus(container, podUid, 'ready', now), started: false, state };
}
