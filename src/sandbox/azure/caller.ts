/** Who calls a service of the simulated Azure, and what that login may do. */
import type { Bearer, TokenAuthority } from './tokens.ts';
import { bearerOf, same } from './wire.ts';
import type { Call } from './wire.ts';
import type { Operator, Right, World } from './world.ts';

export interface Caller {
  readonly bearer: Bearer;
  may(right: Right): boolean;
  /** Also change what the right lets it read. */
  mayChange(right: Right): boolean;
}

export type CallerFault = 'no-bearer' | 'not-ours' | 'expired' | 'wrong-audience';

/** The caller behind the bearer of a call, or what is wrong with it. `audiences` are without trailing slash. */
export function callerOf(call: Call, audiences: readonly string[], world: World, tokens: TokenAuthority): Caller | CallerFault {
  const text = bearerOf(call);
  if (text === undefined) return 'no-bearer';
  const bearer = tokens.bearer(text);
  if (bearer === undefined || (bearer.kind === 'operator' && world.operator === undefined)) return 'not-ours';
  if (bearer.claims.exp < Date.now() / 1000) return 'expired';
  if (!audiences.includes(bearer.claims.aud.replace(/\/$/, ''))) return 'wrong-audience';
  const may = (right: Right): boolean => isOperator(bearer, world) && inTenant(world.operator, bearer) && world.operator?.may.has(right) === true;
  return { bearer, may, mayChange: (right) => may(right) && world.operator?.mayChange.has(right) === true };
}

/** By the session of the stand-in for `az`, or signed in as the operator's application. */
export function isOperator({ kind, claims }: Bearer, { operator }: World): boolean {
  return kind === 'operator' || (operator?.application !== undefined && same(operator.application, claims.appid));
}

function inTenant(operator: Operator | undefined, bearer: Bearer): boolean {
  return operator !== undefined && same(operator.tenantId, bearer.claims.tid);
}
