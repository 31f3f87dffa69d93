import { allows } from '../evidence/azure-permissions.ts';
import { createIdentity } from '../problems/mend.ts';
import type { Facts } from './facts.ts';
import { unchanged, type PlannedChange, type Refusal } from './plan.ts';

const part = 'identity';
const write = 'Microsoft.ManagedIdentity/userAssignedIdentities/write';

/** The identity itself; undefined where it is not for us to create it. */
export function planIdentity({ identity, creation, permissions }: Facts): PlannedChange | Refusal | undefined {
  if (creation === undefined || identity.kind === 'application') return undefined;
  const { name, resourceId, resourceGroup = '', tenantId } = identity;
  const { location, present } = creation;
  if (present) {
    const elsewhere = identity.location !== undefined && location !== undefined && !samePlace(identity.location, location);
    return unchanged(part, name, ...(elsewhere ? [`It is in ${identity.location}, and stays there: an identity cannot be moved, and serves clusters anywhere.`] : []));
  }
  const steps = createIdentity(identity, location);
  if (!allows(permissions.identity, write)) {
    return { what: `you may not create identities in resource group ${resourceGroup}: needs ${write} (role Managed Identity Contributor)`, steps };
  }
  return {
    change: {
      part,
      action: 'create',
      object: name,
      fields: [
        { name: 'location', now: location },
        { name: 'resource group', now: resourceGroup },
      ],
      notes: ['Its client id and its principal id are only known once it is there. unbind leaves it.'],
      steps,
    },
    deed: { kind: 'create-identity', identity: resourceId, location, tenantId },
  };
}

/** `West Europe` is `westeurope`. */
function samePlace(one: string, other: string): boolean {
  const plain = (location: string): string => location.replaceAll(' ', '').toLowerCase();
  return plain(one) === plain(other);
}
