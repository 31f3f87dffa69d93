/** Tokens of the simulated Entra: its signing key, what it issues, and who a bearer is. */
import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { asObject, parseObject } from './wire.ts';

export interface JsonWebKeySet {
  readonly keys: readonly (JsonWebKey & { readonly kid?: string; readonly alg?: string; readonly use?: string })[];
}

export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: string;
  readonly signature: Buffer;
}

/** Claims of an access token (v1) that the services look at. */
export interface AccessClaims {
  readonly aud: string;
  readonly iss: string;
  readonly tid: string;
  readonly oid: string;
  readonly appid: string;
  readonly exp: number;
}

export interface Bearer {
  readonly kind: 'operator' | 'workload';
  readonly claims: AccessClaims;
}

export interface TokenAuthority {
  /** Third part of the operator's tokens: made by the `az` script, which has no key to sign with. */
  readonly operatorSession: string;
  readonly keys: JsonWebKeySet;
  issue(claims: Readonly<Record<string, unknown>>): string;
  /** Who a bearer is; undefined for a token this Entra did not issue. Does not look at `exp`. */
  bearer(token: string): Bearer | undefined;
}

const segment = /^[A-Za-z0-9_-]+$/;

/** Takes a compact JWS apart without trusting it; undefined for anything that is not one. */
export function decodeJwt(text: string): Jwt | undefined {
  const [head, payload, signature, ...rest] = text.split('.');
  if (head === undefined || payload === undefined || signature === undefined || rest.length > 0) return undefined;
  if (![head, payload, signature].every((part) => segment.test(part))) return undefined;
  const header = parseObject(Buffer.from(head, 'base64url').toString());
  const claims = parseObject(Buffer.from(payload, 'base64url').toString());
  if (header === undefined || claims === undefined) return undefined;
  return { header, claims, signed: `${head}.${payload}`, signature: Buffer.from(signature, 'base64url') };
}

/** Whether an RS256 signature was made with this public key; false for a key that is none. */
export function verifiesRs256(jwt: Jwt, key: unknown): boolean {
  const jwk = asObject(key);
  if (jwk === undefined || jwk['kty'] !== 'RSA') return false;
  try {
    return verify('sha256', Buffer.from(jwt.signed), createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }), jwt.signature);
  } catch {
    return false;
  }
}

export function createTokenAuthority(): TokenAuthority {
  const { kid, keys, privateKey } = rsaKey();
  const operatorSession = `operator-${randomBytes(16).toString('base64url')}`;
  return {
    operatorSession,
    keys,
    issue: (claims) => {
      const signed = [{ typ: 'JWT', alg: 'RS256', kid }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
    bearer: (token) => {
      const jwt = decodeJwt(token);
      const claims = jwt === undefined ? undefined : accessClaims(jwt.claims);
      if (jwt === undefined || claims === undefined) return undefined;
      if (token.endsWith(`.${operatorSession}`)) return { kind: 'operator', claims };
      return verifiesRs256(jwt, keys.keys[0]) ? { kind: 'workload', claims } : undefined;
    },
  };
}

/** A fresh RSA-2048 key with its public set, as Entra and API servers publish theirs. */
export function rsaKey(): { readonly kid: string; readonly keys: JsonWebKeySet; readonly privateKey: KeyObject } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = pair.publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(jwk.n ?? '').digest('base64url');
  return { kid, keys: { keys: [{ use: 'sig', alg: 'RS256', kid, ...jwk }] }, privateKey: pair.privateKey };
}

function accessClaims(claims: Readonly<Record<string, unknown>>): AccessClaims | undefined {
  const { aud, iss, tid, oid, appid, exp } = claims;
  if (typeof aud !== 'string' || typeof iss !== 'string' || typeof tid !== 'string') return undefined;
  if (typeof oid !== 'string' || typeof appid !== 'string' || typeof exp !== 'number') return undefined;
  return { aud, iss, tid, oid, appid, exp };
}
