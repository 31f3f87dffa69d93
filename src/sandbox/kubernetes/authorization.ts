/** RBAC over the roles and bindings in the store, with the API server's words. */
import type { PolicyRule } from '../scenario.ts';
import type { User } from './authentication.ts';
import { isRecord, valueAt } from './objects.ts';
import type { StoredObject } from './objects.ts';
import type { RequestInfo } from './request-info.ts';
import type { ClusterState } from './state.ts';
import { ApiFailure, forbidden } from './status.ts';

const rbac = 'rbac.authorization.k8s.io';

export interface ResourceAttributes {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
}

export type Attributes = ResourceAttributes | { readonly verb: string; readonly path: string };

export interface Decision {
  readonly allowed: boolean;
  readonly reason: string;
}

/** A role rule as RBAC stores it. */
interface Rule extends Partial<PolicyRule> {
  readonly nonResourceURLs?: readonly string[];
}

interface Granted {
  readonly rule: Rule;
  readonly because: string;
}

export function authorize(state: ClusterState, user: User, attributes: Attributes): Decision {
  if (user.groups.includes('system:masters')) return { allowed: true, reason: '' };
  const namespace = 'path' in attributes ? '' : attributes.namespace;
  const granted = grantsOf(state, user, namespace).find(({ rule }) => allows(rule, attributes));
  return granted === undefined ? { allowed: false, reason: '' } : { allowed: true, reason: granted.because };
}

/** Throws 403 for a request that no rule allows. */
export function requireAllowed(state: ClusterState, user: User, info: RequestInfo): void {
  if (!authorize(state, user, info).allowed) throw refusal(user, info);
}

/** What a user who may not do this is answered with; `verb` stands for that of the request. */
export function refusal(user: User, info: RequestInfo, verb = info.verb): ApiFailure {
  if (info.type === 'path') return new ApiFailure(403, 'Forbidden', `forbidden: User "${user.name}" cannot ${verb} path "${info.path}"`, {});
  const { group, resource, subresource, namespace, name } = info;
  const what = subresource === '' ? resource : `${resource}/${subresource}`;
  const scope = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return forbidden({ group, resource }, name, `User "${user.name}" cannot ${verb} resource "${what}" in API group "${group}" ${scope}`);
}

/** Every rule that holds for a user, cluster-wide and in one namespace. */
export function grantsOf(state: ClusterState, user: User, namespace: string): Granted[] {
  const wide = bindings(state, 'clusterrolebindings', undefined, user);
  const local = namespace === '' ? [] : bindings(state, 'rolebindings', namespace, user);
  return [...wide, ...local].flatMap((binding) => {
    const role = roleOf(state, binding);
    const rules = role?.['rules'];
    if (role === undefined || !Array.isArray(rules)) return [];
    const where = binding.metadata.namespace === undefined ? binding.metadata.name : `${binding.metadata.name}/${binding.metadata.namespace}`;
    const because = `RBAC: allowed by ${binding.kind} "${where}" of ${role.kind} "${role.metadata.name}" to ${subjectText(binding, user)}`;
    return rules.filter(isRecord).map((rule) => ({ rule: rule as Rule, because }));
  });
}

function bindings(state: ClusterState, resource: string, namespace: string | undefined, user: User): StoredObject[] {
  return state.store.list({ group: rbac, resource }, namespace).filter((each) => subjectOf(each, user) !== undefined);
}

function subjectOf(binding: StoredObject, user: User): Record<string, unknown> | undefined {
  const subjects = binding['subjects'];
  return (Array.isArray(subjects) ? subjects.filter(isRecord) : []).find(({ kind, name, namespace }) => {
    if (kind === 'User') return name === user.name;
    if (kind === 'Group') return user.groups.includes(String(name));
    return kind === 'ServiceAccount' && user.name === `system:serviceaccount:${String(namespace ?? binding.metadata.namespace)}:${String(name)}`;
  });
}

function subjectText(binding: StoredObject, user: User): string {
  const { kind, name, namespace } = subjectOf(binding, user) ?? {};
  return kind === 'ServiceAccount' ? `ServiceAccount "${String(name)}/${String(namespace)}"` : `${String(kind)} "${String(name)}"`;
}

function roleOf(state: ClusterState, binding: StoredObject): StoredObject | undefined {
  const name = String(valueAt(binding, 'roleRef.name'));
  return valueAt(binding, 'roleRef.kind') === 'Role'
    ? state.store.get({ group: rbac, resource: 'roles' }, binding.metadata.namespace, name)
    : state.store.get({ group: rbac, resource: 'clusterroles' }, undefined, name);
}

const has = (values: readonly string[] | undefined, ...wanted: readonly string[]) =>
  values !== undefined && (values.includes('*') || wanted.some((each) => values.includes(each)));

function allows(rule: Rule, attributes: Attributes): boolean {
  if (!has(rule.verbs, attributes.verb)) return false;
  if ('path' in attributes) {
    return (rule.nonResourceURLs ?? []).some((url) => (url.endsWith('*') ? attributes.path.startsWith(url.slice(0, -1)) : url === attributes.path));
  }
  const { group, resource, subresource, name } = attributes;
  const resources = subresource === '' ? [resource] : [`${resource}/${subresource}`, `*/${subresource}`];
  const names = rule.resourceNames ?? [];
  return has(rule.apiGroups, group) && has(rule.resources, ...resources) && (names.length === 0 || names.includes(name));
}
