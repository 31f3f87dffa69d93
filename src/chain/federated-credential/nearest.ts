import type { FederatedCredential } from '../../evidence/federated-credentials.ts';
import type { Token } from '../../evidence/token.ts';

/** The one thing to mend first about a credential that nearly matches. */
export type Difference = 'issuer-slash' | 'issuer' | 'subject' | 'audience';

export interface Nearest {
  readonly credential: FederatedCredential;
  readonly differs: Difference;
}

/**
 * The credential that takes the least to match, and what differs; undefined where none has anything in common.
 *
 * A credential for this subject with another issuer is nearer than one for this cluster with another subject
 * only if its issuer differs by the trailing slash: else it was made for another cluster on purpose.
 */
export function nearestTo(presented: Token, credentials: readonly FederatedCredential[]): Nearest | undefined {
  const ranked = credentials
    .flatMap((credential) => {
      const found = differenceOf(presented, credential);
      return found === undefined ? [] : [{ credential, ...found }];
    })
    .sort((a, b) => a.rank - b.rank || b.likeness - a.likeness);
  const [first] = ranked;
  return first === undefined ? undefined : { credential: first.credential, differs: first.differs };
}

interface Ranked {
  readonly differs: Difference;
  readonly rank: number;
  readonly likeness: number;
}

function differenceOf(presented: Token, { issuer, subject, audiences }: FederatedCredential): Ranked | undefined {
  if (subject === undefined) return undefined;
  const issuerEqual = issuer === presented.issuer;
  const slashOnly = !issuerEqual && bare(issuer) === bare(presented.issuer);
  const subjectEqual = subject === presented.subject;
  const audienceEqual = audiences.some((audience) => presented.audiences.includes(audience));
  const likeness = commonLength(subject, presented.subject);
  if (issuerEqual && subjectEqual) return { differs: 'audience', rank: 0, likeness };
  if (slashOnly && subjectEqual) return { differs: 'issuer-slash', rank: audienceEqual ? 0 : 1, likeness };
  if (issuerEqual) return { differs: 'subject', rank: audienceEqual ? 2 : 3, likeness };
  if (subjectEqual) return { differs: 'issuer', rank: 4, likeness: commonLength(issuer, presented.issuer) };
  if (slashOnly) return { differs: 'subject', rank: 5, likeness };
  return undefined;
}

function bare(issuer: string): string {
  return issuer.replace(/\/$/, '');
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - length && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return length + tail;
}
