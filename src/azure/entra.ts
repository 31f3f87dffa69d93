/** The token exchange: one POST of our own, because the SDK loses most of a refusal (`azure-wire.md` §1.5 and §1.8). */
import { randomUUID } from 'node:crypto';
import { authorityOrigin } from './clouds.ts';
import { readExchangeAnswer } from './entra-answer.ts';
import { notSent } from './failures.ts';
import { oneLine } from './foreign-text.ts';
import { mebibyte, operationOf } from './pipeline.ts';
import type { Wire } from './pipeline.ts';
import type { ExchangeAnswer, ExchangeRequest } from './port.ts';

/** Exchanges a service account token for an access token, once. Sends nothing to an authority that is not Entra's. Throws WireFailure. */
export async function exchange(wire: Wire, request: ExchangeRequest): Promise<ExchangeAnswer> {
  const origin = authorityOrigin(request.authorityHost);
  if (origin === undefined) {
    const named = oneLine(request.authorityHost, 100);
    throw notSent('token exchange', `the authority host "${named}" is none of Entra's, so no token is sent to it`);
  }
  // A URL parser takes dot segments out of a path, and an empty tenant would ask another endpoint.
  if (/^\.*$/.test(request.tenantId)) throw notSent('token exchange', 'the tenant id is empty, so there is no endpoint to ask');
  const url = `${origin}/${encodeURIComponent(request.tenantId)}/oauth2/v2.0/token`;
  const body = new URLSearchParams({
    client_id: request.clientId,
    scope: request.scope,
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: request.assertion.reveal(),
  });
  const response = await wire.send(
    {
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'client-request-id': randomUUID(),
        'return-client-request-id': 'true',
      },
      body: body.toString(),
    },
    { origins: [origin], maxBytes: mebibyte, secrets: [request.assertion] },
  );
  return readExchangeAnswer(operationOf('POST', url), response);
}
