/** Documents of a public issuer: discovery and keys, fetched as a stranger would. */
import { WireFailure } from '../wire/failure.ts';
import { garbled, notJson, notSent, retryAfter } from './failures.ts';
import { oneLine } from './foreign-text.ts';
import { parseJson } from './json.ts';
import { mebibyte, operationOf } from './pipeline.ts';
import type { Wire } from './pipeline.ts';
import type { PublicDocument } from './port.ts';

/**
 * GET over https without credentials; a redirect or a refusal is an answer. At most 1 MiB. Throws WireFailure.
 *
 * A server in trouble, or a page where a document should stand (a captive portal, a proxy, half of a body), is none:
 * it says nothing about what is published there.
 */
export async function publicDocument(wire: Wire, url: string): Promise<PublicDocument> {
  const parsed = URL.parse(url);
  // Without query and userinfo, which may hold what nobody should read.
  const shown = operationOf('GET', url);
  if (parsed === null) throw notSent(shown, 'not a URL');
  if (parsed.protocol !== 'https:') throw notSent(shown, 'not an https URL, and an issuer is only ever read over https');
  if (parsed.username !== '' || parsed.password !== '') throw notSent(shown, 'the URL carries credentials');
  parsed.hash = '';
  const response = await wire.send({ method: 'GET', url: parsed.href }, { origins: [parsed.origin], maxBytes: mebibyte });
  const { status } = response;
  if (status === 429 || status >= 500) {
    const after = retryAfter(response);
    throw new WireFailure(shown, { kind: 'status', status, message: status === 429 ? 'asked too often' : 'the server is in trouble', ...(after === undefined ? {} : { retryAfterSeconds: after }) });
  }
  const contentType = response.header('content-type');
  const location = response.header('location');
  const json = parseJson(response.body);
  if (status === 200 && json === undefined) throw garbled(shown, notJson(response));
  return {
    url,
    status,
    ...(contentType === undefined ? {} : { contentType: oneLine(contentType, 100) }),
    ...(location === undefined ? {} : { location: oneLine(location, 500) }),
    ...(json === undefined ? {} : { json }),
  };
}
