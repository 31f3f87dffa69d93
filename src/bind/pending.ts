/** What Azure gives an identity only when it makes it, and what stands in its place until then. */
import type { NewIdentity } from '../azure/write-port.ts';

export const pendingClientId = '(client id: known once the identity is there)';
export const pendingPrincipalId = '(principal id: known once the identity is there)';

/** The same data with what an identity was given in the place of its markers; as it is where none was made. */
export function filled<T>(data: T, identity: NewIdentity | undefined): T {
  return identity === undefined ? data : (walk(data, identity) as T);
}

function walk(value: unknown, identity: NewIdentity): unknown {
  if (typeof value === 'string') return value.replaceAll(pendingClientId, identity.clientId).replaceAll(pendingPrincipalId, identity.principalId);
  if (Array.isArray(value)) return value.map((one) => walk(one, identity));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one, identity)]));
}
