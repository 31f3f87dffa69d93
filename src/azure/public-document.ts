/** Documents of a public issuer: discovery and keys, fetched as a stranger would. */
import { notSent } from './failures.ts';
import { oneLine } from './foreign-text.ts';
import { parseJson } from './json.ts';
import { mebibyte, operationOf } from './pipeline.ts';
import type { Wire } from './pipeline.ts';
import type { PublicDocument } from './port.ts';

/** GET over https without credentials; a redirect or an error status is an answer. At most 1 MiB. Throws WireFailure. */
export async function publicDocument(wire: Wire, url: string): Promise<PublicDocument> {
  const parsed = URL.parse(url);
  // Without query and userinfo, which may hold what nobody should read.
  const shown = operationOf('GET', url);
  if (parsed === null) throw notSent(shown, 'not a URL');
  if (parsed.protocol !== 'https:') throw notSent(shown, 'not an https URL, and an issuer is only ever read over https');
  if (parsed.username !== '' || parsed.password !== '') throw notSent(shown, 'the URL carries credentials');
  parsed.hash = '';
  const response = await wire.send({ method: 'GET', url: parsed.href }, { origins: [parsed.origin], maxBytes: mebibyte });
  const contentType = response.header('content-type');
  const location = response.header('location');
  const json = parseJson(response.body);
  return {
    url,
    status: response.status,
    ...(contentType === undefined ? {} : { contentType: oneLine(contentType, 100) }),
    ...(location === undefined ? {} : { location: oneLine(location, 500) }),
    ...(json === undefined ? {} : { json }),
  };
}
