import * as z from 'zod/mini';
import { WireFailure } from '../wire/failure.ts';
import { absent, known, unknown, type Answer, type Gap } from './answer.ts';
import { gapOfFailure } from './gap.ts';
import { defineQuestion, type World } from './question.ts';
import type { AzureRight } from './right.ts';
import type { LoginSubject } from './subject.ts';
import { bindTag } from './workload-identity-keys.ts';

export interface Identity {
  readonly clientId: string;
  readonly kind: 'user-assigned' | 'system-assigned' | 'application';
  readonly name: string;
  readonly tenantId?: string;
  /** Of a managed identity. */
  readonly resourceId?: string;
  readonly resourceGroup?: string;
  readonly subscriptionId?: string;
  /** Object id of the service principal, which roles are given to. */
  readonly principalId?: string;
  readonly enabled?: boolean;
  /** False for an application that has no service principal in the tenant. */
  readonly hasServicePrincipal: boolean;
  /** A managed identity that carries the tag of `bind`. */
  readonly madeByBind?: true;
}

export type IdentityKey = { readonly clientId: string | null; readonly tenantId: string | null };

export const readIdentity: AzureRight = {
  where: 'azure',
  action: 'Microsoft.ManagedIdentity/userAssignedIdentities/read',
  power: 'read',
  carriedBy: 'role Reader',
};
const readServicePrincipal: AzureRight = {
  where: 'azure',
  action: 'Microsoft Graph: read service principals',
  power: 'read',
  carriedBy: 'any member of the tenant',
};

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return guid.test(text);
}

/** Who a client id is: by Resource Graph and by Graph's service principal, whichever can tell. */
export const identity = defineQuestion({
  name: 'identity',
  rights: [readIdentity, readServicePrincipal],
  key: identityKeyOf,
  async ask({ clientId, tenantId }, world): Promise<Answer<Identity>> {
    if (clientId === null || !isGuid(clientId)) return unknown({ reason: 'blocked', needs: 'a client id that is a GUID', waitedFor: [] });
    const tenant = tenantId !== null && isGuid(tenantId) ? tenantId : undefined;
    const [byResource, byPrincipal] = await Promise.all([
      attempt(() => resourceOf(`tostring(properties.clientId) =~ '${clientId}'`, tenant, world), readIdentity),
      attempt(() => principalOf(clientId, tenant, world), readServicePrincipal),
    ]);
    if (byResource.state === 'known') return known({ ...byResource.value, ...enabledIn(byPrincipal) });
    if (byPrincipal.state === 'known') return byPrincipal;
    // without a tenant Graph was asked in that of the operator: who is not there may be elsewhere
    if (byPrincipal.state === 'absent') return tenant === undefined ? unknown(noTenant) : byPrincipal;
    // zero rows also means "no Reader": only Graph's own 404 is an absence
    return unknown(eitherOf(byResource.state === 'unknown' ? byResource.gap : noRow, byPrincipal.gap));
  },
});

/** Either of two rights would do: both are named, once where they are one. */
function eitherOf(one: Gap, other: Gap): Gap {
  return one.needs === other.needs ? one : { ...one, needs: `${one.needs}; or ${other.needs}` };
}

function enabledIn(principal: Answer<Identity>): { readonly enabled?: boolean } {
  return principal.state === 'known' && principal.value.enabled !== undefined ? { enabled: principal.value.enabled } : {};
}

/** A managed identity with this client id in any tenant that the operator sees: where the login's own tenant has none. */
export const identityElsewhere = defineQuestion({
  name: 'identity in any tenant',
  rights: [readIdentity],
  key: ({ login }: LoginSubject) => ({ clientId: login.clientId?.value ?? null }),
  async ask({ clientId }, world): Promise<Answer<Identity>> {
    if (clientId === null || !isGuid(clientId)) return unknown({ reason: 'blocked', needs: 'a client id that is a GUID', waitedFor: [] });
    return resourceOf(`tostring(properties.clientId) =~ '${clientId}'`, undefined, world);
  },
});

/** A managed identity whose object id was taken for its client id. */
export const identityByObjectId = defineQuestion({
  name: 'identity by object id',
  rights: [readIdentity],
  key: ({ login }: LoginSubject) => ({ objectId: login.clientId?.value ?? null }),
  async ask({ objectId }, world): Promise<Answer<Identity>> {
    if (objectId === null || !isGuid(objectId)) return unknown({ reason: 'blocked', needs: 'an id that is a GUID', waitedFor: [] });
    return resourceOf(`tostring(properties.principalId) =~ '${objectId}'`, undefined, world);
  },
});

export function identityKeyOf({ login }: LoginSubject): IdentityKey {
  return { clientId: login.clientId?.value ?? null, tenantId: login.tenantId?.value ?? null };
}

