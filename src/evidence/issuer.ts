import { createPublicKey, verify } from 'node:crypto';
import * as z from 'zod/mini';
import type { PublicDocument } from '../azure/port.ts';
import { answerId } from './answer-id.ts';
import { known, unknown, type Answer } from './answer.ts';
import { defineQuestion } from './question.ts';
import type { LoginSubject } from './subject.ts';
import { mintedToken, token, tokenKeyOf, type TokenKey } from './token.ts';

/** What stands at an issuer's discovery address, seen from this machine. */
export interface Discovery {
  readonly url: string;
  readonly status: number;
  readonly issuer?: string;
  readonly jwksUri?: string;
  /** It answered 200, but not with a discovery document. */
  readonly malformed: boolean;
}

export interface PublishedKey {
  readonly kid?: string;
  readonly type: string;
  /** The whole public key, for the check of a signature. */
  readonly jwk: { readonly [field: string]: string };
}

export interface KeySet {
  readonly url: string;
  readonly status: number;
  readonly keys: readonly PublishedKey[];
  readonly malformed: boolean;
}

/** Whether the token's signature is one that the issuer's published keys make. */
export interface Signature {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly kid?: string;
  /** `alg` of the token's header. */
  readonly algorithm: string;
  readonly publishedKids: readonly string[];
  /** What the key set's address answered; 200 where it is a key set. */
  readonly keySetStatus: number;
  readonly keySetMalformed: boolean;
  readonly keyPublished: boolean;
  readonly verified: boolean;
}

const discoveryDocument = z.object({ issuer: z.string(), jwks_uri: z.string() });
const keySetDocument = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

type IssuerKey = { readonly issuer: string };

/** The discovery document of an issuer, by its public address. */
export const discovery = defineQuestion({
  name: 'discovery document',
  rights: [],
  key: (_subject: never): IssuerKey => ({ issuer: '' }),
  async ask({ issuer }, world) {
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    return known(readDiscovery(await world.azure.publicDocument(url)));
  },
});

/** The key set that a discovery document names. */
const keySet = defineQuestion({
  name: 'key set',
  rights: [],
  key: (_subject: never) => ({ url: '' }),
  async ask({ url }, world) {
    return known(readKeySet(await world.azure.publicDocument(url)));
  },
});

/** Discovery of the issuer that the login's own token names. */
export const tokenDiscovery = defineQuestion({
  name: "discovery document of the token's issuer",
  rights: [],
  uses: [mintedToken],
  key: tokenKeyOf as (subject: LoginSubject) => TokenKey,
  async ask(key, world) {
    const { issuer } = await world.need(token, key);
    return world.get(discovery, { issuer });
  },
});

/** The signature of the login's token, checked here against the keys that the issuer publishes. */
export const signature = defineQuestion({
  name: "token's signature",
  rights: [],
  uses: [mintedToken],
  key: tokenKeyOf as (subject: LoginSubject) => TokenKey,
  async ask(key, world): Promise<Answer<Signature>> {
    const { issuer, kid, algorithm } = await world.need(token, key);
    const { jwksUri } = await world.need(discovery, { issuer });
    // without a usable document there is no address to ask: the check of the document says so
    if (jwksUri === undefined) return unknown({ reason: 'blocked', needs: 'a discovery document', waitedFor: [answerId(tokenDiscovery, key)] });
    const { keys, status, malformed } = await world.need(keySet, { url: jwksUri });
    const published = keys.find((candidate) => candidate.kid === kid);
    const secret = await world.need(mintedToken, key);
    return known<Signature>({
      issuer,
      jwksUri,
      ...(kid === undefined ? {} : { kid }),
      algorithm,
      keySetStatus: status,
      keySetMalformed: malformed,
      publishedKids: keys.flatMap((candidate) => candidate.kid ?? []),
      keyPublished: published !== undefined,
      verified: published !== undefined && algorithm === 'RS256' && isSignedBy(secret.reveal(), published),
    });
  },
});

export function readDiscovery({ url, status, json }: PublicDocument): Discovery {
  const parsed = discoveryDocument.safeParse(json);
  if (!parsed.success) return { url, status, malformed: status === 200 };
  return { url, status, issuer: parsed.data.issuer, jwksUri: parsed.data.jwks_uri, malformed: false };
}

export function readKeySet({ url, status, json }: PublicDocument): KeySet {
  const parsed = keySetDocument.safeParse(json);
  if (!parsed.success) return { url, status, keys: [], malformed: status === 200 };
  const keys = parsed.data.keys.map((key): PublishedKey => {
    const jwk = Object.fromEntries(Object.entries(key).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    return { ...(jwk['kid'] === undefined ? {} : { kid: jwk['kid'] }), type: jwk['kty'] ?? '', jwk };
  });
  return { url, status, keys, malformed: false };
}

function isSignedBy(jwt: string, { jwk }: PublishedKey): boolean {
  const [head, body, mark] = jwt.split('.');
  if (head === undefined || body === undefined || mark === undefined) return false;
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(mark, 'base64url'));
  } catch {
    // a published key that is no RSA key verifies nothing
    return false;
  }
}
