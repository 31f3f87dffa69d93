/** Sets query parameters, over any of the same name; `undefined` leaves a name out. */
export function withQuery(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? bare(path) : `${bare(path)}?${text}`;
}

/** A path without its query. */
export function bare(path: string): string {
  return path.split('?')[0] ?? path;
}
