/** What may change a cluster. It is handed to `bind` and what undoes it. */
export interface KubeWriter {
  /**
   * Applies the fields of one object that are the manager's; of those that were, what is left out now is removed.
   * Throws WireFailure: a field that another manager owns with another value is a 409 that names manager and field.
   */
  apply(path: string, object: unknown, options: ApplyOptions): Promise<void>;
  /** Merges a patch into one object of a built-in kind, whoever owns what it names: a strategic merge. Throws WireFailure. */
  merge(path: string, patch: unknown, options: ApplyOptions): Promise<void>;
  /** Runs a program in a container, until it ends or the time is over; what it wrote. Throws WireFailure, also where it fails. */
  run(namespace: string, pod: string, container: string, command: readonly string[], timeoutMs: number): Promise<string>;
  /** Deletes one object; one that is gone already is no error. Throws WireFailure. */
  remove(path: string, options?: { readonly dryRun?: boolean }): Promise<void>;
}

export interface ApplyOptions {
  /** By this name the API server knows whose a field is. */
  readonly manager: string;
  /** Of an apply: takes fields that another manager owns. */
  readonly force?: boolean;
  /** Nothing is stored, and admission runs. */
  readonly dryRun?: boolean;
}
