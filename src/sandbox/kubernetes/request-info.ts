/** What a request asks for, read from its method and URL as the API server does. */
import { nameInFieldSelector } from './selectors.ts';

export interface ResourceRequest {
  readonly type: 'resource';
  readonly verb: string;
  readonly group: string;
  readonly version: string;
  readonly namespace: string;
  readonly resource: string;
  readonly subresource: string;
  /** Also set by a list with a field selector on `metadata.name`. */
  readonly name: string;
}

export interface PathRequest {
  readonly type: 'path';
  readonly verb: string;
  readonly path: string;
}

export type RequestInfo = ResourceRequest | PathRequest;

const verbs: Readonly<Record<string, string>> = { GET: 'get', HEAD: 'get', POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

export function requestInfo(method: string, url: URL): RequestInfo {
  const segments = url.pathname.split('/').filter((each) => each !== '').map(decode);
  const verb = verbs[method] ?? method.toLowerCase();
  const [root, ...rest] = segments;
  const [group, version, ...parts] = root === 'api' ? ['', ...rest] : rest;
  if ((root !== 'api' && root !== 'apis') || group === undefined || version === undefined || parts.length === 0) {
    return { type: 'path', verb, path: url.pathname };
  }
  const [namespace = '', resource = '', name = '', subresource = ''] = scoped(parts);
  const asked = name === '' && verb === 'get' ? nameInFieldSelector(url.searchParams.get('fieldSelector') ?? '') : name;
  return { type: 'resource', verb: collectionVerb(verb, name, url), group, version, namespace, resource, subresource, name: asked };
}

/** `namespaces/NS/RESOURCE…` is in a namespace; `namespaces/NS` is the namespace itself. */
function scoped(parts: readonly string[]): readonly string[] {
  if (parts[0] !== 'namespaces' || parts.length < 2) return ['', ...parts];
  const [, namespace = '', ...rest] = parts;
  if (rest.length === 0 || rest[0] === 'status' || rest[0] === 'finalize') return [namespace, 'namespaces', namespace, ...rest];
  return [namespace, ...rest];
}

function collectionVerb(verb: string, name: string, url: URL): string {
  if (name !== '') return verb;
  if (verb === 'get') return ['true', '1'].includes(url.searchParams.get('watch') ?? '') ? 'watch' : 'list';
  return verb === 'delete' ? 'deletecollection' : verb;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
