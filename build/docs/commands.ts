import { block, markdown, plain, table, type Page } from './page.ts';

const folder = 'docs/cli';

/** What a command says of itself. */
export interface CommandHelp {
  /** `doctor`, or `bind plan`. */
  readonly name: string;
  /** One line, as in the list of commands. */
  readonly short: string;
  /** All of `--help`, at 80 columns, without colour. */
  readonly help: string;
}

const seeAlso = '[All commands](README.md) · [Exit codes](../../README.md#exit-codes) · [Rights](../../README.md#rights)';

/** One page for each command, and the index. */
export function commandPages(commands: readonly CommandHelp[]): readonly Page[] {
  const rows = commands.map(({ name, short }) => [`[kubectl wi ${name}](${fileName(name)})`, plain(short)]);
  const intro = 'Flags come after the command: kubectl takes none before the name of a plugin.';
  const index = markdown('src/cli/commands', ['# Commands', intro, table(['command', 'what it does'], rows), '[Exit codes](../../README.md#exit-codes)']);
  return [
    { file: `${folder}/README.md`, text: index },
    ...commands.map(({ name, help }) => ({
      file: `${folder}/${fileName(name)}`,
      text: markdown('src/cli/commands', [`# kubectl wi ${name}`, block('text', help), seeAlso]),
    })),
  ];
}

function fileName(name: string): string {
  return `${name.replaceAll(' ', '-')}.md`;
}
