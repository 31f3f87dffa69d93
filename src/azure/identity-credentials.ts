/** The federated credentials of a managed identity, through the SDK, and raw where the SDK drops a field. */
import type { PipelineResponse } from '@azure/core-rest-pipeline';
import { WireFailure } from '../wire/failure.ts';
import { garbled, notSent } from './failures.ts';
import { oneLine } from './foreign-text.ts';
import { readCredential } from './federated-credential.ts';
import { parseIdentityResource } from './grammar.ts';
import type { IdentityResource } from './grammar.ts';
import { arrayField, isRecord, parseJson } from './json.ts';
import { withIdentityClient } from './identity-client.ts';
import { operationOf } from './pipeline.ts';
import type { FederatedCredential } from './port.ts';
import { askApi, urlOf } from './rest-api.ts';
import type { RestApi } from './rest-api.ts';

/** The first stable version with `claimsMatchingExpression`, which arm-msi 2.2.0 drops (`azure-wire.md` §2.2). */
const flexibleVersion = '2026-05-31';

/** An identity has at most 20 credentials, so more than this is no list of them. */
const mostCredentials = 1000;

/**
 * One LIST, which Azure allows every four seconds per identity: ask once a run. Throws WireFailure.
 * A credential without subject is read again raw, for the expression in its place; that stays absent where it can't be read.
 */
export async function identityCredentials(arm: RestApi, resourceId: string, tenantId?: string): Promise<readonly FederatedCredential[]> {
  const identity = parseIdentityResource(resourceId);
  if (identity === undefined) {
    throw notSent('credentials of a managed identity', `"${oneLine(resourceId, 200)}" is no resource id of a managed identity`);
  }
  const path = credentialsPath(identity);
  const operation = operationOf('GET', urlOf(arm, path));
  const listed = (await listThroughSdk(arm, operation, identity, tenantId)).map((item) => readCredential(operation, item));
  return Promise.all(listed.map((credential) => (credential.subject === undefined ? readFlexible(arm, path, credential, tenantId) : Promise.resolve(credential))));
}

async function listThroughSdk(arm: RestApi, operation: string, identity: IdentityResource, tenantId: string | undefined): Promise<readonly unknown[]> {
  const inspect = (response: PipelineResponse): PipelineResponse => {
    // The SDK reads a page without a list as an empty one, which is another fact.
    if (response.status === 200 && arrayField(asRecord(parseJson(response.bodyAsText ?? '')), 'value') === undefined) throw garbled(operation, 'the answer has no list of credentials');
    return response;
  };
  return withIdentityClient(arm, operation, identity, tenantId, inspect, async (client, abortSignal) => {
    const items: unknown[] = [];
    for await (const item of client.federatedIdentityCredentials.list(identity.resourceGroup, identity.name, { abortSignal })) {
      items.push(item);
      if (items.length > mostCredentials) throw garbled(operation, 'the list of credentials has no end');
    }
    return items;
  });
}

/** Without its expression it still counts as flexible, and a throttled GET must not cost the list (`azure-wire.md` §2.2). */
async function readFlexible(arm: RestApi, path: string, listed: FederatedCredential, tenantId: string | undefined): Promise<FederatedCredential> {
  const url = urlOf(arm, `${path}/${encodeURIComponent(listed.name)}?api-version=${flexibleVersion}`);
  try {
    return readCredential(operationOf('GET', url), await askApi(arm, { method: 'GET', url }, tenantId));
  } catch (error) {
    if (error instanceof WireFailure) return listed;
    throw error;
  }
}

export function credentialsPath(identity: IdentityResource): string {
  return `${identityPath(identity)}/federatedIdentityCredentials`;
}

export function identityPath({ subscriptionId, resourceGroup, name }: IdentityResource): string {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${encodeURIComponent(resourceGroup)}`;
  return `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
