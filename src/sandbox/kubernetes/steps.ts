/** The steps of a scenario, as the users and the time that they stand for would take them. */
import type { KubernetesObject, Step, WebhookState } from '../scenario.ts';
import { runControllers } from './controllers/run.ts';
import { recordEvent } from './controllers/events.ts';
import { refreshWebhookPods } from './controllers/pods.ts';
import type { ResourceKind } from './kinds.ts';
import { canonical, isRecord } from './objects.ts';
import type { ApiObject, StoredObject } from './objects.ts';
import { mergePatch } from './patches.ts';
import { create, remove, update } from './registry.ts';
import { mountVolumes } from './secrets-store.ts';
import { kindNamed } from './state.ts';
import type { ClusterState } from './state.ts';
import { notFound } from './status.ts';
import { webhookObjects } from './webhook.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Takes one step and lets the controllers settle; throws an ApiFailure for what the API server would refuse. */
export function takeStep(state: ClusterState, step: Step): void {
  switch (step.do) {
    case 'apply':
      for (const object of step.objects) applyObject(state, object);
      break;
    case 'patch': {
      const { kind, object } = target(state, step);
      update(state, kind, object, patchedWith(object, step.patch), { manager: 'kubectl-patch', ...(step.subresource === undefined ? {} : { subresource: step.subresource }) });
      break;
    }
    case 'status': {
      const { kind, object } = target(state, step);
      const next = patchedWith(object, { status: step.status });
      update(state, kind, object, next, { manager: 'kubectl-patch', subresource: 'status' });
      break;
    }
    case 'delete': {
      const { kind, object } = target(state, step);
      remove(state, kind, object);
      break;
    }
    case 'webhook':
      setWebhook(state, step.state);
      break;
    case 'mount':
      mountVolumes(state, step);
      if (step.stays === true) state.standingMounts.push(step);
      break;
    case 'log':
      state.logs.push(step);
      break;
    case 'added-container':
      state.addedContainers.push(step);
      break;
    case 'event':
      for (const pod of state.store.list({ group: '', resource: 'pods' }, step.namespace)) {
        if (pod.metadata.name === step.of || pod.metadata.name.startsWith(`${step.of}-`)) recordEvent(state, pod, { type: 'Warning', reason: step.reason, message: step.message, component: 'kubelet' });
      }
      break;
    case 'pods':
      state.podsBecome = step.become;
      break;
  }
  runControllers(state);
}

function target(state: ClusterState, { kind: name, namespace, name: objectName }: { kind: string; namespace?: string; name: string }): { kind: ResourceKind; object: StoredObject } {
  const kind = kindNamed(state, name);
  const object = state.store.get(kind, kind.namespaced ? (namespace ?? 'default') : undefined, objectName);
  if (object === undefined) throw notFound(kind, objectName);
  return { kind, object };
}

function patchedWith(object: StoredObject, patch: unknown): ApiObject {
  return mergePatch(object, patch) as ApiObject;
}

/** Client-side apply: what was applied before and is gone from the manifest goes; what others set stays. */
function applyObject(state: ClusterState, manifest: KubernetesObject): void {
  state.kinds.installGroupOf(manifest.apiVersion);
  const kind = state.kinds.byObject(manifest);
  if (kind === undefined) throw new Error(`the simulated cluster knows no ${manifest.apiVersion} ${manifest.kind}`);
  const namespace = kind.namespaced ? (manifest.metadata.namespace ?? 'default') : undefined;
  const object = annotated(manifest);
  const live = state.store.get(kind, namespace, manifest.metadata.name);
  const manager = 'kubectl-client-side-apply';
  if (live === undefined) {
    create(state, kind, namespace, object, { manager });
    return;
  }
  const before: unknown = JSON.parse(live.metadata.annotations?.[lastApplied] ?? '{}');
  const next = mergePatch(live, mergePatch(removed(before, object), object)) as ApiObject;
  update(state, kind, live, next, { manager });
}

function annotated(manifest: KubernetesObject): ApiObject {
  const object = structuredClone(manifest) as unknown as ApiObject;
  const applied = { ...object, metadata: { ...object.metadata, annotations: object.metadata.annotations ?? {} } };
  const annotations = { ...object.metadata.annotations, [lastApplied]: `${canonical(applied)}\n` };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** A merge patch that deletes what `before` has and `after` has not; the patch keeps its nulls when it is merged into. */
function removed(before: unknown, after: unknown): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  if (!isRecord(before)) return patch;
  for (const [key, value] of Object.entries(before)) {
    if (!isRecord(after) || !(key in after)) patch[key] = null;
    else if (isRecord(value)) patch[key] = removed(value, after[key]);
  }
  return patch;
}

function setWebhook(state: ClusterState, wanted: WebhookState | 'absent'): void {
  const before = state.webhook;
  state.webhook = wanted === 'absent' ? undefined : wanted;
  const objects = Object.values(webhookObjects(wanted === 'absent' ? (before ?? { generation: 'wi', tenantId: '' }) : wanted, state.webhookCaBundle));
  for (const object of objects) {
    const left = wanted !== 'absent' && (wanted.unconfigured !== true || object.kind !== 'MutatingWebhookConfiguration');
    if (left) applyObject(state, object);
    else removeIfThere(state, object);
  }
  refreshWebhookPods(state);
}

function removeIfThere(state: ClusterState, { kind: name, metadata }: KubernetesObject): void {
  const kind = kindNamed(state, name);
  const object = state.store.get(kind, metadata.namespace, metadata.name);
  if (object !== undefined) remove(state, kind, object);
}
