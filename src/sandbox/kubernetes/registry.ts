/**
 * The write path of the API server without its HTTP: defaults, admission, validation, field owners, store.
 * Steps, controllers and requests all come through here; each refusal is an ApiFailure.
 */
import { mutatingAdmission, validatingAdmission } from './admission.ts';
import { dropEmptyMaps, setDefaults, templateGeneration } from './defaults.ts';
import { apiVersionOf } from './kinds.ts';
import type { ResourceKind } from './kinds.ts';
import { applyFields, managedAfterUpdate } from './managed-fields.ts';
import { randomName } from './names.ts';
import { isRecord, sameJson, valueAt } from './objects.ts';
import type { ApiObject, ManagedFieldsEntry, Pod, StoredObject } from './objects.ts';
import { kindNamed } from './state.ts';
import type { ClusterState } from './state.ts';
import { alreadyExists, badRequest, conflict, notFound } from './status.ts';
import { validate } from './validation.ts';

export interface WriteOptions {
  readonly manager: string;
  readonly dryRun?: boolean;
}

export function create(state: ClusterState, kind: ResourceKind, namespace: string | undefined, body: ApiObject, options: WriteOptions): StoredObject {
  const object = prepared(state, kind, namespace, body);
  if (kind.subresources.includes('status')) delete object['status'];
  return insert(state, kind, namespace, object, options, 'Update');
}

/** Server-side apply; creates what is not there. */
export function apply(
  state: ClusterState,
  kind: ResourceKind,
  namespace: string | undefined,
  body: ApiObject,
  options: WriteOptions & { readonly force: boolean },
): StoredObject {
  const config = prepared(state, kind, namespace, body);
  if (kind.subresources.includes('status')) delete config['status'];
  dropEmptyMaps(config);
  const live = state.store.get(kind, namespace, config.metadata.name ?? '');
  if (live === undefined) return insert(state, kind, namespace, config, options, 'Apply');
  const writer = { manager: options.manager, time: state.clock.now() };
  const { object, managedFields } = applyFields(kind, live, config, writer, options.force);
  return keep(state, kind, live, checkedChange(kind, live, object), options, () => managedFields);
}

/** Replaces everything but the status, or the status alone. */
export function update(
  state: ClusterState,
  kind: ResourceKind,
  before: StoredObject,
  body: ApiObject,
  options: WriteOptions & { readonly subresource?: 'status' | 'ephemeralcontainers' },
): StoredObject {
  const sent = body.metadata.resourceVersion;
  if (sent !== undefined && sent !== '' && sent !== before.metadata.resourceVersion) {
    const why = 'the object has been modified; please apply your changes to the latest version and try again';
    throw conflict(kind, before.metadata.name, why);
  }
  const sentStatus = structuredClone(body['status']);
  const next = options.subresource === 'status' ? { ...before, status: sentStatus } : changed(kind, before, body, options.subresource);
  const writer = {
    manager: options.manager,
    time: state.clock.now(),
    ...(options.subresource === undefined ? {} : { subresource: options.subresource }),
  };
  return keep(state, kind, before, next, options, (finished) => managedAfterUpdate(kind, before, finished, writer));
}

/** Debug containers come into a pod by a subresource of their own, past everything that admission does to new pods. */
function changed(kind: ResourceKind, before: StoredObject, body: ApiObject, subresource: 'ephemeralcontainers' | undefined): ApiObject {
  if (subresource === undefined) return checkedChange(kind, before, withStatusOf(kind, before, structuredClone(body)));
  const spec = before['spec'] as Record<string, unknown>;
  return { ...before, spec: { ...spec, ephemeralContainers: structuredClone(valueAt(body, 'spec.ephemeralContainers')) } };
}

function checkedChange(kind: ResourceKind, before: StoredObject, next: ApiObject): ApiObject {
  setDefaults(kind, next);
  if (kind.kind === 'DaemonSet') {
    const generation = Number(before.metadata.annotations?.[templateGeneration]);
    const same = sameJson(valueAt(before, 'spec.template'), valueAt(next, 'spec.template'));
    next.metadata.annotations = { ...next.metadata.annotations, [templateGeneration]: String(same ? generation : generation + 1) };
  }
  validate(kind, next, before);
  return next;
}

/** A write to the object itself leaves its status as it is. */
function withStatusOf(kind: ResourceKind, before: StoredObject, next: ApiObject): ApiObject {
  if (!kind.subresources.includes('status')) return next;
  const { status: _sent, ...rest } = next;
  return (before['status'] === undefined ? rest : { ...rest, status: before['status'] }) as ApiObject;
}

/** Deletes an object with everything it owns, as the garbage collector would in the background. */
export function remove(state: ClusterState, kind: ResourceKind, object: StoredObject, orphan = false): StoredObject {
  if (kind.kind === 'Namespace') {
    for (const each of state.store.inNamespace(object.metadata.name)) removeStored(state, each);
  }
  if (kind.kind === 'CustomResourceDefinition') state.kinds.removeDefinition(object);
  const gone = state.store.remove(kind, object);
  if (!orphan) {
    for (const owned of state.store.ownedBy(object.metadata.uid)) {
      const ownedKind = state.kinds.byObject(owned);
      if (ownedKind !== undefined && state.store.has(ownedKind, owned)) remove(state, ownedKind, owned);
    }
  }
  return gone;
}

