/** cobra's `__complete`: what could be typed next, for kubectl and for the shells' own scripts. */
import { foreign } from '../../terminal/foreign.ts';
import { commands } from '../commands/index.ts';
import { helpFlag, type Flag } from '../flag.ts';
import type { Host } from '../host.ts';
import { drawAnswer, failed, nothing, only, type Answer } from './answer.ts';
import { readTyped } from './typed-line.ts';

const versionFlag: Flag = { name: 'version', summary: 'print the version' };

/**
 * Prints the choices for the last of the words, which may be empty. Always ends with 0, and says nothing else.
 *
 * KUBECTL_WI_DEBUG gives the reason of a failure on stderr, which shells throw away.
 */
export async function complete(argv: readonly string[], host: Host): Promise<number> {
  let drawn: string;
  try {
    drawn = await draw(argv, host);
  } catch (error) {
    if (host.env['KUBECTL_WI_DEBUG'] !== undefined) host.stderr.write(`completion: ${foreign(String(error))}\n`);
    drawn = drawAnswer(failed, '');
  }
  host.stdout.write(drawn);
  return 0;
}

async function draw(argv: readonly string[], host: Host): Promise<string> {
  const [first = '', ...rest] = argv;
  if (rest.length === 0) return drawAnswer(first.startsWith('-') ? only(firstFlags) : only(commandNames), first);
  const entry = commands.find(({ name }) => name === first);
  if (entry === undefined) return drawAnswer(failed, '');
  const command = await entry.load();
  const flags = [...command.flags, helpFlag];
  const line = readTyped(rest, flags);
  const { typing } = line;
  switch (typing.what) {
    case 'flag': {
      const { flagNames } = await import('./flag-names.ts');
      return drawAnswer(flagNames(flags, line.before), typing.text);
    }
    case 'value': {
      const { flagValues } = await import('./flag-values.ts');
      return drawAnswer(kept(await flagValues(typing.flag, line.before, host), typing.kept), `${typing.kept}${typing.text}`);
    }
    case 'word':
      return drawAnswer((await command.complete?.(line, host)) ?? nothing, typing.text);
    case 'unknown':
      return drawAnswer(failed, '');
  }
}

const commandNames = commands.map(({ name, summary }) => ({ text: name, summary }));
const firstFlags = [helpFlag, versionFlag].map(({ name, summary }) => ({ text: `--${name}`, summary }));

function kept(answer: Answer, before: string): Answer {
  return before === '' ? answer : { ...answer, choices: answer.choices.map(({ text, ...more }) => ({ text: `${before}${text}`, ...more })) };
}
