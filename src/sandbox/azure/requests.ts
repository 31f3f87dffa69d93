/** The record of what reached the simulated Azure: never a token, only which kind it was. */
import { isOperator } from './caller.ts';
import { decodeJwt } from './tokens.ts';
import type { TokenAuthority } from './tokens.ts';
import type { Call } from './wire.ts';
import type { World } from './world.ts';

export interface RequestRecord {
  readonly method: string;
  readonly host: string;
  /** Without the query. */
  readonly path: string;
  /** 0 where no answer was given: a reset, a hang, or one still under way. */
  readonly status: number;
  /** An Authorization header with a bearer. */
  readonly sawBearer: boolean;
  readonly token: TokenKind;
}

/**
 * `operator`: of the fake `az`, or of the operator's application; `workload`: an access token of the simulated Entra; `assertion`: a Kubernetes service
 * account's token; `unknown`: any other bearer or JWT. Looked for in the address, every header and the body.
 */
export type TokenKind = 'none' | 'operator' | 'workload' | 'assertion' | 'unknown';

const jwtShape = /eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g;
const weight: readonly TokenKind[] = ['none', 'unknown', 'assertion', 'workload', 'operator'];

/** The weightiest token anywhere in a request. */
export function tokenKindOf(call: Call, tokens: TokenAuthority, world: World): TokenKind {
  const found = [call.target, JSON.stringify(call.headers), call.body].flatMap((text) => text.match(jwtShape) ?? []);
  const kinds = found.map((token): TokenKind => {
    const bearer = tokens.bearer(token);
    if (bearer === undefined) return isServiceAccountToken(token) ? 'assertion' : 'unknown';
    return isOperator(bearer, world) ? 'operator' : bearer.kind;
  });
  const least: TokenKind = call.headers.authorization === undefined ? 'none' : 'unknown';
  return kinds.reduce((best, kind) => (weight.indexOf(kind) > weight.indexOf(best) ? kind : best), least);
}

function isServiceAccountToken(token: string): boolean {
  const subject = decodeJwt(token)?.claims['sub'];
  return typeof subject === 'string' && /^system:serviceaccounts?:/i.test(subject);
}
