/** Who calls: by client certificate, by a bearer token, or nobody. */
import type { IncomingHttpHeaders } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Certificate } from 'node:tls';
import type { Socket } from 'node:net';
import { impersonated } from './impersonation.ts';
import type { RequestInfo } from './request-info.ts';
import type { ClusterState } from './state.ts';
import { ApiFailure } from './status.ts';
import { subjectExists } from './tokens.ts';
import type { TokenIssuer } from './tokens.ts';

export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

const anonymous: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

export interface Authenticator {
  readonly state: ClusterState;
  readonly issuer: TokenIssuer;
  /** Users by bearer token. */
  readonly tokens: Readonly<Record<string, User>>;
}

/** Throws 401 for a credential that is none, 403 for an impersonation that is not allowed. */
export function authenticate(from: Authenticator, socket: Socket, headers: IncomingHttpHeaders, info: RequestInfo): User {
  const user = identified(from, socket, headers);
  const wanted = impersonated(from.state, user, headers, info);
  return wanted === undefined ? user : withAuthenticated(wanted);
}

function identified(from: Authenticator, socket: Socket, headers: IncomingHttpHeaders): User {
  const certified = certifiedUser(socket);
  if (certified !== undefined) return withAuthenticated(certified);
  const { authorization } = headers;
  if (authorization === undefined) return anonymous;
  const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1] ?? '';
  const user = Object.hasOwn(from.tokens, token) ? from.tokens[token] : serviceAccountUser(from, token);
  if (user === undefined) throw new ApiFailure(401, 'Unauthorized', 'Unauthorized');
  return withAuthenticated(user);
}

function withAuthenticated({ name, groups }: User): User {
  return { name, groups: [...new Set([...groups, 'system:authenticated'])] };
}

function certifiedUser(socket: Socket): User | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const subject = socket.getPeerCertificate().subject;
  if (subject?.CN === undefined) return undefined;
  if (!socket.authorized) throw new ApiFailure(401, 'Unauthorized', 'Unauthorized');
  // Node types these as strings; a repeated attribute is a list.
  const { CN, O }: { readonly [part in keyof Certificate]?: string | string[] | undefined } = subject;
  return { name: [CN].flat().join(''), groups: [O ?? []].flat() };
}

function serviceAccountUser({ state, issuer }: Authenticator, token: string): User | undefined {
  const claims = issuer.verify(token);
  if (claims === undefined) return undefined;
  const { aud, exp, sub } = claims;
  const forUs = Array.isArray(aud) && aud.includes(issuer.issuer);
  if (!forUs || Number(exp) * 1000 < Date.now() || !subjectExists(state, claims)) return undefined;
  const name = String(sub);
  const namespace = name.split(':')[2] ?? '';
  return { name, groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`] };
}
