/** A regular file in an archive: krew refuses links, and needs no folders. */
export interface Entry {
  /** Without a folder. */
  readonly name: string;
  readonly content: Buffer;
  /** 0o755 or 0o644. */
  readonly mode: number;
}

/** By name, in the order of its bytes: what a folder lists first must not matter. */
export function inOrder(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((left, right) => Buffer.compare(Buffer.from(left.name), Buffer.from(right.name)));
}
