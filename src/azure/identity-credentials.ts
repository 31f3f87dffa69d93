/** The federated credentials of a managed identity, through the SDK, and raw where the SDK drops a field. */
import type { PipelineResponse } from '@azure/core-rest-pipeline';
import { WireFailure } from '../wire/failure.ts';
import { garbled, notSent, statusFailure } from './failures.ts';
import { oneLine } from './foreign-text.ts';
import { readCredential } from './federated-credential.ts';
import { parseIdentityResource } from './grammar.ts';
import type { IdentityResource } from './grammar.ts';
import { arrayField, isRecord, parseJson } from './json.ts';
import { operationOf, wireResponse } from './pipeline.ts';
import type { WireResponse } from './pipeline.ts';
import type { FederatedCredential } from './port.ts';
import { askApi, ruleOf, urlOf } from './rest-api.ts';
import type { RestApi } from './rest-api.ts';
import { staticCredential } from './static-credential.ts';

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
  const token = await arm.operator.token(arm.origin, tenantId);
  const scope = `${arm.origin}/.default`;
  let refusal: WireResponse | undefined;
  const inspect = (response: PipelineResponse): PipelineResponse => {
    const answer = wireResponse(response);
    if (response.status !== 200) refusal = answer;
    // The SDK reads a page without a list as an empty one, which is another fact.
    else if (arrayField(asRecord(parseJson(answer.body)), 'value') === undefined) throw garbled(operation, 'the answer has no list of credentials');
    // The SDK goes by the header, and reads JSON that is called text as an empty page.
    response.headers.set('content-type', 'application/json');
    return response;
  };
  return arm.wire.within(operation, async (signal) => {
    const { ManagedServiceIdentityClient } = await import('@azure/arm-msi');
    const client = new ManagedServiceIdentityClient(staticCredential(token, scope), identity.subscriptionId, {
      endpoint: arm.origin,
      credentialScopes: scope,
      httpClient: await arm.wire.client({ ...ruleOf(arm), inspect }),
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
    });
    const items: unknown[] = [];
    try {
      for await (const item of client.federatedIdentityCredentials.list(identity.resourceGroup, identity.name, { abortSignal: signal })) {
        items.push(item);
        if (items.length > mostCredentials) throw garbled(operation, 'the list of credentials has no end');
      }
    } catch (error) {
      // Only a RestError with a status is about an answer; a reset after a throttled page is not.
      const answered = error instanceof Error && 'statusCode' in error && error.statusCode !== undefined;
      throw refusal !== undefined && answered ? statusFailure(operation, refusal) : error;
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

function credentialsPath({ subscriptionId, resourceGroup, name }: IdentityResource): string {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${encodeURIComponent(resourceGroup)}`;
  return `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}/federatedIdentityCredentials`;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
