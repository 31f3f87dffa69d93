import type { EvidenceLine } from '../problem.ts';

/** A host as a pod came to it, or did not. */
export interface SeenFromPod {
  readonly host: string;
  /** In the words of the program that tried. */
  readonly detail: string;
  /** Absent where only this machine has tried. */
  readonly pod?: string;
  readonly addresses?: readonly string[];
  /** The same tried from this machine works. */
  readonly worksHere?: boolean;
}

/** What was tried, where, and what the two places say. */
export function linesOf({ host, detail, pod, addresses = [], worksHere = false }: SeenFromPod): readonly EvidenceLine[] {
  return [
    { label: pod === undefined ? 'seen here' : 'in the pod', value: detail, of: pod === undefined ? host : `pod/${pod}` },
    ...(addresses.length === 0 ? [] : [{ label: 'address', value: addresses.join(', ') }]),
    ...(worksHere ? [{ label: 'from here', value: 'works: this machine stands elsewhere' }] : []),
  ];
}
