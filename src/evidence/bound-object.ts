import * as z from 'zod/mini';
import { absent, known } from './answer.ts';
import { metadata } from './kubernetes-shapes.ts';
import { notFound } from './not-found.ts';
import { defineQuestion } from './question.ts';
import { boundAnnotation } from './workload-identity-keys.ts';

/** A field as managedFields names it, without the `f:`: `['spec', 'template', 'spec', 'serviceAccountName']`. */
export type OwnedField = readonly string[];

/** Who set what on an object, and what `bind` wrote on it of what it did. */
export interface BoundObject {
  readonly managers: readonly {
    readonly manager: string;
    /** By server-side apply, which takes away what it leaves out; else by an update. */
    readonly applies: boolean;
    readonly fields: readonly OwnedField[];
  }[];
  /** One line of JSON. */
  readonly record?: string;
}

const object = z.object({ metadata });
const fields = z.record(z.string(), z.unknown());

export const boundObject = defineQuestion({
  name: 'owners of fields',
  rights: [],
  key: (path: string) => path,
  async ask(path, world) {
    try {
      const { metadata: found } = await world.kube.get(path, object);
      const record = found.annotations?.[boundAnnotation];
      const managers = (found.managedFields ?? []).map(({ manager = '', operation, fieldsV1 }) => ({ manager, applies: operation === 'Apply', fields: leavesOf(fieldsV1, []) }));
      return known<BoundObject>({ managers, ...(record === undefined ? {} : { record }) });
    } catch (error) {
      const said = notFound(error);
      if (said !== undefined) return absent(said);
      throw error;
    }
  },
});

function leavesOf(value: unknown, path: OwnedField): readonly OwnedField[] {
  const inside = Object.entries(fields.safeParse(value).data ?? {}).filter(([key]) => key.startsWith('f:'));
  if (inside.length === 0) return path.length === 0 ? [] : [path];
  return inside.flatMap(([key, below]) => leavesOf(below, [...path, key.slice(2)]));
}