async function attempt<V>(ask: () => Promise<Answer<V>>, right: AzureRight): Promise<Answer<V>> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WireFailure) return unknown(gapOfFailure(error, [right], {}));
    throw error;
  }
}

export const tagsShape = z.optional(z.nullable(z.record(z.string(), z.unknown())));

export function madeByBind(tags: Readonly<Record<string, unknown>> | null | undefined): { readonly madeByBind?: true } {
  return Object.entries(bindTag).every(([key, value]) => tags?.[key] === value) ? { madeByBind: true } : {};
}

const resourceRow = z.object({
  id: z.string(),
  name: z.string(),
  resourceGroup: z.string(),
  subscriptionId: z.string(),
  tenantId: z.string(),
  clientId: z.string(),
  principalId: z.string(),
  tags: tagsShape,
});

const noTenant: Gap = {
  reason: 'not-asked',
  needs: 'the tenant of the identity: no pod, annotation or dry run names one, and the tenant of this login has no such identity',
};

const noRow: Gap = {
  reason: 'forbidden',
  needs: `${readIdentity.action} on the identity (role Reader), or the identity to exist: Resource Graph shows none`,
  problem: 'doctor-rbac-partial',
};

/** Managed identities that a condition holds for; its values must have passed a grammar. */
export async function resourcesOf(condition: string, tenantId: string | undefined, world: World): Promise<readonly Identity[]> {
  const query =
    "resources | where type =~ 'microsoft.managedidentity/userassignedidentities' " +
    `| where ${condition} ` +
    '| project id, name, resourceGroup, subscriptionId, tenantId, clientId=tostring(properties.clientId), principalId=tostring(properties.principalId), tags';
  const rows = await world.azure.resourceGraph(query, resourceRow, tenantId);
  return rows.map(({ id, tags, ...row }) => ({ ...row, kind: 'user-assigned', resourceId: id, hasServicePrincipal: true, ...madeByBind(tags) }));
}

async function resourceOf(condition: string, tenantId: string | undefined, world: World): Promise<Answer<Identity>> {
  const [first] = await resourcesOf(condition, tenantId, world);
  return first === undefined ? unknown(noRow) : known(first);
}

const servicePrincipal = z.object({
  id: z.string(),
  displayName: z.optional(z.nullable(z.string())),
  servicePrincipalType: z.optional(z.nullable(z.string())),
  alternativeNames: z.optional(z.nullable(z.array(z.string()))),
  accountEnabled: z.optional(z.nullable(z.boolean())),
});
const application = z.object({ id: z.string(), displayName: z.optional(z.nullable(z.string())) });

async function principalOf(clientId: string, tenantId: string | undefined, world: World): Promise<Answer<Identity>> {
  const select = '$select=id,appId,displayName,servicePrincipalType,alternativeNames,accountEnabled,appOwnerOrganizationId';
  const found = await orNotFound(() => world.azure.graphGet(`/v1.0/servicePrincipals(appId='${clientId}')?${select}`, servicePrincipal, tenantId));
  if (found === undefined) return applicationOf(clientId, tenantId, world);
  const resourceId = found.alternativeNames?.find((name) => /\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\//i.test(name));
  const parts = /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\//i.exec(resourceId ?? '');
  return known({
    clientId,
    kind: found.servicePrincipalType !== 'ManagedIdentity' ? 'application' : resourceId === undefined ? 'system-assigned' : 'user-assigned',
    name: found.displayName ?? clientId,
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(resourceId === undefined ? {} : { resourceId }),
    ...(parts?.[1] === undefined ? {} : { subscriptionId: parts[1] }),
    ...(parts?.[2] === undefined ? {} : { resourceGroup: parts[2] }),
    principalId: found.id,
    ...(typeof found.accountEnabled === 'boolean' ? { enabled: found.accountEnabled } : {}),
    hasServicePrincipal: true,
  });
}

async function applicationOf(clientId: string, tenantId: string | undefined, world: World): Promise<Answer<Identity>> {
  const found = await orNotFound(() => world.azure.graphGet(`/v1.0/applications(appId='${clientId}')?$select=id,appId,displayName`, application, tenantId));
  if (found === undefined) return absent(`no service principal and no application ${clientId} in the tenant`);
  return known({
    clientId,
    kind: 'application',
    name: found.displayName ?? clientId,
    ...(tenantId === undefined ? {} : { tenantId }),
    hasServicePrincipal: false,
  });
}

export async function orNotFound<V>(ask: () => Promise<V>): Promise<V | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WireFailure && error.fault.kind === 'status' && error.fault.status === 404) return undefined;
    throw error;
  }
}
