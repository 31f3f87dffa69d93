import type { FederatedCredential } from '../azure/port.ts';
import { known, unknown, type Answer } from './answer.ts';
import { identity, identityKeyOf, type IdentityKey } from './identity.ts';
import { defineQuestion } from './question.ts';

export type { FederatedCredential };

/** Every federated identity credential of the login's identity: of a managed identity by ARM, of an application by Graph. */
export const federatedCredentials = defineQuestion({
  name: 'federated credentials',
  rights: [
    {
      where: 'azure',
      action: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/read',
      power: 'read',
      carriedBy: 'role Reader on the identity; for an application, Graph Application.Read.All',
    },
  ],
  key: identityKeyOf,
  async ask(key: IdentityKey, world): Promise<Answer<readonly FederatedCredential[]>> {
    const who = await world.need(identity, key);
    if (who.kind === 'application') return known(await world.azure.applicationCredentials(who.clientId, who.tenantId));
    if (who.resourceId === undefined) {
      return unknown({ reason: 'blocked', needs: 'the resource id of the managed identity', waitedFor: [] });
    }
    return known(await world.azure.identityCredentials(who.resourceId, who.tenantId));
  },
});
