/** `/api`, `/apis` and the lists of resources below them, by which kubectl finds what `deploy` means. */
import { apiVersionOf, reviewKinds } from './kinds.ts';
import type { KindTable, ResourceKind } from './kinds.ts';

const storedVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** The document at this path, or undefined where it is none of discovery's. */
export function discoveryDocument(kinds: KindTable, path: string, serverAddress: string): unknown {
  const segments = path.split('/').filter((each) => each !== '');
  const served = [...kinds.all(), ...reviewKinds];
  if (segments[0] === 'api') {
    if (segments.length === 1) return versions(serverAddress);
    return segments.length === 2 && segments[1] === 'v1' ? resourceList(served, '', 'v1') : undefined;
  }
  if (segments[0] !== 'apis') return undefined;
  const [, group, version] = segments;
  const groups = [...new Set(served.map((each) => each.group))].filter((each) => each !== '');
  if (group === undefined) return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map((each) => apiGroup(served, each)) };
  if (!groups.includes(group)) return undefined;
  if (version === undefined) return { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(served, group) };
  return served.some((each) => each.group === group && each.version === version) ? resourceList(served, group, version) : undefined;
}

function versions(serverAddress: string): unknown {
  return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress }] };
}

function apiGroup(served: readonly ResourceKind[], group: string): { name: string; versions: unknown[]; preferredVersion: unknown } {
  const names = [...new Set(served.filter((each) => each.group === group).map((each) => each.version))];
  const groupVersions = names.map((version) => ({ groupVersion: `${group}/${version}`, version }));
  return { name: group, versions: groupVersions, preferredVersion: groupVersions[0] };
}

function resourceList(served: readonly ResourceKind[], group: string, version: string): unknown {
  const here = served.filter((each) => each.group === group && each.version === version);
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources: here.flatMap((each) => [mainResource(each), ...each.subresources.map((name) => subresource(each, name))]),
  };
}

function mainResource(kind: ResourceKind): Record<string, unknown> {
  return {
    name: kind.resource,
    singularName: kind.singular,
    namespaced: kind.namespaced,
    kind: kind.kind,
    verbs: reviewKinds.includes(kind) ? ['create'] : storedVerbs,
    ...(kind.shortNames.length === 0 ? {} : { shortNames: kind.shortNames }),
    ...(kind.categories.length === 0 ? {} : { categories: kind.categories }),
  };
}

function subresource(kind: ResourceKind, name: string): Record<string, unknown> {
  const common = { name: `${kind.resource}/${name}`, singularName: '', namespaced: kind.namespaced };
  if (name === 'scale') return { ...common, group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: ['get', 'patch', 'update'] };
  if (name === 'log') return { ...common, kind: kind.kind, verbs: ['get'] };
  return name === 'token'
    ? { ...common, group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest', verbs: ['create'] }
    : { ...common, kind: kind.kind, verbs: ['get', 'patch', 'update'] };
}
