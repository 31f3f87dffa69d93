import type { Command } from '../command.ts';
import { nothing, only } from '../completion/answer.ts';
import { helpText, overviewText } from '../help-text.ts';
import { nearest } from '../nearest.ts';
import { UsageError } from '../usage-error.ts';
import { commands } from './index.ts';

export const help: Command = {
  name: 'help',
  summary: 'Show help for a command',
  usage: '[COMMAND]',
  description: [],
  examples: [{ comment: 'Help of the doctor', line: 'help doctor' }],
  flags: [],

  async complete({ before }) {
    return before.words.length === 0 ? only(commands.map(({ name, summary }) => ({ text: name, summary }))) : nothing;
  },

  async run(parsed, host) {
    const called = host.commandName.join(' ');
    const [name] = parsed.words;
    if (name === undefined) {
      host.stdout.write(overviewText(commands, called));
      return 0;
    }
    const entry = commands.find((command) => command.name === name);
    if (entry === undefined) {
      const near = nearest(name, commands.map((command) => command.name));
      throw new UsageError(`no command "${name}"`, near === undefined ? `see ${called} help` : `did you mean ${called} help ${near}?`);
    }
    host.stdout.write(helpText(await entry.load(), called));
    return 0;
  },
};
