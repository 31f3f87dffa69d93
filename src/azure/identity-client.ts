/** `@azure/arm-msi` behind our guarded wire, with the service's own words for what it refuses. */
import type { ManagedServiceIdentityClient } from '@azure/arm-msi';
import type { PipelineResponse } from '@azure/core-rest-pipeline';
import { statusFailure } from './failures.ts';
import type { IdentityResource } from './grammar.ts';
import { wireResponse } from './pipeline.ts';
import type { WireResponse } from './pipeline.ts';
import { ruleOf } from './rest-api.ts';
import type { RestApi } from './rest-api.ts';
import { staticCredential } from './static-credential.ts';

/** Lets `use` talk to ARM about one identity, under the deadline of one operation. Throws WireFailure. */
export async function withIdentityClient<T>(
  arm: RestApi,
  operation: string,
  identity: IdentityResource,
  tenantId: string | undefined,
  inspect: (response: PipelineResponse) => PipelineResponse,
  use: (client: ManagedServiceIdentityClient, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const token = await arm.operator.token(arm.origin, tenantId);
  const scope = `${arm.origin}/.default`;
  let refusal: WireResponse | undefined;
  const seen = (response: PipelineResponse): PipelineResponse => {
    if (response.status >= 300) refusal = wireResponse(response);
    // The SDK goes by the header, and reads JSON that is called text as an empty page.
    response.headers.set('content-type', 'application/json');
    return inspect(response);
  };
  return arm.wire.within(operation, async (signal) => {
    const { ManagedServiceIdentityClient: Client } = await import('@azure/arm-msi');
    const client = new Client(staticCredential(token, scope), identity.subscriptionId, {
      endpoint: arm.origin,
      credentialScopes: scope,
      httpClient: await arm.wire.client({ ...ruleOf(arm), inspect: seen }),
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
    });
    try {
      return await use(client, signal);
    } catch (error) {
      // Only a RestError with a status is about an answer; a reset after a throttled page is not.
      const answered = error instanceof Error && 'statusCode' in error && error.statusCode !== undefined;
      throw refusal !== undefined && answered ? statusFailure(operation, refusal) : error;
    }
  });
}
