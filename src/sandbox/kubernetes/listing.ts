/** GET of collections: pages, selectors, and watches. */
import { jsonAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { shownAs } from './event-views.ts';
import { apiVersionOf } from './kinds.ts';
import type { ResourceKind } from './kinds.ts';
import { isRecord } from './objects.ts';
import type { ApiObject, StoredObject } from './objects.ts';
import type { ResourceRequest } from './request-info.ts';
import { parseFieldSelector, parseLabelSelector } from './selectors.ts';
import type { ClusterState } from './state.ts';
import { ApiFailure, badRequest, invalid } from './status.ts';

/** The namespace of a request as the store wants it: undefined for all. */
function namespaceOf(kind: ResourceKind, info: ResourceRequest): string | undefined {
  return kind.namespaced && info.namespace !== '' ? info.namespace : undefined;
}

function filterOf(kind: ResourceKind, query: URLSearchParams): (object: ApiObject) => boolean {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '', kind.kind);
  return (object) => labels(object.metadata.labels) && fields(shownAs(kind, object));
}

/** The objects that a collection request selects. */
export function selected(state: ClusterState, kind: ResourceKind, info: ResourceRequest, query: URLSearchParams): StoredObject[] {
  return state.store.list(kind, namespaceOf(kind, info)).filter(filterOf(kind, query));
}

export function listAnswer(state: ClusterState, kind: ResourceKind, info: ResourceRequest, query: URLSearchParams, metadataOnly: boolean): Answer {
  const all = selected(state, kind, info, query);
  const limit = Number(query.get('limit') ?? 0);
  const start = startOf(query.get('continue') ?? '', all);
  const end = limit > 0 ? Math.min(all.length, start + limit) : all.length;
  const next = all[end];
  const selecting = ['labelSelector', 'fieldSelector'].some((each) => (query.get(each) ?? '') !== '');
  const metadata = {
    resourceVersion: String(state.store.revision),
    ...(next === undefined ? {} : { continue: continueToken(next) }),
    ...(next === undefined || selecting ? {} : { remainingItemCount: all.length - end }),
  };
  const items = all.slice(start, end).map((each) => itemOf(kind, each, metadataOnly));
  const type = metadataOnly
    ? { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' }
    : { kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind) };
  return jsonAnswer(200, { ...type, metadata, items });
}

/** Items of built-in kinds come without apiVersion and kind, as from the real server; custom ones have both. */
function itemOf(kind: ResourceKind, stored: StoredObject, metadataOnly: boolean): unknown {
  if (metadataOnly) return partial(stored);
  if (kind.custom === true) return stored;
  const { apiVersion: _apiVersion, kind: _kind, ...rest } = shownAs(kind, stored);
  return rest;
}

export function partial({ metadata }: ApiObject): unknown {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}

const sortKey = ({ metadata }: ApiObject) => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;

function continueToken(next: StoredObject): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', start: sortKey(next) })).toString('base64url');
}

function startOf(token: string, all: readonly StoredObject[]): number {
  if (token === '') return 0;
  const parsed = parseToken(token);
  if (!isRecord(parsed) || typeof parsed['start'] !== 'string') throw badRequest('invalid continue token: continue key is not valid: encoding is corrupt');
  const { start } = parsed;
  const index = all.findIndex((each) => sortKey(each) >= start);
  return index === -1 ? all.length : index;
}

function parseToken(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    return undefined;
  }
}

const defaultWatchSeconds = 1800;

/** A stream of changes: from now, from a resourceVersion, or with what is there first. */
export function watchAnswer(state: ClusterState, kind: ResourceKind, info: ResourceRequest, query: URLSearchParams): Answer {
  if (query.get('sendInitialEvents') !== null) {
    const message = 'Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled';
    throw invalid('ListOptions', 'meta.k8s.io', '', [{ reason: 'FieldValueForbidden', field: 'sendInitialEvents', message }]);
  }
  const namespace = namespaceOf(kind, info);
  const matches = filterOf(kind, query);
  const from = query.get('resourceVersion') ?? '';
  const past = from === '' || from === '0' ? undefined : state.store.changesAfter(kind, Number(from));
  if (past === undefined && from !== '' && from !== '0') throw new ApiFailure(410, 'Expired', `too old resource version: ${from}`);
  const initial = past === undefined ? state.store.list(kind, namespace).map((object) => ({ type: 'ADDED' as const, object })) : past;
  const seconds = Number(query.get('timeoutSeconds') ?? defaultWatchSeconds);

  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '',
    stream(send, end) {
      const shown = new Set<string>();
      const emit = ({ type, object }: { type: string; object: StoredObject }) => {
        if (namespace !== undefined && object.metadata.namespace !== namespace) return;
        const visible = type !== 'DELETED' && matches(object);
        const known = shown.has(object.metadata.uid);
        if (!visible && !known && !(type === 'DELETED' && matches(object))) return;
        if (visible) shown.add(object.metadata.uid);
        else shown.delete(object.metadata.uid);
        send(`${JSON.stringify({ type: visible ? type : 'DELETED', object: shownAs(kind, object) })}\n`);
      };
      for (const change of initial) emit(change);
      const stop = state.store.watch(kind, emit);
      const timer = setTimeout(end, seconds * 1000);
      timer.unref();
      return () => {
        clearTimeout(timer);
        stop();
      };
    },
  };
}
