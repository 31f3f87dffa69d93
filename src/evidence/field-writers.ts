import type { Metadata } from './kubernetes-shapes.ts';

type Entry = NonNullable<NonNullable<Metadata['managedFields']>>[number];

/** Entries of managedFields whose owners set a field of this name, below `part` where one is named (`f:spec`). */
export function entriesThatSet({ managedFields }: Metadata, field: string, part?: string): readonly Entry[] {
  return (managedFields ?? []).filter(({ fieldsV1 }) => {
    const fields = part === undefined ? fieldsV1 : (fieldsV1 as Readonly<Record<string, unknown>> | null | undefined)?.[part];
    return JSON.stringify(fields ?? {}).includes(`"f:${field}"`);
  });
}

/** Whether a manager of fields is a person at kubectl: the manifest, a chart and a controller write under other names. */
export function isByHand(manager: string): boolean {
  return /^kubectl-(edit|patch|label|annotate|set|replace)$/.test(manager);
}
