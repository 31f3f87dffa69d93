/** A shell on a terminal, typed into as a person does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programNamed } from './programs.ts';

export interface Shell {
  readonly name: 'bash' | 'zsh';
  /** Lines of its start-up file. */
  readonly startUp: string;
}

/** Where the command line goes at Ctrl-X l. */
const tellLine = {
  bash: `bind -x '"\\C-xl": printf "%s" "$READLINE_LINE" > "$TYPED_LINE.new"; mv "$TYPED_LINE.new" "$TYPED_LINE"'`,
  zsh: `bindkey -e\ntell-line() { print -rn -- "$BUFFER" > "$TYPED_LINE.new"; mv "$TYPED_LINE.new" "$TYPED_LINE" }\nzle -N tell-line\nbindkey '^Xl' tell-line`,
} as const;

const prompt = 'ready> ';

export interface Typed {
  /** The command line that the keys made. */
  readonly line: string;
  /** All that the terminal showed meanwhile. */
  readonly shown: string;
}

/** Opens a shell on a terminal and hands over the keyboard: each call types into an empty line. */
export async function atTerminal(shell: Shell, env: Readonly<Record<string, string>>, use: (type: (keys: string) => Promise<Typed>) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kubectl-wi-terminal-'));
  const lineFile = join(folder, 'line');
  const program = programNamed(shell.name);
  await writeFile(join(folder, shell.name === 'zsh' ? '.zshrc' : 'bashrc'), `${shell.startUp}\n${tellLine[shell.name]}\nPS1='${prompt}'\n`);
  const command = shell.name === 'zsh' ? `exec '${program}' -d -i` : `exec '${program}' --noprofile --rcfile '${join(folder, 'bashrc')}' -i`;
  const terminal = spawn(programNamed('script'), ['-qfec', command, '/dev/null'], {
    env: { ...env, ZDOTDIR: folder, TYPED_LINE: lineFile, TERM: 'xterm', SHELL: '/bin/sh', COLUMNS: '120', LINES: '50' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let shown = '';
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const until = async (what: string, holds: () => boolean): Promise<void> => {
    const end = Date.now() + 30_000;
    while (!holds()) {
      if (Date.now() > end) throw new Error(`${shell.name} never came to ${what}; it showed:\n${shown}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const type = async (keys: string): Promise<Typed> => {
    const before = shown.length;
    // to the end of the line, and back over it
    terminal.stdin.write(`\u0005\u0015${keys}\u0018l`);
    await until('the end of what was typed', () => existsSync(lineFile));
    const line = await readFile(lineFile, 'utf8');
    await rm(lineFile);
    return { line, shown: shown.slice(before) };
  };
  try {
    await until('its prompt', () => shown.includes(prompt));
    await use(type);
  } finally {
    const ended = once(terminal, 'close');
    // the shell is hung up on; asked politely, script waits two seconds for it
    terminal.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}
