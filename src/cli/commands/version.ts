import type { Command } from '../command.ts';
import { outputFlag, printDocument } from '../output-flag.ts';
import { build } from '../version.ts';

export const version: Command = {
  name: 'version',
  summary: 'Print the version',
  usage: '[flags]',
  description: [],
  examples: [{ comment: 'For a bug report', line: 'version -o json' }],
  flags: [outputFlag('text', 'json', 'yaml')],

  async run(parsed, host) {
    const format = parsed.value('output') ?? 'text';
    if (format === 'text') {
      host.stdout.write(`${host.commandName.join(' ')} ${build.version}\n`);
      return 0;
    }
    const document = { version: build.version, commit: build.commit, buildDate: build.date, nodeVersion: host.nodeVersion, platform: `${host.platform}/${host.arch}` };
    host.stdout.write(await printDocument(document, format === 'yaml' ? 'yaml' : 'json'));
    return 0;
  },
};
