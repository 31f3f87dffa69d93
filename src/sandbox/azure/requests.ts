/** The record of what reached the simulated Azure: never a token, only which kind it was. */
import { decodeJwt } from './tokens.ts';
import type { TokenAuthority } from './tokens.ts';
import type { Call } from './wire.ts';

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
 * `operator`: of the fake `az`; `workload`: an access token of the simulated Entra; `assertion`: a Kubernetes service
 * account's token; `unknown`: any other bearer or JWT. Looked for in the address, every header and the body.
 */
export type TokenKind = 'none' | 'operator' | 'workload' | 'assertion' | 'unknown';

const jwtShape = /eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g;
const weight: readonly TokenKind[] = ['none', 'unknown', 'assertion', 'workload', 'operator'];

/** The weightiest token anywhere in a request. */
export function tokenKindOf(call: Call, tokens: TokenAuthority): TokenKind {
  const found = [call.target, JSON.stringify(call.headers), call.body].flatMap((text) => text.match(jwtShape) ?? []);
  const kinds = found.map((token): TokenKind => tokens.bearer(token)?.kind ?? (isServiceAccountToken(token) ? 'assertion' : 'unknown'));
  const least: TokenKind = call.headers.authorization === undefined ? 'none' : 'unknown';
  return kinds.reduce((best, kind) => (weight.indexOf(kind) > weight.indexOf(best) ? kind : best), least);
}

function isServiceAccountToken(token: string): boolean {
  const subject = decodeJwt(token)?.claims['sub'];
  return typeof subject === 'string' && /^system:serviceaccounts?:/i.test(subject);
}
