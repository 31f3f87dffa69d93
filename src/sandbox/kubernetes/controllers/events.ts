/** Events as `kubectl describe` shows them. */
import type { StoredObject } from '../objects.ts';
import { kindNamed } from '../state.ts';
import type { ClusterState } from '../state.ts';

export interface EventText {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly component: string;
}

/** Records an event about an object; the same one again counts up. */
export function recordEvent(state: ClusterState, about: StoredObject, { type, reason, message, component }: EventText): void {
  const kind = kindNamed(state, 'Event');
  const namespace = about.metadata.namespace ?? 'default';
  const key = [about.metadata.uid, reason, message].join('\0');
  const now = state.clock.now();
  const known = state.eventNames.get(key);
  const before = known === undefined ? undefined : state.store.get(kind, namespace, known);
  if (before !== undefined) {
    state.store.replace(kind, before, { ...before, count: Number(before['count']) + 1, lastTimestamp: now });
    return;
  }
  const name = `${about.metadata.name}.${(state.store.revision * 0x9e3779b1).toString(16).slice(-12).padStart(16, '1')}`;
  state.eventNames.set(key, name);
  const event = state.store.preview(kind, {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace },
    involvedObject: {
      apiVersion: about.apiVersion,
      kind: about.kind,
      name: about.metadata.name,
      namespace: about.metadata.namespace,
      resourceVersion: about.metadata.resourceVersion,
      uid: about.metadata.uid,
    },
    reason,
    message,
    type,
    count: 1,
    firstTimestamp: now,
    lastTimestamp: now,
    eventTime: null,
    source: { component },
    reportingComponent: component,
    reportingInstance: '',
  });
  state.store.insert(kind, event);
}
