import * as z from 'zod/mini';
import { WireFailure } from '../wire/failure.ts';
import { absent, known, unknown, type Answer } from './answer.ts';
import { madeByBind, readIdentity, resourcesOf, tagsShape, type Identity } from './identity.ts';
import { namedApplication, type BoundApplication } from './named-application.ts';
import { defineQuestion, type World } from './question.ts';

/** How a person names a managed identity, or an application; each part that is given has passed its grammar. */
export type IdentityName = {
  readonly resourceId: string | null;
  readonly name: string | null;
  readonly resourceGroup: string | null;
  readonly subscriptionId: string | null;
  readonly clientId: string | null;
  /** Display name or client id of an application. */
  readonly application: string | null;
};

/** A name that says nothing yet. */
export const nobody: IdentityName = { resourceId: null, name: null, resourceGroup: null, subscriptionId: null, clientId: null, application: null };

/** A managed identity with everything that a binding needs of it. */
export type BoundManagedIdentity = Identity & { readonly kind: 'user-assigned'; readonly resourceId: string; readonly principalId: string; readonly location?: string };

/** Whom a service account is bound to. */
export type NamedIdentity = BoundManagedIdentity | BoundApplication;

/**
 * The one identity that a person names: a managed one by ARM where the name is whole, else among all that the operator sees.
 *
 * A client id that no managed identity has may be one of an application.
 */
export const namedIdentity = defineQuestion({
  name: 'named identity',
  rights: [readIdentity],
  key: (name: IdentityName) => name,
  async ask(name, world): Promise<Answer<NamedIdentity>> {
    if (name.application !== null) return world.get(namedApplication, { named: name.application });
    const id = resourceIdOf(name);
    if (id !== undefined) return byResourceId(id, world);
    const conditions = [
      name.clientId === null ? undefined : `tostring(properties.clientId) =~ '${name.clientId}'`,
      name.name === null ? undefined : `name =~ '${name.name}'`,
      name.resourceGroup === null ? undefined : `resourceGroup =~ '${name.resourceGroup}'`,
      name.subscriptionId === null ? undefined : `subscriptionId =~ '${name.subscriptionId}'`,
    ];
    const found = await resourcesOf(conditions.filter((one) => one !== undefined).join(' and '), undefined, world);
    const [first, second] = found.filter((one): one is BoundManagedIdentity => one.resourceId !== undefined && one.principalId !== undefined);
    if (first === undefined) {
      const application = name.clientId === null ? undefined : await world.get(namedApplication, { named: name.clientId });
      if (application?.state === 'known') return application;
      return unknown({ reason: 'forbidden', needs: `${readIdentity.action} on the identity (role Reader), or the identity to exist: Resource Graph shows none of that name`, problem: 'doctor-rbac-partial' });
    }
    if (second !== undefined) {
      return unknown({ reason: 'not-asked', needs: `one identity: ${found.length} have that name, among them ${first.resourceId} and ${second.resourceId}` });
    }
    return known(first);
  },
});

function resourceIdOf({ resourceId, name, resourceGroup, subscriptionId }: IdentityName): string | undefined {
  if (resourceId !== null) return resourceId;
  if (name === null || resourceGroup === null || subscriptionId === null) return undefined;
  return managedIdentityId({ subscriptionId, resourceGroup, name });
}

export function managedIdentityId({ subscriptionId, resourceGroup, name }: { readonly subscriptionId: string; readonly resourceGroup: string; readonly name: string }): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

const resource = z.object({
  id: z.string(),
  name: z.string(),
  location: z.optional(z.string()),
  tags: tagsShape,
  properties: z.object({ tenantId: z.string(), principalId: z.string(), clientId: z.string() }),
});

async function byResourceId(id: string, world: World): Promise<Answer<BoundManagedIdentity>> {
  try {
    const { name, properties, location, tags } = await world.azure.armGet(`${id}?api-version=2024-11-30`, resource);
    const [, subscriptionId = '', resourceGroup = ''] = /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\//i.exec(id) ?? [];
    return known({ ...properties, kind: 'user-assigned', name, resourceId: id, resourceGroup, subscriptionId, hasServicePrincipal: true, ...(location === undefined ? {} : { location }), ...madeByBind(tags) });
  } catch (error) {
    if (error instanceof WireFailure && error.fault.kind === 'status' && error.fault.status === 404) return absent(`there is no managed identity ${id}: ${error.fault.message}`);
    throw error;
  }
}
