import { isDeepStrictEqual } from 'node:util';

export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/** The JSON Patch (RFC 6902) that makes `after` of `before`; both are JSON values. */
export function jsonPatch(before: unknown, after: unknown, path = ''): PatchOperation[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return arrayPatch(before, after, path);
  if (isObject(before) && isObject(after)) return objectPatch(before, after, path);
  return [{ op: 'replace', path, value: after }];
}

function objectPatch(before: Record<string, unknown>, after: Record<string, unknown>, path: string): PatchOperation[] {
  const at = (key: string): string => `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return [
    ...Object.keys(before).flatMap((key): PatchOperation[] =>
      Object.hasOwn(after, key) ? jsonPatch(before[key], after[key], at(key)) : [{ op: 'remove', path: at(key) }],
    ),
    ...Object.keys(after).flatMap((key): PatchOperation[] => (Object.hasOwn(before, key) ? [] : [{ op: 'add', path: at(key), value: after[key] }])),
  ];
}

/** Element by element, and the rest added or removed at the end: right for any change, short for what a webhook appends. */
function arrayPatch(before: readonly unknown[], after: readonly unknown[], path: string): PatchOperation[] {
  const shared = Math.min(before.length, after.length);
  const changed = Array.from({ length: shared }, (_, index) => jsonPatch(before[index], after[index], `${path}/${index}`)).flat();
  const added = after.slice(shared).map((value): PatchOperation => ({ op: 'add', path: `${path}/-`, value }));
  // From the end, so that the earlier indexes stay what they are.
  const removed = Array.from({ length: before.length - shared }, (_, index): PatchOperation => ({ op: 'remove', path: `${path}/${before.length - 1 - index}` }));
  return [...changed, ...added, ...removed];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
