/**
 * A key and a certificate by the client of secrets: the SDKs for those two would not fit into the archive, and differ
 * from it in the address and in where the answer says which object it is.
 */
import type { HttpClient } from '@azure/core-rest-pipeline';
import { isRecord, recordField } from './json.ts';
import type { VaultObjectType } from './port.ts';

/** Where each type lies in the data plane. */
export const collections: { readonly [type in VaultObjectType]: string } = { secret: 'secrets', key: 'keys', cert: 'certificates' };

/** The client with the address of a secret changed into that of an object of the type; challenge and token stay as they are. */
export function atCollection(client: HttpClient, type: VaultObjectType): HttpClient {
  return {
    sendRequest(request) {
      const url = new URL(request.url);
      url.pathname = url.pathname.replace(/^\/secrets\//, `/${collections[type]}/`);
      request.url = url.href;
      return client.sendRequest(request);
    },
  };
}

/** What of an answer about an object is nobody's secret, as an answer about a secret; undefined for a body that is none. */
export function withoutContent(body: unknown, type: VaultObjectType): { readonly id: string; readonly [field: string]: unknown } | undefined {
  if (!isRecord(body)) return undefined;
  const id = type === 'key' ? recordField(body, 'key')?.['kid'] : body['id'];
  if (typeof id !== 'string') return undefined;
  if (type !== 'secret') return { id: id.replace(`/${collections[type]}/`, '/secrets/'), attributes: body['attributes'] };
  const { value: _, ...rest } = body;
  return { ...rest, id };
}
