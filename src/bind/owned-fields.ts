import * as z from 'zod/mini';

/** By this name the API server knows which fields are ours. */
export const fieldManager = 'workload-identity-bind';

/** A field as managedFields names it, without the `f:`: `['spec', 'template', 'spec', 'serviceAccountName']`. */
export type OwnedField = readonly string[];

export interface ManagedFields {
  readonly manager?: string | undefined;
  readonly fieldsV1?: unknown;
}

const fields = z.record(z.string(), z.unknown());

/** The fields of an object that are ours, by what the API server keeps of who set what. */
export function fieldsOf(entries: readonly ManagedFields[]): readonly OwnedField[] {
  return entries.filter(({ manager }) => manager === fieldManager).flatMap(({ fieldsV1 }) => leavesOf(fieldsV1, []));
}

function leavesOf(value: unknown, path: OwnedField): readonly OwnedField[] {
  const inside = Object.entries(fields.safeParse(value).data ?? {}).filter(([key]) => key.startsWith('f:'));
  if (inside.length === 0) return path.length === 0 ? [] : [path];
  return inside.flatMap(([key, below]) => leavesOf(below, [...path, key.slice(2)]));
}

export function isOwned(owned: readonly OwnedField[], ...path: readonly string[]): boolean {
  return owned.some((field) => field.length === path.length && field.every((part, index) => part === path[index]));
}
