import type { Command } from '../command.ts';
import { nothing, only } from '../completion/answer.ts';
import { programOf, type Program } from '../completion/program.ts';
import { bashScript } from '../completion/scripts/bash.ts';
import { fishScript } from '../completion/scripts/fish.ts';
import { kubectlScript } from '../completion/scripts/kubectl.ts';
import { powershellScript } from '../completion/scripts/powershell.ts';
import { zshScript } from '../completion/scripts/zsh.ts';
import type { Host } from '../host.ts';
import { nearest } from '../nearest.ts';
import { saysYes } from '../question.ts';
import { UsageError } from '../usage-error.ts';

const scripts: { readonly [shell: string]: (program: string, platform: NodeJS.Platform) => string } = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
  kubectl: kubectlScript,
};

const whats = [...Object.keys(scripts), 'install'];

export const completion: Command = {
  name: 'completion',
  summary: 'Complete commands, flags and names at a Tab',
  usage: 'bash|zsh|fish|powershell|kubectl|install [flags]',
  description: [
    'For "kubectl wi", kubectl 1.26 and newer completes what comes after it, if its own completion is loaded in your shell and it finds kubectl_complete-wi on PATH. ' +
      '"install" writes that file beside the plugin: it shows what it would write and asks. It writes over no file but one of its own.',
    'For "kubectl-wi", called directly, print the script of your shell into the folder that it loads completions from.',
    'Names come from your cluster, within a fifth of a second or not at all; KUBECTL_WI_COMPLETION_TIMEOUT=1s waits longer. A login is never begun for them.',
  ],
  examples: [
    { comment: 'For kubectl wi, in every shell', line: 'completion install' },
    { comment: 'The same by hand, in any folder of PATH; then chmod +x it', line: 'completion kubectl > ~/.local/bin/kubectl_complete-wi' },
    { comment: 'bash, for kubectl-wi: source this file from ~/.bashrc', line: 'completion bash > ~/.kubectl-wi.bash' },
    { comment: 'zsh: a file in a folder of fpath, before compinit runs', line: 'completion zsh > "${fpath[1]}/_kubectl-wi"' },
    { comment: 'fish', line: 'completion fish > ~/.config/fish/completions/kubectl-wi.fish' },
    { comment: 'PowerShell', line: 'completion powershell >> $PROFILE' },
  ],
  flags: [{ name: 'yes', summary: 'install without asking' }],

  async complete({ before }) {
    return before.words.length === 0 ? only(whats.map((text) => ({ text }))) : nothing;
  },

  async run(parsed, host) {
    const called = host.commandName.join(' ');
    const [what, ...more] = parsed.words;
    if (what === undefined || more.length > 0) throw new UsageError('name one shell, kubectl or install', `${called} completion ${whats.join(', ')}`);
    const program = programOf(host.commandName);
    if (what === 'install') return askAndInstall(program, parsed.on('yes'), host);
    const script = Object.hasOwn(scripts, what) ? scripts[what] : undefined;
    if (script === undefined) {
      const near = nearest(what, whats);
      throw new UsageError(`there is no completion for "${what}"`, near === undefined ? `there is one for ${whats.slice(0, -1).join(', ')}` : `did you mean ${near}?`);
    }
    if (parsed.on('yes')) throw new UsageError('--yes is for install; a script is only printed');
    host.stdout.write(script(program.name, host.platform));
    return 0;
  },
};

async function askAndInstall(program: Program, yes: boolean, host: Host): Promise<number> {
  const { install, planInstall } = await import('../completion/install.ts');
  const plan = planInstall(program, host);
  if (plan.act === 'nothing') {
    host.stdout.write(`${plan.file} unchanged\n`);
    return 0;
  }
  host.stderr.write(`This would ${plan.act} ${plan.file}, which kubectl starts to complete ${host.commandName.join(' ')}:\n\n${plan.text.replaceAll('\r', '').replace(/^/gm, '  ').trimEnd()}\n\n`);
  if (!yes) {
    if (!host.stdinIsTerminal) throw new UsageError('nothing was written: this asks first, and standard input is no terminal', '--yes writes without asking');
    if (!(await saysYes(plan.act === 'write' ? 'Write it?' : 'Replace it?', host))) {
      host.stderr.write('nothing was written\n');
      return 0;
    }
  }
  install(plan);
  host.stdout.write(`${plan.file} ${plan.act === 'write' ? 'written' : 'replaced'}\n`);
  return 0;
}
