import { block, markdown, type Page } from './page.ts';

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

/** One page for each command, and the index. */
export function commandPages(commands: readonly CommandHelp[]): readonly Page[] {
  const rows = commands.map(({ name, short }) => `| [kubectl wi ${name}](${fileName(name)}) | ${short} |`);
  const index = markdown('src/cli/commands', ['# Commands', ['| | |', '|---|---|', ...rows].join('\n')]);
  return [
    { file: `${folder}/README.md`, text: index },
    ...commands.map(({ name, help }) => ({
      file: `${folder}/${fileName(name)}`,
      text: markdown('src/cli/commands', [`# kubectl wi ${name}`, block('text', help)]),
    })),
  ];
}

function fileName(name: string): string {
  return `${name.replaceAll(' ', '-')}.md`;
}
