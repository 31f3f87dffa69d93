import type { Secret } from '../wire/secret.ts';

const jwt = /eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g;
const longestText = 4_000;

/**
 * A foreign text without the credentials we sent and without anything that looks like a JWT.
 *
 * A server or a gateway may echo a request header in its error body; that text ends in reports and logs.
 */
export function redact(text: string, sent: readonly (Secret | undefined)[]): string {
  let clean = text;
  for (const secret of sent) {
    const value = secret?.reveal() ?? '';
    // Shorter values would also blank ordinary words, and nobody's token is that short.
    if (value.length >= 6) clean = clean.replaceAll(value, '[redacted]');
  }
  clean = clean.replaceAll(jwt, '[redacted]');
  return clean.length > longestText ? `${clean.slice(0, longestText)}…` : clean;
}
