/** Acting as another user (`kubectl --as`), as the API server has done it since 1.3. Constrained impersonation (KEP 5284) grants nothing here. */
import type { IncomingHttpHeaders } from 'node:http';
import type { User } from './authentication.ts';
import { authorize, refusal } from './authorization.ts';
import type { RequestInfo } from './request-info.ts';
import type { ClusterState } from './state.ts';
import { badRequest } from './status.ts';

const extraPrefix = 'impersonate-extra-';

interface Wanted {
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Who the request is to be judged as; undefined if it does not ask for that. Throws 403 for who may not, 400 for groups of nobody. */
export function impersonated(state: ClusterState, user: User, headers: IncomingHttpHeaders, info: RequestInfo): User | undefined {
  const name = String(headers['impersonate-user'] ?? '');
  const groups = valuesOf(headers['impersonate-group']);
  if (name === '') {
    if (groups.length === 0) return undefined;
    const listed = groups.map((each) => JSON.stringify(each)).join(', ');
    throw badRequest(`requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string{${listed}}, Extra:map[string][]string(nil)} without impersonating a user name`);
  }
  const account = accountOf(name);
  const wanted: readonly Wanted[] = [
    account === undefined ? { group: '', resource: 'users', name } : { group: '', resource: 'serviceaccounts', ...account },
    ...valuesOf(headers['impersonate-uid']).map((each) => ({ group: 'authentication.k8s.io', resource: 'uids', name: each })),
    ...groups.map((each) => ({ group: '', resource: 'groups', name: each })),
    ...extrasOf(headers),
  ];
  const may = wanted.every((each) => authorize(state, user, { verb: 'impersonate', subresource: '', namespace: '', ...each }).allowed);
  // Of the refusals of all modes the API server gives the first, which is that of constrained impersonation.
  if (!may) throw refusal(user, info, `impersonate-on:${account === undefined ? 'user-info' : 'serviceaccount'}:${info.verb}`);
  const own = account === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`];
  return { name, groups: groups.length === 0 ? own : groups };
}

function accountOf(name: string): { readonly namespace: string; readonly name: string } | undefined {
  const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? [];
  return namespace === undefined || account === undefined ? undefined : { namespace, name: account };
}

function extrasOf(headers: IncomingHttpHeaders): Wanted[] {
  return Object.entries(headers).flatMap(([header, value]) => {
    if (!header.startsWith(extraPrefix)) return [];
    const subresource = decodeURIComponent(header.slice(extraPrefix.length));
    return valuesOf(value).map((name) => ({ group: 'authentication.k8s.io', resource: 'userextras', subresource, name }));
  });
}

/** Node joins repeated headers with a comma and a blank. */
function valuesOf(header: string | string[] | undefined): string[] {
  return [header ?? []].flat().flatMap((each) => each.split(', '));
}
