/** Microsoft Graph, read with the operator's token. */
import type { Shape } from '../wire/shape.ts';
import { garbled, notSent } from './failures.ts';
import { isGuid } from './grammar.ts';
import { arrayField, isRecord, textField } from './json.ts';
import { operationOf } from './pipeline.ts';
import type { FederatedCredential } from './port.ts';
import { allPages, askApi, readShape, urlOf } from './rest-api.ts';
import type { RestApi } from './rest-api.ts';
import { readCredential } from './federated-credential.ts';

/** GET of a Graph path (`/v1.0/…`). Throws WireFailure; 404 is a `status` fault. */
export async function graphGet<T>(graph: RestApi, path: string, shape: Shape<T>, tenantId?: string): Promise<T> {
  const url = urlOf(graph, path);
  return readShape(operationOf('GET', url), shape, await askApi(graph, { method: 'GET', url }, tenantId));
}

/** The federated credentials of the application with this appId (GUID). Throws WireFailure. */
export async function applicationCredentials(graph: RestApi, appId: string, tenantId?: string): Promise<readonly FederatedCredential[]> {
  if (!isGuid(appId)) throw notSent('credentials of an application', 'its id is no GUID');
  const first = urlOf(graph, `/v1.0/applications(appId='${appId}')/federatedIdentityCredentials`);
  const operation = operationOf('GET', first);
  // The wire itself refuses a next link that leads to another host.
  const items = await allPages(operation, first, async (url) => {
    const answer = await askApi(graph, { method: 'GET', url }, tenantId);
    const value = isRecord(answer) ? arrayField(answer, 'value') : undefined;
    if (!isRecord(answer) || value === undefined) throw garbled(operation, 'the answer has no list');
    const next = textField(answer, '@odata.nextLink');
    return { items: value, ...(next === undefined ? {} : { next }) };
  });
  return items.map((item) => readCredential(operation, item));
}
