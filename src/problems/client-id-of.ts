/** Client id that a finding is about, in its own data or in that of its identity. */
export function clientIdOf(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return undefined;
  if ('clientId' in data) return data.clientId;
  return 'identity' in data ? clientIdOf(data.identity) : undefined;
}
