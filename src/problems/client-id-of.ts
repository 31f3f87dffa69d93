/** Client id that a finding is about, in its own data or in that of its identity. */
export function clientIdOf(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return undefined;
  if ('clientId' in data) return data.clientId;
  return 'identity' in data ? clientIdOf(data.identity) : undefined;
}

/** Whether an override finding is about this value. */
export function isAbout(data: unknown, value: string): boolean {
  return typeof data === 'object' && data !== null && 'own' in data && data.own === value;
}
