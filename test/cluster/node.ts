/**
 * A node without a machine: it is Ready, and pods bound to it get the status that a kubelet would write.
 *
 * No container runs. Pods that are deleted vanish at once, as with a kubelet whose containers stop at once.
 */
import * as z from 'zod';
import { hasStatus } from './api.ts';
import type { Api, StoredObject } from './api.ts';
import { serveLogs } from './kubelet-logs.ts';
import type { KubeletLogs } from './kubelet-logs.ts';

/** Pods whose work this machine really does. */
export interface HostedService {
  readonly address: string;
  readonly ready: boolean;
}

/** `waiting` as before the first start, `crashed` as after one. */
type PodState = 'ready' | 'waiting' | 'crashed';

export interface FakeNode {
  readonly name: string;
  /** What becomes of pods that are first seen from now on. */
  become(mode: 'ready' | 'pending'): void;
  /** Whether this pod is kept from being ready: it began while pods became pending, or its service is down. */
  isHeld(uid: string): boolean;
  /** Pods with this label have this address and are ready or crash, whatever `become` says; holds for present pods too. */
  host(label: string, service: HostedService): void;
  /** What its containers have written. */
  readonly logs: Pick<KubeletLogs, 'write' | 'clear'>;
  /** What kept the node from its work, for whoever waits for pods. */
  failure(): Error | undefined;
  stop(): void;
}

const container = z.looseObject({ name: z.string(), image: z.string().default(''), restartPolicy: z.string().optional() });
const podParts = z.looseObject({
  spec: z.looseObject({ containers: z.array(container), initContainers: z.array(container).default([]) }),
  status: z.looseObject({
    phase: z.string().default('Pending'),
    conditions: z.array(z.looseObject({ type: z.string() })).default([]),
  }),
});
type Container = z.infer<typeof container>;

const nodeName = 'aks-nodepool1-31415926-vmss000000';
const nodeAddress = '10.224.0.4';

/** Registers the node and keeps its pods until `stop`. Throws WireFailure. */
export async function startNode(api: Api): Promise<FakeNode> {
  const logs = await serveLogs();
  await registerNode(api, logs.port);
  let mode: 'ready' | 'pending' = 'ready';
  let addresses = 0;
  let failure: Error | undefined;
  const seen = new Map<string, { pod: StoredObject; readonly mode: 'ready' | 'pending'; readonly address: string; state?: PodState }>();
  const hosted = new Map<string, HostedService>();
  const busy = new Map<string, Promise<void>>();

  const keep = async (pod: StoredObject): Promise<void> => {
    const { uid, name, namespace = '', deletionTimestamp, labels = {} } = pod.metadata;
    const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
    if (deletionTimestamp !== undefined) return endPod(api, path, pod);
    const known = seen.get(uid) ?? { pod, mode, address: podAddress((addresses += 1)) };
    known.pod = pod;
    seen.set(uid, known);
    const service = Object.entries(labels).map(([key, value]) => hosted.get(`${key}=${value}`)).find((each) => each !== undefined);
    const state = service === undefined ? (known.mode === 'ready' ? 'ready' : 'waiting') : service.ready ? 'ready' : 'crashed';
    if (state === known.state) return;
    await api.patch(`${path}/status`, { status: podStatus(pod, state, service?.address ?? known.address) });
    known.state = state;
  };

  /** One pod at a time in order, different pods at once. */
  const enqueue = (pod: StoredObject): void => {
    const { uid } = pod.metadata;
    const work = (busy.get(uid) ?? Promise.resolve()).then(() => keep(pod)).catch((error: unknown) => {
      // A pod that went, or was changed by somebody else, brings its own next event.
      if (!hasStatus(error, 404) && !hasStatus(error, 409)) failure = error instanceof Error ? error : new Error(String(error));
    });
    busy.set(uid, work);
  };

  const watching = api.watch(`/api/v1/pods?fieldSelector=spec.nodeName%3D${nodeName}`, (type, pod) => {
    if (type !== 'DELETED') return enqueue(pod);
    seen.delete(pod.metadata.uid);
    busy.delete(pod.metadata.uid);
  });

  return {
    name: nodeName,
    become: (next) => {
      mode = next;
    },
    isHeld: (uid) => ['waiting', 'crashed'].includes(seen.get(uid)?.state ?? ''),
    host: (label, service) => {
      hosted.set(label, service);
      for (const { pod } of seen.values()) enqueue(pod);
    },
    logs,
    failure: () => failure,
    stop: () => {
      watching.close();
      logs.stop();
    },
  };
}

