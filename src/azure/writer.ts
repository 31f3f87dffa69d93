/** Writes to ARM with the operator's token. */
import type { ManagedServiceIdentityClient } from '@azure/arm-msi';
import { WireFailure } from '../wire/failure.ts';
import { garbled, notSent } from './failures.ts';
import { oneLine } from './foreign-text.ts';
import { isGuid, parseIdentityResource } from './grammar.ts';
import type { IdentityResource } from './grammar.ts';
import { withIdentityClient } from './identity-client.ts';
import { credentialsPath, identityPath } from './identity-credentials.ts';
import { operationOf } from './pipeline.ts';
import { askApi, tellApi, urlOf } from './rest-api.ts';
import type { RestApi } from './rest-api.ts';
import type { ApplicationWriter, AzureWriter, NewIdentity } from './write-port.ts';

const jsonBody = { 'content-type': 'application/json' };

export function createWriter(arm: RestApi): Omit<AzureWriter, keyof ApplicationWriter> {
  return {
    createIdentity: async (resourceId, { location, tags }, tenantId) =>
      (await identityThere(arm, resourceId, tenantId)) ??
      withIdentity(arm, 'PUT', resourceId, tenantId, ({ userAssignedIdentities }, { resourceGroup, name }, abortSignal) =>
        userAssignedIdentities.createOrUpdate(resourceGroup, name, { location, tags: { ...tags } }, { abortSignal }),
      ),
    putCredential: (resourceId, { name, issuer, subject, audience }, tenantId) =>
      withCredentials(arm, 'PUT', resourceId, name, tenantId, async ({ federatedIdentityCredentials }, { resourceGroup, name: identity }, abortSignal) => {
        await federatedIdentityCredentials.createOrUpdate(resourceGroup, identity, name, { issuer, subject, audiences: [audience] }, { abortSignal });
      }),
    deleteCredential: (resourceId, name, tenantId) =>
      withCredentials(arm, 'DELETE', resourceId, name, tenantId, async ({ federatedIdentityCredentials }, { resourceGroup, name: identity }, abortSignal) => {
        await federatedIdentityCredentials.delete(resourceGroup, identity, name, { abortSignal });
      }),
    async deleteAssignment(scope, name, tenantId) {
      if (!isGuid(name)) throw notSent('a role assignment', `"${oneLine(name, 100)}" is no name of one`);
      await tellApi(arm, { method: 'DELETE', url: urlOf(arm, `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`) }, tenantId);
    },
    async addAccessPolicy(vaultId, objectId, secrets, tenantId) {
      const url = urlOf(arm, `${vaultId}/accessPolicies/add?api-version=2023-07-01`);
      const body = JSON.stringify({ properties: { accessPolicies: [{ tenantId, objectId, permissions: { secrets } }] } });
      await askApi(arm, { method: 'PUT', url, headers: jsonBody, body }, tenantId);
    },
    async assignRole({ scope, name, roleId, principalId }, tenantId) {
      const [, subscription] = /^\/subscriptions\/([^/]+)\//i.exec(scope) ?? [];
      if (subscription === undefined || !isGuid(subscription) || !isGuid(roleId) || !isGuid(name)) throw notSent('a role assignment', `"${oneLine(scope, 200)}" is no resource id`);
      const url = urlOf(arm, `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`);
      const roleDefinitionId = `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
      // a principal made a moment ago is only found where its type is named
      const body = JSON.stringify({ properties: { roleDefinitionId, principalId, principalType: 'ServicePrincipal' } });
      await askApi(arm, { method: 'PUT', url, headers: jsonBody, body }, tenantId);
    },
  };
}

/** A PUT would take from an identity that is there the tags it has, so it is looked for first. */
async function identityThere(arm: RestApi, resourceId: string, tenantId: string | undefined): Promise<NewIdentity | undefined> {
  try {
    return await withIdentity(arm, 'GET', resourceId, tenantId, ({ userAssignedIdentities }, { resourceGroup, name }, abortSignal) => userAssignedIdentities.get(resourceGroup, name, { abortSignal }));
  } catch (error) {
    if (error instanceof WireFailure && error.fault.kind === 'status' && error.fault.status === 404) return undefined;
    throw error;
  }
}

async function withIdentity(
  arm: RestApi,
  method: 'GET' | 'PUT',
  resourceId: string,
  tenantId: string | undefined,
  use: (client: ManagedServiceIdentityClient, identity: IdentityResource, signal: AbortSignal) => Promise<Partial<NewIdentity>>,
): Promise<NewIdentity> {
  const identity = parseIdentityResource(resourceId);
  if (identity === undefined) throw notSent('a managed identity', `"${oneLine(resourceId, 200)}" is no resource id of one`);
  const operation = operationOf(method, urlOf(arm, identityPath(identity)));
  const { clientId = '', principalId = '' } = await withIdentityClient(arm, operation, identity, tenantId, (response) => response, (client, signal) => use(client, identity, signal));
  if (!isGuid(clientId) || !isGuid(principalId)) throw garbled(operation, 'the answer names no client id and no principal of the identity');
  return { clientId, principalId };
}

async function withCredentials(
  arm: RestApi,
  method: 'PUT' | 'DELETE',
  resourceId: string,
  name: string,
  tenantId: string | undefined,
  use: (client: ManagedServiceIdentityClient, identity: IdentityResource, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const identity = parseIdentityResource(resourceId);
  if (identity === undefined) throw notSent('a federated credential', `"${oneLine(resourceId, 200)}" is no resource id of a managed identity`);
  const operation = operationOf(method, urlOf(arm, `${credentialsPath(identity)}/${encodeURIComponent(name)}`));
  await withIdentityClient(arm, operation, identity, tenantId, (response) => response, (client, signal) => use(client, identity, signal));
}
