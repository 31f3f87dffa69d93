import { checks } from '../../chain/checks.ts';
import { linkOf } from '../../chain/check.ts';
import { describeReads } from '../rights.ts';
import { drawTable } from '../../terminal/table.ts';
import type { Command } from '../command.ts';
import { outputFlag, printDocument } from '../output-flag.ts';

export const checksCommand: Command = {
  name: 'checks',
  summary: 'List what the doctor looks at',
  usage: '[flags]',
  description: ['Each check with what it reads and the problems it can name. "explain" tells more of a problem.'],
  examples: [{ comment: 'The checks of one link', line: 'checks --link webhook' }],
  flags: [outputFlag('text', 'json', 'yaml'), { name: 'link', value: 'LINK', choices: [...new Set(checks.map(linkOf))], summary: 'only the checks of this link' }],

  async run(parsed, host) {
    const link = parsed.value('link');
    const chosen = checks.filter((check) => link === undefined || linkOf(check) === link);
    const format = parsed.value('output') ?? 'text';
    if (format === 'text') {
      const rows = chosen.map((check) => [check.id, check.each, check.problems.map(({ code }) => code).join(',') || '<none>', check.title]);
      host.stdout.write(`${drawTable(['CHECK', 'EACH', 'PROBLEMS', 'TITLE'], rows).join('\n')}\n`);
      return 0;
    }
    const items = chosen.map((check) => ({
      id: check.id,
      link: linkOf(check),
      title: check.title,
      each: check.each,
      reads: describeReads(check),
      problems: check.problems.map(({ code, name }) => ({ code, name })),
    }));
    host.stdout.write(await printDocument({ apiVersion: 'kubectl-wi/v1', kind: 'CheckList', items }, format === 'yaml' ? 'yaml' : 'json'));
    return 0;
  },
};
