/** Requests for resources: reads, and writes through the registry, after which the controllers run. */
import { parse as parseYaml } from 'yaml';
import { jsonAnswer, textAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { User } from './authentication.ts';
import { runControllers } from './controllers/run.ts';
import { addContainers, addedContainerLog } from './ephemeral-containers.ts';
import { shownAs, storedAs } from './event-views.ts';
import { apiVersionOf, reviewKinds } from './kinds.ts';
import type { ResourceKind } from './kinds.ts';
import { listAnswer, partial, selected, watchAnswer } from './listing.ts';
import { answerLog } from './logs.ts';
import { isRecord, valueAt } from './objects.ts';
import type { ApiObject, StoredObject } from './objects.ts';
import { jsonPatch, mergePatch, strategicMerge } from './patches.ts';
import { decodeProtobuf, protobufType } from './protobuf.ts';
import { apply, create, remove, update } from './registry.ts';
import type { WriteOptions } from './registry.ts';
import type { ResourceRequest } from './request-info.ts';
import { answerReview } from './reviews.ts';
import type { ClusterState } from './state.ts';
import { ApiFailure, badRequest, conflict, invalid, notFound, unknownResource } from './status.ts';
import { requestToken } from './tokens.ts';
import type { TokenIssuer } from './tokens.ts';

export interface ResourceCall {
  readonly state: ClusterState;
  readonly issuer: TokenIssuer;
  readonly user: User;
  readonly info: ResourceRequest;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly contentType: string;
  readonly userAgent: string;
  readonly body: Buffer;
}

export function answerResource(call: ResourceCall): Answer {
  const { state, info, user } = call;
  const { group, version, resource, subresource } = info;
  const review = reviewKinds.find((each) => each.group === group && each.version === version && each.resource === resource);
  if (review !== undefined) {
    if (info.verb !== 'create') throw methodNotAllowed();
    return jsonAnswer(201, answerReview(state, user, resource, withType(review, bodyOf(call))));
  }
  const kind = state.kinds.byResource(group, version, resource);
  if (kind === undefined) {
    // The router knows no path of a group that is not served, and answers in plain text.
    if (!state.kinds.hasGroupVersion(group, version)) return textAnswer(404, '404 page not found\n');
    throw unknownResource();
  }
  if (subresource !== '' && !kind.subresources.includes(subresource)) throw unknownResource();
  if (subresource === 'token') {
    if (info.verb !== 'create') throw methodNotAllowed();
    return jsonAnswer(201, requestToken(state, call.issuer, info.namespace, info.name, bodyOf(call)));
  }
  if (subresource === 'log') {
    if (info.verb !== 'get') throw methodNotAllowed();
    const pod = existing(call, kind);
    return addedContainerLog(state, pod, call.query.get('container') ?? '') ?? answerLog(state, pod, call.query);
  }
  if (subresource === 'scale') return scaleAnswer(call, kind);
  return answerKind(call, kind);
}

function answerKind(call: ResourceCall, kind: ResourceKind): Answer {
  const { state, info, query } = call;
  const metadataOnly = /as=PartialObjectMetadata(List)?\b/.test(call.accept);
  switch (info.verb) {
    case 'list':
      return listAnswer(state, kind, info, query, metadataOnly);
    case 'watch':
      return watchAnswer(state, kind, info, query);
    case 'get': {
      const object = existing(call, kind);
      return jsonAnswer(200, metadataOnly ? partial(object) : shownAs(kind, object));
    }
    case 'create':
      if (info.name !== '') throw methodNotAllowed();
      return written(call, kind, 201, () => create(state, kind, namespaceOf(kind, info), sent(kind, bodyOf(call)), writeOptions(call)));
    case 'update':
      return written(call, kind, 200, () =>
        update(state, kind, existing(call, kind), sent(kind, bodyOf(call)), { ...writeOptions(call), ...statusOnly(info) }),
      );
    case 'patch':
      return patchAnswer(call, kind);
    case 'delete':
      return deleteAnswer(call, kind);
    case 'deletecollection':
      for (const object of selected(state, kind, info, query)) remove(state, kind, object);
      runControllers(state);
      return jsonAnswer(200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 200 });
    default:
      throw methodNotAllowed();
  }
}

