import { known } from './answer.ts';
import { federatedCredentials, type FederatedCredential } from './federated-credentials.ts';
import { identityKeyOf, type IdentityKey } from './identity.ts';
import { nearestTo, type Nearest } from './nearest-credential.ts';
import { defineQuestion, type World } from './question.ts';
import type { LoginSubject } from './subject.ts';
import { targetIssuer } from './target-issuer.ts';
import { token, tokenKeyOf, type Token, type TokenKey } from './token.ts';

export type MatchKey = { readonly identity: IdentityKey; readonly token: TokenKey };

/** How the identity's credentials stand to what the token presents. */
export interface CredentialMatch {
  readonly presented: Token;
  readonly count: number;
  /** Name of the one that matches byte for byte. */
  readonly exact?: string;
  /** A flexible one for this issuer, which only Entra can evaluate. */
  readonly flexible?: { readonly name: string; readonly expression: string };
  readonly nearest?: Nearest;
  /** Issuers, other than the token's, that credentials name for this very subject. */
  readonly otherIssuers: readonly string[];
}

export function matchKeyOf(subject: LoginSubject): MatchKey {
  return { identity: identityKeyOf(subject), token: tokenKeyOf(subject) };
}

/** Which credential matches, and if none, what there is instead. */
export const credentialMatch = defineQuestion({
  name: 'credential match',
  rights: federatedCredentials.rights,
  key: matchKeyOf,
  async ask({ identity, token: tokenKey }, world) {
    const [credentials, presented] = await Promise.all([world.need(federatedCredentials, identity), presentedBy(tokenKey, world)]);
    return known(matchOf(credentials, presented));
  },
});

/** Byte for byte, as Entra compares (`failure-modes.md` §5). */
export function matchesExactly({ issuer, subject, audiences }: FederatedCredential, presented: Token): boolean {
  return issuer === presented.issuer && subject === presented.subject && audiences.some((audience) => presented.audiences.includes(audience));
}

export function matchOf(credentials: readonly FederatedCredential[], presented: Token): CredentialMatch {
  const exact = credentials.find((credential) => matchesExactly(credential, presented));
  const bare = (issuer: string): string => issuer.replace(/\/$/, '');
  const flexible = credentials.find(({ subject, issuer }) => subject === undefined && bare(issuer) === bare(presented.issuer));
  const nearest = exact === undefined ? nearestTo(presented, credentials) : undefined;
  return {
    presented,
    count: credentials.length,
    ...(exact === undefined ? {} : { exact: exact.name }),
    ...(flexible === undefined ? {} : { flexible: { name: flexible.name, expression: flexible.expression ?? '' } }),
    ...(nearest === undefined ? {} : { nearest }),
    otherIssuers: [
      ...new Set(credentials.flatMap(({ subject, issuer }) => (// a host in another case is no other cluster
          subject === presented.subject && bare(issuer).toLowerCase() !== bare(presented.issuer).toLowerCase() ? [issuer] : []))),
    ],
  };
}

/** What the token says; for whoever may not create one, what it would say: the issuer is the API server's own word. */
async function presentedBy(key: TokenKey, world: World): Promise<Token> {
  const own = await world.get(token, key);
  if (own.state !== 'unknown' || own.gap.problem !== 'doctor-no-tokenrequest') return world.need(token, key);
  const issuer = await world.get(targetIssuer, null);
  if (issuer.state !== 'known') return world.need(token, key);
  const subject = `system:serviceaccount:${key.namespace}:${key.name}`;
  return { algorithm: 'RS256', issuer: issuer.value, subject, audiences: [key.audience], issuedAt: 0, expiresAt: 0 };
}
