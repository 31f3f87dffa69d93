import { managedIdentityId, namedIdentity, nobody, type BoundManagedIdentity, type IdentityName, type NamedIdentity } from '../evidence/named-identity.ts';
import type { BoundApplication } from '../evidence/named-application.ts';
import type { World } from '../evidence/question.ts';
import { resourceGroup, resourceGroupId, type ResourceGroup } from '../evidence/resource-group.ts';
import { createGroup, createServicePrincipal, enableServicePrincipal } from '../problems/mend.ts';
import type { BindRequest, Gathered } from './facts.ts';
import { pendingClientId, pendingPrincipalId } from './pending.ts';
import { refusalOf } from './unread.ts';

/** An identity that roles can be given to. */
export type BoundIdentity = NamedIdentity & { readonly principalId: string };

/** The identity that is bound, and what the operator's rights over it hang on. */
export interface ChosenIdentity {
  readonly identity: BoundIdentity;
  /** Resource id of the identity, or of the group that it is to be created in; Graph tells nobody's rights over an application. */
  readonly rightsOn?: string;
  readonly creation?: Creation;
}

/** Tells identities apart, whatever they are called. */
export function keyOfIdentity(identity: BoundIdentity): string {
  return (identity.kind === 'application' ? identity.objectId : identity.resourceId).toLowerCase();
}

/** What is wanted of an identity that is to be created unless it is there. */
export type Creation = { readonly present: true; readonly location?: string } | { readonly present: false; readonly location: string };

/** The identity that was named, or what it will be where it is to be created and is not there yet. */
export async function chosenIdentity(request: BindRequest, world: World): Promise<Gathered<ChosenIdentity>> {
  const { identity: name, creates } = request;
  if (creates !== undefined) return identityToCreate(name, creates.location, world);
  const found = await world.get(namedIdentity, name);
  if (found.state !== 'known') return { refusals: [refusalOf(found, 'the identity')] };
  return found.value.kind === 'application' ? applicationToBind(found.value) : { read: { identity: found.value, rightsOn: found.value.resourceId }, refusals: [] };
}

function applicationToBind(application: BoundApplication): Gathered<ChosenIdentity> {
  const { name, principalId, enabled } = application;
  if (principalId === undefined) {
    return { refusals: [{ what: `application ${name} has no service principal in the tenant: Entra gives it no token, and no role can be given to it`, steps: [createServicePrincipal(application)] }] };
  }
  if (enabled === false) return { refusals: [{ what: `application ${name} is disabled: Entra gives it no token`, steps: [enableServicePrincipal(application)] }] };
  return { read: { identity: { ...application, principalId } }, refusals: [] };
}

async function identityToCreate({ name: asked, resourceGroup: ofGroup, subscriptionId }: IdentityName, location: string | null, world: World): Promise<Gathered<ChosenIdentity>> {
  const [name, groupName] = [asked ?? '', ofGroup ?? ''];
  const group = await world.get(resourceGroup, { name: groupName, subscriptionId });
  if (group.state !== 'known') return { refusals: [{ ...refusalOf(group, `resource group ${groupName}`), steps: group.state === 'absent' ? [createGroup(groupName, location, subscriptionId)] : [] }] };
  const resourceId = managedIdentityId({ subscriptionId: group.value.subscriptionId, resourceGroup: group.value.name, name });
  const found = await world.get(namedIdentity, { ...nobody, resourceId });
  if (found.state === 'unknown') return { refusals: [refusalOf(found, `whether identity ${name} is there already`)] };
  if (found.state === 'known' && found.value.kind !== 'application') {
    return { read: { identity: found.value, rightsOn: found.value.resourceId, creation: { present: true, ...(location === null ? {} : { location }) } }, refusals: [] };
  }
  const where = location ?? group.value.location;
  if (where === undefined) return { refusals: [{ what: `the location of resource group ${groupName} could not be read: name the one of the identity with --location`, steps: [], exitCode: 2 }] };
  return { read: { identity: pendingIdentity(name, resourceId, group.value), rightsOn: resourceGroupId(group.value), creation: { present: false, location: where } }, refusals: [] };
}

function pendingIdentity(name: string, resourceId: string, { subscriptionId, name: group, tenantId }: ResourceGroup): BoundManagedIdentity {
  return { clientId: pendingClientId, principalId: pendingPrincipalId, kind: 'user-assigned', name, resourceId, resourceGroup: group, subscriptionId, tenantId, hasServicePrincipal: true };
}