function methodNotAllowed(): ApiFailure {
  return new ApiFailure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
}

function namespaceOf(kind: ResourceKind, info: ResourceRequest): string | undefined {
  return kind.namespaced ? info.namespace : undefined;
}

function existing({ state, info }: ResourceCall, kind: ResourceKind): StoredObject {
  const object = state.store.get(kind, namespaceOf(kind, info), info.name);
  if (object === undefined) throw notFound(kind, info.name);
  return object;
}

function statusOnly(info: ResourceRequest): { readonly subresource?: 'status' } {
  return info.subresource === 'status' ? { subresource: 'status' } : {};
}

function writeOptions({ query, userAgent }: ResourceCall): WriteOptions {
  const dryRun = query.getAll('dryRun');
  if (dryRun.some((each) => each !== 'All')) {
    const message = `Unsupported value: ${JSON.stringify(dryRun)}: supported values: "All"`;
    throw invalid('CreateOptions', 'meta.k8s.io', '', [{ reason: 'FieldValueNotSupported', field: 'dryRun', message }]);
  }
  const manager = query.get('fieldManager') ?? '';
  return { manager: manager === '' ? (userAgent.split('/')[0] ?? 'unknown') : manager, dryRun: dryRun.length > 0 };
}

/** Runs a write, lets the controllers follow, and answers with what was written. */
function written(call: ResourceCall, kind: ResourceKind, status: number, write: () => StoredObject): Answer {
  const object = write();
  if (!call.query.has('dryRun')) runControllers(call.state);
  return jsonAnswer(status, shownAs(kind, object));
}

function bodyOf({ body, contentType }: ResourceCall): Record<string, unknown> {
  const type = contentType.split(';')[0]?.trim() ?? '';
  const decoded = type === protobufType ? decodeProtobuf(body) : undefined;
  if (decoded !== undefined) return decoded;
  if (!['', 'application/json', 'application/yaml'].includes(type)) {
    const accepted = `application/json, application/yaml, ${protobufType}`;
    throw new ApiFailure(415, 'UnsupportedMediaType', `the body of the request was in an unknown format - accepted media types include: ${accepted}`);
  }
  return parsedRecord(body.toString(), type === 'application/yaml');
}

function parsedRecord(body: string, yaml: boolean): Record<string, unknown> {
  const value = parsed(body, yaml);
  if (!isRecord(value)) throw badRequest('the object provided is unrecognized: expected an object');
  return value;
}

function parsed(body: string, yaml: boolean): unknown {
  try {
    return yaml ? parseYaml(body) : JSON.parse(body);
  } catch (error) {
    throw badRequest(`the object provided is unrecognized: couldn't get version/kind; json parse error: ${error instanceof Error ? error.message : ''}`);
  }
}

/** A body may leave out apiVersion and kind: the URL says them. */
function withType(kind: ResourceKind, body: Record<string, unknown>): Record<string, unknown> {
  return { ...body, apiVersion: body['apiVersion'] ?? apiVersionOf(kind), kind: body['kind'] ?? kind.kind };
}

function sent(kind: ResourceKind, body: Record<string, unknown>): ApiObject {
  const { apiVersion, kind: name, metadata, ...rest } = withType(kind, body);
  return storedAs(kind, { ...rest, apiVersion: String(apiVersion), kind: String(name), metadata: isRecord(metadata) ? metadata : {} });
}

