import type { FederatedCredential } from './federated-credentials.ts';
import type { Token } from './token.ts';

type Field = 'issuer' | 'subject' | 'audience';

/** The one thing to mend first about a credential that nearly matches. */
export type Difference =
  | { readonly kind: 'issuer-slash' | 'issuer' | 'subject' | 'subject-case' | 'wildcard' | 'audience' }
  | { readonly kind: 'whitespace'; readonly field: Field };

export interface Nearest {
  readonly credential: FederatedCredential;
  readonly differs: Difference;
}

/**
 * The credential that takes the least to match, and what differs; undefined where none has anything in common.
 *
 * One that can match no token at all as it stands (white space, case, slash, wildcard) is nearer than one that may
 * serve another service account or another cluster on purpose.
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
  const audience = audiences[0] ?? '';
  const likeness = commonLength(subject, presented.subject);
  const issuerEqual = issuer === presented.issuer;
  const slashOnly = !issuerEqual && withoutSlash(issuer) === withoutSlash(presented.issuer);
  const subjectEqual = subject === presented.subject;
  const audienceEqual = audiences.some((one) => presented.audiences.includes(one));
  const blank = blankField(presented, { issuer, subject, audience });
  if (blank !== undefined) return { differs: { kind: 'whitespace', field: blank }, rank: 0, likeness };
  if (issuerEqual && subjectEqual) return { differs: { kind: 'audience' }, rank: 0, likeness };
  if (slashOnly && subjectEqual) return { differs: { kind: 'issuer-slash' }, rank: audienceEqual ? 0 : 1, likeness };
  if (issuerEqual && subject.toLowerCase() === presented.subject.toLowerCase()) return { differs: { kind: 'subject-case' }, rank: 1, likeness };
  if (issuerEqual && hasWildcardFor(subject, presented.subject)) return { differs: { kind: 'wildcard' }, rank: 1, likeness };
  if (issuerEqual) return { differs: { kind: 'subject' }, rank: audienceEqual ? 2 : 3, likeness };
  if (subjectEqual) return { differs: { kind: 'issuer' }, rank: 4, likeness: commonLength(issuer, presented.issuer) };
  if (slashOnly) return { differs: { kind: 'subject' }, rank: 5, likeness };
  return undefined;
}

function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '');
}

/** White space and characters of no width, which the eye does not see. */
const blanks = /[\s\u00a0\u200b-\u200f\u2060\ufeff]/g;

/** The field that has blanks in it, where the three are right without them. */
function blankField(presented: Token, given: { readonly [field in Field]: string }): Field | undefined {
  const wanted = { issuer: presented.issuer, subject: presented.subject, audience: presented.audiences[0] ?? '' };
  const fields: readonly Field[] = ['issuer', 'subject', 'audience'];
  if (!fields.every((field) => given[field].replace(blanks, '') === wanted[field])) return undefined;
  return fields.find((field) => given[field] !== wanted[field]);
}

/** Whether a pattern with `*` and `?` takes the subject; in steps, because a backtracking expression may never end. */
function hasWildcardFor(pattern: string, subject: string): boolean {
  if (!/[*?]/.test(pattern)) return false;
  let reached = new Set([0]);
  for (const character of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (character === '*') for (let to = at; to <= subject.length; to += 1) next.add(to);
      else if (at < subject.length && (character === '?' || character === subject[at])) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(subject.length);
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - length && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return length + tail;
}
