import type { FederatedCredential } from '../azure/port.ts';
import { known, unknown, type Answer } from './answer.ts';
import { identity, identityKeyOf, type IdentityKey } from './identity.ts';
import { defineQuestion } from './question.ts';
import type { AzureRight } from './right.ts';

export type { FederatedCredential };

const readCredentials: AzureRight = {
  where: 'azure',
  action: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/read',
  power: 'read',
  carriedBy: 'role Reader on the identity; for an application, Graph Application.Read.All',
};

/** Every federated identity credential of a managed identity that is known by its resource id. */
export const credentialsOfIdentity = defineQuestion({
  name: 'credentials of a managed identity',
  rights: [readCredentials],
  key: (key: { readonly resourceId: string; readonly tenantId: string | null }) => key,
  async ask({ resourceId, tenantId }, world) {
    return known(await world.azure.identityCredentials(resourceId, tenantId ?? undefined));
  },
});

/** Every federated identity credential of an application. */
export const credentialsOfApplication = defineQuestion({
  name: 'credentials of an application',
  rights: [readCredentials],
  key: (key: { readonly clientId: string; readonly tenantId: string | null }) => key,
  async ask({ clientId, tenantId }, world) {
    return known(await world.azure.applicationCredentials(clientId, tenantId ?? undefined));
  },
});

/** Every federated identity credential of the login's identity: of a managed identity by ARM, of an application by Graph. */
export const federatedCredentials = defineQuestion({
  name: 'federated credentials',
  rights: [readCredentials],
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
