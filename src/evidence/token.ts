import type { Secret } from '../wire/secret.ts';
import * as z from 'zod/mini';
import { known, unknown } from './answer.ts';
import { defineQuestion } from './question.ts';
import type { LoginSubject } from './subject.ts';

/** Seconds of life of the tokens we ask for: the least that the API server grants. */
const shortest = 600;
/** A day, which Entra accepts for certain. */
const longestUsual = 86_400;

/**
 * Seconds to ask a token for, by what the pod's volume asks for.
 *
 * Only where the volume asks for more than a day do we ask for as much: the API server may cap it, so that only
 * the token itself shows whether Entra will take it (`seen-on-a-real-node.md`, `token-lifetime-too-long`).
 */
export function lifetimeOf(volumeSeconds: number): number {
  return volumeSeconds > longestUsual ? volumeSeconds : shortest;
}

export type TokenKey = {
  readonly namespace: string;
  /** The service account: `serviceaccounts/token` is granted by its name. */
  readonly name: string;
  readonly audience: string;
  readonly seconds: number;
  readonly pod?: { readonly name: string; readonly uid: string };
};

/** Header and claims of a projected token; never the token. */
export interface Token {
  readonly algorithm: string;
  readonly kid?: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly issuedAt: number;
  readonly notBefore?: number;
  readonly expiresAt: number;
}

export function tokenKeyOf({ login }: LoginSubject): TokenKey {
  return {
    namespace: login.namespace,
    name: login.serviceAccount,
    audience: login.audience.value,
    seconds: lifetimeOf(login.tokenSeconds),
    ...(login.boundPod === undefined ? {} : { pod: login.boundPod }),
  };
}

/** The token itself, wrapped: only the exchange and the local check of its signature use it. */
export const mintedToken = defineQuestion({
  name: 'minted token',
  transient: true,
  rights: [
    { where: 'cluster', verb: 'create', group: '', resource: 'serviceaccounts', subresource: 'token', scope: 'namespace', nameable: 'service-account', power: 'powerful' },
  ],
  key: tokenKeyOf,
  async ask({ namespace, name, audience, seconds, pod }, world) {
    const { token } = await world.kube.requestToken({
      namespace,
      serviceAccount: name,
      audience,
      expirationSeconds: seconds,
      ...(pod === undefined ? {} : { boundPod: pod }),
    });
    return known(token);
  },
});

/** What the projected token says: by TokenRequest with the audience of the pod's own volume, bound to a live pod. */
export const token = defineQuestion({
  name: 'token',
  rights: mintedToken.rights,
  key: tokenKeyOf,
  async ask(key, world) {
    // its own gap, not one of waiting: the two are one question with and without the token
    const minted = await world.get(mintedToken, key);
    if (minted.state !== 'known') return minted;
    try {
      return known(decodeToken(minted.value));
    } catch {
      // whatever stands before the API server may give a token of another making
      return unknown({ reason: 'unreachable', needs: 'a token of Kubernetes from TokenRequest', detail: 'its claims are not those of a service account token' });
    }
  },
});

const header = z.object({ alg: z.string(), kid: z.optional(z.string()) });
const claims = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  iat: z.number(),
  nbf: z.optional(z.number()),
  exp: z.number(),
});

/** Header and claims of a JWT, unverified. Throws where it is not one; the text never holds a part of it. */
export function decodeToken(secret: Secret): Token {
  const [head, body] = secret.reveal().split('.');
  return readToken(decodePart(head), decodePart(body));
}

/** What the two parts of a JWT say; throws where they are not those of a service account token. */
export function readToken(head: unknown, body: unknown): Token {
  const { alg, kid } = header.parse(head);
  const { iss, sub, aud, iat, nbf, exp } = claims.parse(body);
  return {
    algorithm: alg,
    ...(kid === undefined ? {} : { kid }),
    issuer: iss,
    subject: sub,
    audiences: typeof aud === 'string' ? [aud] : aud,
    issuedAt: iat,
    ...(nbf === undefined ? {} : { notBefore: nbf }),
    expiresAt: exp,
  };
}

function decodePart(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
  } catch {
    // the parser's own error would quote a part of the token
    throw new Error('the token is not a JWT');
  }
}
