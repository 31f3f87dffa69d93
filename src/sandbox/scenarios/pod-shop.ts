/** What a container in a pod of the shop says, as `test/node` has recorded it. */
import type { Scenario, Step } from '../scenario.ts';
import { audience, doctorOrders, issuer, principalId, steps, subject } from './shop.ts';

export const fromPod: Scenario['command'] = [...doctorOrders, '--from=pod', '--yes'];

const entra = 'login.microsoftonline.com';
const vault = 'kv-shop.vault.azure.net';
/** In 2100, and in 2020. */
const [late, early] = [4_102_444_800, 1_577_836_800];

/** The file of the token, and the tools that are there. */
export function tokenFile(expiresAt = late): readonly string[] {
  const claims = { aud: [audience], exp: expiresAt, iat: early - 3600, iss: issuer, nbf: early - 3600, sub: subject };
  return ['wi time 1795740577', 'wi file read', 'wi header {"alg":"RS256","kid":"recorded"}', `wi claims ${JSON.stringify(claims)}`, 'wi tool curl'];
}

export const expiredTokenFile = tokenFile(early);

/** A host that answers, at its own address. */
export function reached(host: 'entra' | 'vault', address = host === 'entra' ? '20.190.160.14' : '20.61.103.228'): readonly string[] {
  return [`wi host ${host === 'entra' ? entra : vault}`, `wi address ${address}`, `wi http ${host === 'entra' ? '302' : '401'} 000`, 'wi curl 0'];
}

/** A host that does not: what curl said, and the number that it ended with. */
export function unreached(host: 'entra' | 'vault', error: string, ended: number, ...facts: readonly string[]): readonly string[] {
  return [`wi host ${host === 'entra' ? entra : vault}`, ...facts, `wi error ${error}`, 'wi http 000 000', `wi curl ${ended}`];
}

export const exchanged = `wi exchange token 3599 ${principalId}`;
export const exchangeFailed = (ended: number): string => `wi exchange failed ${ended}`;
export const secretRead = `wi vault ${vault}/secrets/db-password read`;
export const secretFailed = (ended: number): string => `wi vault ${vault}/secrets/db-password failed ${ended}`;

export function secretRefused(innerCode: string, message: string): string {
  return `wi vault ${vault}/secrets/db-password refused 403 ${JSON.stringify({ error: { code: 'Forbidden', message, innererror: { code: innerCode } } })}`;
}

/** The shop, with what a container says that is added to one of its pods. */
export function podSays(...says: readonly string[]): readonly Step[] {
  return [...steps(), { do: 'added-container', namespace: 'shop', of: 'orders', says: [...says, 'wi end'] }];
}

/** The same where every host answers: what follows is said of the exchange and the read. */
export function podReaches(...says: readonly string[]): readonly Step[] {
  return podSays(...tokenFile(), ...reached('entra'), ...reached('vault'), ...says);
}