function removeStored(state: ClusterState, object: StoredObject): void {
  const kind = state.kinds.byObject(object);
  if (kind !== undefined && state.store.has(kind, object)) state.store.remove(kind, object);
}

function prepared(state: ClusterState, kind: ResourceKind, namespace: string | undefined, body: ApiObject): ApiObject {
  if (body.kind !== kind.kind || body.apiVersion !== apiVersionOf(kind)) {
    const why = `converting (${body.apiVersion}.${body.kind}) to (${kind.group === '' ? 'core' : kind.group}.${kind.kind}): unknown conversion`;
    throw badRequest(`${body.kind} in version "${body.apiVersion}" cannot be handled as a ${kind.kind}: ${why}`);
  }
  const sentNamespace = body.metadata.namespace;
  if (sentNamespace !== undefined && sentNamespace !== '' && sentNamespace !== (namespace ?? '')) {
    throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`);
  }
  if (kind.namespaced && state.store.get(kindNamed(state, 'Namespace'), undefined, namespace ?? '') === undefined) {
    throw notFound({ group: '', resource: 'namespaces' }, namespace ?? '');
  }
  const object: ApiObject = structuredClone(body);
  const { uid: _uid, resourceVersion: _version, creationTimestamp: _created, generation: _generation, managedFields: _fields, ...metadata } = object.metadata;
  return { ...object, metadata: namespace === undefined ? metadata : { ...metadata, namespace } };
}

function insert(
  state: ClusterState,
  kind: ResourceKind,
  namespace: string | undefined,
  object: ApiObject,
  options: WriteOptions,
  operation: 'Apply' | 'Update',
): StoredObject {
  const name = object.metadata.name;
  if (name && state.store.get(kind, namespace, name) !== undefined) throw alreadyExists(kind, name);
  const config = structuredClone(object);
  setDefaults(kind, object);
  // The writer owns what it sent and its defaults, not what admission adds.
  const written = structuredClone(object);
  const admitted = kind.kind === 'Pod' && isRecord(object['spec']) ? mutatingAdmission(state, podOf(object), namespace ?? '') : object;
  if (!admitted.metadata.name && admitted.metadata.generateName) {
    admitted.metadata.name = admitted.metadata.generateName.slice(0, 58) + randomName(5);
  }
  setDefaults(kind, admitted);
  validate(kind, admitted);
  if (kind.kind === 'Pod') {
    validatingAdmission(state, podOf(admitted), namespace ?? '');
    admitted['status'] = { phase: 'Pending', qosClass: 'BestEffort' };
  }
  const stored = state.store.preview(kind, { ...admitted, metadata: { ...admitted.metadata, name: admitted.metadata.name ?? '' } });
  if (kind.kind === 'Job') setDefaults(kind, stored);
  stored.metadata.managedFields = ownersOfNew(state, kind, operation === 'Apply' ? config : written, options, operation);
  if (stored.metadata.managedFields.length === 0) delete stored.metadata.managedFields;
  if (options.dryRun === true) {
    const { resourceVersion: _none, ...metadata } = stored.metadata;
    return { ...stored, metadata: metadata as StoredObject['metadata'] };
  }
  const created = state.store.insert(kind, stored);
  if (kind.kind === 'CustomResourceDefinition') state.kinds.installDefinition(created);
  if (kind.kind === 'Namespace') furnishNamespace(state, created.metadata.name);
  return created;
}

function ownersOfNew(state: ClusterState, kind: ResourceKind, written: ApiObject, { manager }: WriteOptions, operation: 'Apply' | 'Update'): ManagedFieldsEntry[] {
  const writer = { manager, time: state.clock.now() };
  if (operation === 'Update') {
    const { status: _status, ...rest } = written;
    return managedAfterUpdate(kind, undefined, rest as ApiObject, writer);
  }
  // An applier owns what it sent, and nothing that was filled in.
  const empty: ApiObject = { apiVersion: written.apiVersion, kind: written.kind, metadata: {} };
  return applyFields(kind, empty, written, writer, true).managedFields;
}

function keep(
  state: ClusterState,
  kind: ResourceKind,
  before: StoredObject,
  next: ApiObject,
  options: WriteOptions,
  ownersOf: (next: ApiObject) => ManagedFieldsEntry[],
): StoredObject {
  const owners = ownersOf(next);
  const { managedFields: _sent, ...metadata } = next.metadata;
  const object = { ...next, metadata: owners.length === 0 ? metadata : { ...metadata, managedFields: owners } };
  if (options.dryRun === true) return { ...object, metadata: { ...before.metadata, ...object.metadata } };
  return state.store.replace(kind, before, object);
}

/** What controllers put into every namespace at once. */
function furnishNamespace(state: ClusterState, namespace: string): void {
  const manager = 'kube-controller-manager';
  create(state, kindNamed(state, 'ServiceAccount'), namespace, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } }, { manager });
  const certificate = Buffer.from(state.webhookCaBundle, 'base64').toString();
  const bundle = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt' }, data: { 'ca.crt': certificate } };
  create(state, kindNamed(state, 'ConfigMap'), namespace, bundle, { manager });
}

function podOf(object: ApiObject): Pod {
  return object as Pod;
}
