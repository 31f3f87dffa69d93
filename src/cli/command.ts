import type { Answer } from './completion/answer.ts';
import type { TypedLine } from './completion/typed-line.ts';
import type { Flag } from './flag.ts';
import type { Host } from './host.ts';
import type { Parsed } from './parse.ts';

export interface Example {
  readonly comment: string;
  /** Arguments after the command name. */
  readonly line: string;
}

/** A command, as data with one function: help, docs and completion are drawn from it. */
export interface Command {
  readonly name: string;
  /** Starts upper-case, no full stop. */
  readonly summary: string;
  /** What stands after the name, e.g. `TYPE/NAME…`. */
  readonly usage: string;
  /** Paragraphs of help. */
  readonly description: readonly string[];
  readonly examples: readonly Example[];
  readonly flags: readonly Flag[];
  /** Not listed in help. */
  readonly hidden?: true;
  /** What can stand where a word is being typed that is no flag; absent where nothing can. */
  complete?(line: TypedLine, host: Host): Promise<Answer>;
  /** Gives the exit code. Throws UsageError for what the user can mend. */
  run(parsed: Parsed, host: Host): Promise<number>;
}