function patchAnswer(call: ResourceCall, kind: ResourceKind): Answer {
  const { state, info, query } = call;
  const type = call.contentType.split(';')[0]?.trim() ?? '';
  if (type === 'application/apply-patch+yaml') {
    if ((query.get('fieldManager') ?? '') === '') {
      const message = 'Required value: is required for apply patch';
      throw invalid('PatchOptions', 'meta.k8s.io', '', [{ reason: 'FieldValueRequired', field: 'fieldManager', message }]);
    }
    const namespace = namespaceOf(kind, info);
    const config = sent(kind, parsedRecord(call.body.toString(), true));
    const named = { ...config, metadata: { ...config.metadata, name: info.name } };
    const status = state.store.get(kind, namespace, info.name) === undefined ? 201 : 200;
    return written(call, kind, status, () => apply(state, kind, namespace, named, { ...writeOptions(call), force: query.get('force') === 'true' }));
  }
  const object = existing(call, kind);
  const next = patched(type, object, parsed(call.body.toString(), false));
  const name = valueAt(next, 'metadata.name');
  if (!isRecord(next) || name !== object.metadata.name) {
    throw badRequest(`the name of the object (${String(name)}) does not match the name on the URL (${object.metadata.name})`);
  }
  const options = { ...writeOptions(call), ...statusOnly(info) };
  if (info.subresource === 'ephemeralcontainers') return written(call, kind, 200, () => addContainers(state, object, sent(kind, next), options.dryRun === true));
  return written(call, kind, 200, () => update(state, kind, object, sent(kind, next), options));
}

function patched(type: string, object: StoredObject, patch: unknown): unknown {
  switch (type) {
    case 'application/merge-patch+json':
      return mergePatch(object, patch);
    case 'application/strategic-merge-patch+json':
      return strategicMerge(object, patch);
    case 'application/json-patch+json':
      try {
        return jsonPatch(object, patch);
      } catch (error) {
        throw new ApiFailure(422, 'Invalid', `the server rejected our request due to an error in our request: ${error instanceof Error ? error.message : ''}`, {});
      }
    default:
      throw new ApiFailure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  }
}

function scaleAnswer(call: ResourceCall, kind: ResourceKind): Answer {
  const { state, info } = call;
  const object = existing(call, kind);
  if (info.verb === 'get') return jsonAnswer(200, scaleOf(object));
  const type = call.contentType.split(';')[0]?.trim() ?? '';
  const sentScale = info.verb === 'update' ? bodyOf(call) : patched(type, object, parsed(call.body.toString(), false));
  const replicas = Number(valueAt(sentScale, 'spec.replicas'));
  const spec = isRecord(object['spec']) ? object['spec'] : {};
  const stored = update(state, kind, object, { ...structuredClone(object), spec: { ...spec, replicas } }, writeOptions(call));
  if (!call.query.has('dryRun')) runControllers(state);
  return jsonAnswer(200, scaleOf(stored));
}

function scaleOf(object: StoredObject): Record<string, unknown> {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: valueAt(object, 'spec.replicas') },
    status: { replicas: valueAt(object, 'status.replicas') ?? 0 },
  };
}

/** Kinds whose deletion is answered with the object; all others with a Status. */
const answersWithObject: ReadonlySet<string> = new Set(['Namespace', 'Pod', 'ResourceQuota', 'Service', 'ServiceAccount']);

function deleteAnswer(call: ResourceCall, kind: ResourceKind): Answer {
  const { state, query } = call;
  const object = existing(call, kind);
  const options = call.body.length === 0 ? {} : bodyOf(call);
  const uid = valueAt(options, 'preconditions.uid');
  if (uid !== undefined && uid !== object.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${String(uid)}, UID in object meta: ${object.metadata.uid}`;
    throw conflict(kind, object.metadata.name, why);
  }
  const dryRun = query.has('dryRun') || valueAt(options, 'dryRun') !== undefined;
  if (!dryRun) {
    remove(state, kind, object, (query.get('propagationPolicy') ?? valueAt(options, 'propagationPolicy')) === 'Orphan');
    runControllers(state);
  }
  if (answersWithObject.has(kind.kind)) return jsonAnswer(200, object);
  const details = { name: object.metadata.name, ...(kind.group === '' ? {} : { group: kind.group }), kind: kind.resource, uid: object.metadata.uid };
  return jsonAnswer(200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details });
}
