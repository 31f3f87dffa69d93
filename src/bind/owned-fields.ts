import type { BoundObject, OwnedField } from '../evidence/bound-object.ts';

/** By this name the API server knows which fields are ours. */
export const fieldManager = 'workload-identity-bind';

/** The fields of an object that are ours. */
export function ownFields({ managers }: BoundObject): readonly OwnedField[] {
  return managers.filter(({ manager }) => manager === fieldManager).flatMap(({ fields }) => fields);
}

export function isOwned(owned: readonly OwnedField[], ...path: readonly string[]): boolean {
  return owned.some((field) => field.length === path.length && field.every((part, index) => part === path[index]));
}
