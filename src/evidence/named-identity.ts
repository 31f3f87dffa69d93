import * as z from 'zod/mini';
import { WireFailure } from '../wire/failure.ts';
import { absent, known, unknown, type Answer } from './answer.ts';
import { madeByBind, readIdentity, resourcesOf, tagsShape, type Identity } from './identity.ts';
import { defineQuestion, type World } from './question.ts';

/** How a person names a managed identity; each part that is given has passed its grammar. */
export type IdentityName = {
  readonly resourceId: string | null;
  readonly name: string | null;
  readonly resourceGroup: string | null;
  readonly subscriptionId: string | null;
  readonly clientId: string | null;
};

/** A managed identity with everything that a binding needs of it. */
export type NamedIdentity = Identity & { readonly resourceId: string; readonly principalId: string; readonly location?: string };

/** The one managed identity that a person names: by ARM where the name is whole, else among all that the operator sees. */
export const namedIdentity = defineQuestion({
  name: 'named identity',
  rights: [readIdentity],
  key: (name: IdentityName) => name,
  async ask(name, world): Promise<Answer<NamedIdentity>> {
    const id = resourceIdOf(name);
    if (id !== undefined) return byResourceId(id, world);
    const conditions = [
      name.clientId === null ? undefined : `tostring(properties.clientId) =~ '${name.clientId}'`,
      name.name === null ? undefined : `name =~ '${name.name}'`,
      name.resourceGroup === null ? undefined : `resourceGroup =~ '${name.resourceGroup}'`,
      name.subscriptionId === null ? undefined : `subscriptionId =~ '${name.subscriptionId}'`,
    ];
    const found = await resourcesOf(conditions.filter((one) => one !== undefined).join(' and '), undefined, world);
    const [first, second] = found.filter((one): one is NamedIdentity => one.resourceId !== undefined && one.principalId !== undefined);
    if (first === undefined) {
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

async function byResourceId(id: string, world: World): Promise<Answer<NamedIdentity>> {
  try {
    const { name, properties, location, tags } = await world.azure.armGet(`${id}?api-version=2024-11-30`, resource);
    const [, subscriptionId = '', resourceGroup = ''] = /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\//i.exec(id) ?? [];
    return known({ ...properties, kind: 'user-assigned', name, resourceId: id, resourceGroup, subscriptionId, hasServicePrincipal: true, ...(location === undefined ? {} : { location }), ...madeByBind(tags) });
  } catch (error) {
    if (error instanceof WireFailure && error.fault.kind === 'status' && error.fault.status === 404) return absent(`there is no managed identity ${id}: ${error.fault.message}`);
    throw error;
  }
}
