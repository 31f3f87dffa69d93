/** ARM and Resource Graph, read with the operator's token. */
import type { Shape } from '../wire/shape.ts';
import { garbled } from './failures.ts';
import { arrayField, isRecord, textField } from './json.ts';
import { operationOf } from './pipeline.ts';
import { allPages, askApi, readShape, urlOf } from './rest-api.ts';
import type { RestApi } from './rest-api.ts';

const resourceGraphPath = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01';

/** Rows a page; the service's own maximum. */
const pageSize = 1000;

/** GET of an ARM path with its api-version. Throws WireFailure; 404 is a `status` fault. */
export async function armGet<T>(arm: RestApi, path: string, shape: Shape<T>, tenantId?: string): Promise<T> {
  const url = urlOf(arm, path);
  return readShape(operationOf('GET', url), shape, await askApi(arm, { method: 'GET', url }, tenantId));
}

/** All rows of a query over every subscription the operator sees in the tenant; none also means no right to see. Throws WireFailure. */
export async function resourceGraph<T>(arm: RestApi, query: string, row: Shape<T>, tenantId?: string): Promise<readonly T[]> {
  const url = urlOf(arm, resourceGraphPath);
  const operation = operationOf('POST', url);
  const rows = await allPages(operation, '', async (skipToken) => {
    const options = { $top: pageSize, resultFormat: 'objectArray', ...(skipToken === '' ? {} : { $skipToken: skipToken }) };
    const headers = { 'content-type': 'application/json' };
    const answer = await askApi(arm, { method: 'POST', url, headers, body: JSON.stringify({ query, options }) }, tenantId);
    const items = isRecord(answer) ? arrayField(answer, 'data') : undefined;
    if (!isRecord(answer) || items === undefined) throw garbled(operation, 'the answer has no rows, not even an empty list of them');
    const next = textField(answer, '$skipToken');
    return { items, ...(next === undefined || next === '' ? {} : { next }) };
  });
  return rows.map((item) => readShape(operation, row, item));
}
