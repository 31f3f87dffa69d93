import { foreign } from '../../terminal/foreign.ts';

export interface Choice {
  /** What the word becomes; after `--flag=` the value alone, as cobra has it. */
  readonly text: string;
  readonly summary?: string;
}

/** What the shell is told beside the choices: bits of cobra's ShellCompDirective, which kubectl and its scripts know. */
export const directive = { error: 1, noSpace: 2, noFiles: 4, onlyDirectories: 16 } as const;

export interface Answer {
  readonly choices: readonly Choice[];
  /** Sum of `directive` bits; 0 leaves the shell to offer files. */
  readonly directive: number;
}

export const nothing: Answer = { choices: [], directive: directive.noFiles };
export const failed: Answer = { choices: [], directive: directive.error };

/** These and no files. */
export function only(choices: readonly Choice[]): Answer {
  return { choices, directive: directive.noFiles };
}

/** The choices that fit in any case, as the shell can take them: what is typed stays as it is. */
export function inTypedCase(choices: readonly Choice[], typed: string): readonly Choice[] {
  const fitting = choices.filter(({ text }) => text.toLowerCase().startsWith(typed.toLowerCase()));
  return fitting.map((choice) => ({ ...choice, text: `${typed}${choice.text.slice(typed.length)}` }));
}

/** A choice is typed into a command line: names, numbers, flags, and what stands in names of contexts. */
const typeable = /^(--?[A-Za-z]|[A-Za-z0-9_])[\w.@:/+=,-]*$/;

/** One choice a line, those that begin with what was typed, and the directive as the last line (cobra's `__complete`). */
export function drawAnswer({ choices, directive: bits }: Answer, typed: string): string {
  const fitting = choices.filter(({ text }) => text.startsWith(typed) && typeable.test(text));
  const unique = new Map(fitting.map(({ text, summary }) => [text, summary]));
  const lines = [...unique].map(([text, summary]) => (summary === undefined ? text : `${text}\t${foreign(summary)}`));
  return [...lines, `:${bits}`, ''].join('\n');
}
