import { randomName } from '../names.ts';
import { isReady, isRecord, sameJson, valueAt } from '../objects.ts';
import type { StoredObject } from '../objects.ts';
import { selectorMatches } from '../selectors.ts';
import { amend, createOwned } from './context.ts';
import type { ControllerRun } from './context.ts';

/** One EndpointSlice for a Service with a selector: its pods that have an address. */
export function reconcileService(run: ControllerRun, service: StoredObject): void {
  const selector = valueAt(service, 'spec.selector');
  if (!isRecord(selector)) return;
  const matchLabels = Object.fromEntries(Object.entries(selector).map(([key, value]) => [key, String(value)]));
  const pods = run.state.store
    .list({ group: '', resource: 'pods' }, service.metadata.namespace)
    .filter((pod) => selectorMatches({ matchLabels }, pod.metadata.labels) && valueAt(pod, 'status.podIP') !== undefined);
  const endpoints = pods.map((pod) => ({
    addresses: [valueAt(pod, 'status.podIP')],
    conditions: { ready: isReady(pod), serving: isReady(pod), terminating: false },
    nodeName: valueAt(pod, 'spec.nodeName'),
    targetRef: { kind: 'Pod', name: pod.metadata.name, namespace: pod.metadata.namespace, uid: pod.metadata.uid },
  }));
  const ports = valueAt(service, 'spec.ports');
  const slicePorts = (Array.isArray(ports) ? ports : []).map((port) => ({
    name: valueAt(port, 'name') ?? '',
    port: Number(valueAt(port, 'targetPort') ?? valueAt(port, 'port')),
    protocol: valueAt(port, 'protocol'),
  }));
  const [slice] = run.state.store.ownedBy(service.metadata.uid, 'EndpointSlice');
  if (slice === undefined) {
    createOwned(run, service, {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${service.metadata.name}-${randomName(5)}`,
        labels: { ...service.metadata.labels, 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io', 'kubernetes.io/service-name': service.metadata.name },
      },
      addressType: 'IPv4',
      endpoints,
      ports: slicePorts,
    });
  } else if (!sameJson(slice['endpoints'], endpoints)) {
    amend(run, slice, (copy) => {
      copy['endpoints'] = endpoints;
    });
  }
}
