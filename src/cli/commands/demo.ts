import type { Command } from '../command.ts';
import { nothing, only } from '../completion/answer.ts';
import { UsageError } from '../usage-error.ts';
import { nearest } from '../nearest.ts';
import type { Demonstration } from '../../sandbox/scenario.ts';

async function worlds(): Promise<readonly Demonstration[]> {
  const [{ scenarios }, { demonstrations }] = await Promise.all([import('../../sandbox/scenarios/index.ts'), import('../../sandbox/demonstrations/index.ts')]);
  return [...scenarios, ...demonstrations];
}

export const demo: Command = {
  name: 'demo',
  summary: 'See the doctor at work on a simulated cluster and a simulated Azure',
  usage: '[NAME] [flags] [-- FLAGS OF DOCTOR]',
  description: [
    'Starts a simulated cluster and a simulated Azure on this machine and runs the doctor on them, without a cluster, a subscription or a network. ' +
      'Without a name it shows a healthy workload and a broken one.',
    'With --serve both stay up until Ctrl-C, and the environment that leads there is printed: kubectl and all commands of this tool work in it.',
  ],
  examples: [
    { comment: 'A healthy workload and a broken one', line: 'demo' },
    { comment: 'What else there is', line: 'demo --list' },
    { comment: 'A workload wired from nothing, in one command', line: 'demo bind-from-nothing' },
    { comment: 'Look around in it with kubectl', line: 'demo --serve fic-subject-mismatch' },
  ],
  flags: [
    { name: 'list', summary: 'list the scenarios' },
    { name: 'serve', summary: 'keep cluster and Azure up, and print the environment for them' },
  ],

  async complete({ before }) {
    const scenarios = await worlds();
    return before.words.length === 0 ? only(scenarios.map(({ name, title }) => ({ text: name, summary: title }))) : nothing;
  },

  async run(parsed, host) {
    const scenarios = await worlds();
    if (parsed.on('list')) {
      const width = Math.max(...scenarios.map(({ name }) => name.length));
      host.stdout.write(scenarios.map(({ name, title }) => `${name.padEnd(width)}  ${title}\n`).join(''));
      return 0;
    }
    const [name, ...more] = parsed.words;
    const chosen = name === undefined ? scenarios.filter((one) => one.name === 'healthy' || one.name === 'fic-subject-mismatch') : scenarios.filter((one) => one.name === name);
    if (chosen.length === 0) {
      const near = nearest(name ?? '', scenarios.map((one) => one.name));
      throw new UsageError(`no scenario "${name}"`, near === undefined ? `${host.commandName.join(' ')} demo --list shows them` : `did you mean ${near}?`);
    }
    const { serve, show } = await import('../demo-run.ts');
    const [first] = chosen;
    if (parsed.on('serve') && first !== undefined) return serve(first, host);
    return show(chosen, more, host);
  },
};
