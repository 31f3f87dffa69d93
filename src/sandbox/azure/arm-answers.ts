/** What the providers of the simulated Resource Manager share: their request, and the answers ARM gives for all of them. */
import type { Caller } from './caller.ts';
import { cloudError, json, same } from './wire.ts';
import type { Answer, Call } from './wire.ts';
import type { Right, World } from './world.ts';

/** A request to one provider, below a subscription or a resource group of it. */
export interface ResourceCall {
  readonly call: Call;
  readonly caller: Caller;
  readonly world: World;
  readonly subscriptionId: string;
  readonly resourceGroup: string | undefined;
  /** Path segments after the provider's name, as typed by the caller. */
  readonly segments: readonly string[];
}

/** Text well known, unverified. */
export function forbidden({ bearer: { claims } }: Caller, action: string, scope: string): Answer {
  const message = `The client '${claims.appid}' with object id '${claims.oid}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`;
  return cloudError(403, 'AuthorizationFailed', message);
}

/** Text unverified. */
export function resourceNotFound(type: string, name: string, resourceGroup: string): Answer {
  const message = `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`;
  return cloudError(404, 'ResourceNotFound', message, { 'x-ms-failure-cause': 'gateway' });
}

/** Whether a path below a resource asks what the caller may do with it. */
export function isPermissions(below: readonly string[]): boolean {
  return below.length === 3 && same(below.join('/'), 'providers/Microsoft.Authorization/permissions');
}

/** What the caller may do with a resource, as of one role of its own; whoever may read the resource may ask. */
export function permissionsAnswer({ call, caller }: ResourceCall, right: Right, ...actions: readonly string[]): Answer {
  return permissionsOn(call, caller, actions.map((action) => [right, action]));
}

export function permissionsOn(call: Call, caller: Caller, changes: readonly (readonly [Right, string])[]): Answer {
  if (call.method !== 'GET') return noRoute(call);
  const given = changes.flatMap(([right, action]) => (caller.mayChange(right) ? [action] : []));
  return json(200, { value: [{ actions: ['*/read', ...given], notActions: [], dataActions: [], notDataActions: [] }] });
}

export function noRoute(call: Call): Answer {
  return cloudError(404, 'InvalidResourceType', `The sandbox has no answer for ${call.method} ${call.path}.`);
}

/** The page that starts at the `$skipToken` of the call; the link is opaque to clients and spelled as ARM spells it. */
export function page(call: Call, items: readonly unknown[], size: number): Answer {
  const skipToken = [...call.query].find(([name]) => same(name, '$skiptoken'))?.[1];
  const start = Number(/^X'(\d+)'$/.exec(skipToken ?? '')?.[1] ?? 0);
  const next = start + size;
  const link = new URL(`https://${call.host}`);
  link.pathname = call.path;
  const nextLink = `${link.href}?api-version=${call.query.get('api-version') ?? ''}&$skipToken=X'${next}'`;
  return json(200, { value: items.slice(start, next), ...(next < items.length ? { nextLink } : {}) });
}