function podAddress(index: number): string {
  return `10.244.${Math.floor(index / 250) % 250}.${(index % 250) + 2}`;
}

async function registerNode(api: Api, kubeletPort: number): Promise<void> {
  await api.call('POST', '/api/v1/nodes', {
    body: {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: nodeName, labels: { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', 'kubernetes.io/hostname': nodeName } },
    },
  });
  const capacity = { cpu: '64', memory: '256Gi', 'ephemeral-storage': '512Gi', pods: '1000' };
  const now = new Date().toISOString();
  const condition = (type: string, status: string, reason: string): Record<string, string> => ({ type, status, reason, message: reason, lastHeartbeatTime: now, lastTransitionTime: now });
  await api.patch(`/api/v1/nodes/${nodeName}/status`, {
    status: {
      capacity,
      allocatable: capacity,
      addresses: [
        { type: 'InternalIP', address: nodeAddress },
        { type: 'Hostname', address: nodeName },
        // where the API server calls the kubelet, by its flag
        { type: 'ExternalIP', address: '127.0.0.1' },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: kubeletPort } },
      conditions: [
        condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory'),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID'),
        condition('Ready', 'True', 'KubeletReady'),
      ],
    },
  });
  // Admission taints every new node as not ready; the controller that would lift it is off, since it also wants heartbeats.
  await api.patch(`/api/v1/nodes/${nodeName}`, { spec: { taints: null } });
}

async function endPod(api: Api, path: string, pod: StoredObject): Promise<void> {
  // A Job's pod keeps its finalizer until the controller has seen it end.
  if ((pod.metadata.finalizers ?? []).length > 0) await api.patch(`${path}/status`, { status: { phase: 'Failed' } });
  await api.remove(path, { gracePeriodSeconds: 0, preconditions: { uid: pod.metadata.uid } });
}

function podStatus(pod: StoredObject, state: PodState, address: string): Record<string, unknown> {
  const { spec, status } = podParts.parse(pod);
  const now = new Date().toISOString();
  const ready = state === 'ready';
  const started = state !== 'waiting';
  const condition = (type: string, holds: boolean, reason?: string): Record<string, unknown> => ({
    type,
    status: holds ? 'True' : 'False',
    lastTransitionTime: now,
    observedGeneration: pod.metadata.generation,
    ...(holds || reason === undefined ? {} : { reason, message: `containers with unready status: [${spec.containers.map((each) => each.name).join(' ')}]` }),
  });
  const initStatus = (each: Container): Record<string, unknown> =>
    each.restartPolicy === 'Always' ? containerStatus(each, state, now) : started ? completedStatus(each, now) : containerStatus(each, state, now);
  return {
    phase: started ? 'Running' : 'Pending',
    observedGeneration: pod.metadata.generation,
    startTime: now,
    hostIP: nodeAddress,
    hostIPs: [{ ip: nodeAddress }],
    ...(started ? { podIP: address, podIPs: [{ ip: address }] } : {}),
    conditions: [
      ...status.conditions.filter(({ type }) => type === 'PodScheduled'),
      condition('PodReadyToStartContainers', started),
      condition('Initialized', started || spec.initContainers.length === 0, 'ContainersNotInitialized'),
      condition('ContainersReady', ready, 'ContainersNotReady'),
      condition('Ready', ready, 'ContainersNotReady'),
    ],
    ...(spec.initContainers.length === 0 ? {} : { initContainerStatuses: spec.initContainers.map(initStatus) }),
    containerStatuses: spec.containers.map((each) => containerStatus(each, state, now)),
  };
}

function containerStatus({ name, image }: Container, state: PodState, now: string): Record<string, unknown> {
  const ready = state === 'ready';
  const current = {
    ready: { running: { startedAt: now } },
    waiting: { waiting: { reason: 'ContainerCreating' } },
    crashed: { waiting: { reason: 'CrashLoopBackOff', message: `back-off 5m0s restarting failed container=${name}` } },
  }[state];
  return { name, image, imageID: '', restartCount: state === 'crashed' ? 6 : 0, ready, started: ready, state: current };
}

function completedStatus({ name, image }: Container, now: string): Record<string, unknown> {
  const terminated = { exitCode: 0, reason: 'Completed', startedAt: now, finishedAt: now };
  return { name, image, imageID: '', restartCount: 0, ready: true, started: false, state: { terminated } };
}
