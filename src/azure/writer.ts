/** Writes to ARM with the operator's token. */
import type { ManagedServiceIdentityClient } from '@azure/arm-msi';
import { notSent } from './failures.ts';
import { oneLine } from './foreign-text.ts';
import { isGuid, parseIdentityResource } from './grammar.ts';
import type { IdentityResource } from './grammar.ts';
import { withIdentityClient } from './identity-client.ts';
import { credentialsPath } from './identity-credentials.ts';
import { operationOf } from './pipeline.ts';
import { askApi, tellApi, urlOf } from './rest-api.ts';
import type { RestApi } from './rest-api.ts';
import type { AzureWriter } from './write-port.ts';

const jsonBody = { 'content-type': 'application/json' };

export function createWriter(arm: RestApi): AzureWriter {
  return {
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
