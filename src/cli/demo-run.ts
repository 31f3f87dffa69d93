import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../sandbox/sandbox.ts';
import type { Demonstration } from '../sandbox/scenario.ts';
import { quoteCommand } from '../terminal/quote.ts';
import { wrapText } from '../terminal/wrap.ts';
import type { Host } from './host.ts';

/**
 * Runs the scenarios one after another, their command as a child: NODE_EXTRA_CA_CERTS is read when a process starts.
 *
 * Ends with 0: that the doctor finds what is broken is what a demo is for.
 */
export async function show(scenarios: readonly Demonstration[], more: readonly string[], host: Host): Promise<number> {
  for (const scenario of scenarios) {
    await inSandbox(scenario, host, async (env) => {
      const shown = ['kubectl', 'wi', ...scenario.command, ...more];
      host.stdout.write(`\n# ${scenario.title}\n`);
      host.stdout.write(wrapText(scenario.story, 80, '# ').join('\n'));
      host.stdout.write(`\n\n$ ${quoteCommand(shown, 'posix')}\n\n`);
      const code = await runSelf([...scenario.command, ...more], env, host);
      host.stdout.write(`\n# exit code ${code}\n`);
    });
  }
  host.stdout.write(`\n# ${host.commandName.join(' ')} demo --list shows more of them.\n`);
  return 0;
}

/** Keeps a scenario's world up until the run is aborted. */
export async function serve(scenario: Demonstration, host: Host): Promise<number> {
  return inSandbox(scenario, host, async (env) => {
    const { PATH, ...variables } = env;
    host.stdout.write(`# ${scenario.title}. Paste this into another shell; Ctrl-C here ends it.\n`);
    for (const [name, value] of Object.entries(variables)) {
      if (name === 'HOME' || name === 'USERPROFILE') continue;
      host.stdout.write(`export ${name}=${quoteCommand([value], 'posix')}\n`);
    }
    if (PATH !== undefined && PATH !== '') host.stdout.write(`export PATH=${quoteCommand([PATH], 'posix')}:"$PATH"\n`);
    host.stdout.write(`# then, for example:\n#   kubectl get pods -n shop\n#   ${host.commandName.join(' ')} ${scenario.command.join(' ')}\n`);
    await new Promise<void>((resolve) => host.signal.addEventListener('abort', () => resolve(), { once: true }));
    return 0;
  });
}

async function inSandbox<T>(scenario: Demonstration, host: Host, use: (env: Readonly<Record<string, string>>) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-demo-'));
  // after a signal main.ts waits for nobody: what must be gone has to go before this listener returns
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  host.signal.addEventListener('abort', remove, { once: true });
  const sandbox = await startSandbox(scenario, directory);
  // a server's sockets keep a process alive; the wait for the signal alone would not
  const alive = setInterval(() => undefined, 60_000);
  try {
    return await use(sandbox.env);
  } finally {
    clearInterval(alive);
    host.signal.removeEventListener('abort', remove);
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function runSelf(args: readonly string[], env: Readonly<Record<string, string>>, host: Host): Promise<number> {
  const [command = '', ...before] = host.self;
  const inherited = ['TERM', 'COLORTERM', 'NO_COLOR', 'FORCE_COLOR', 'LANG', 'LC_ALL', 'LC_CTYPE', 'COLUMNS', 'WT_SESSION', 'SystemRoot'];
  const kept = Object.fromEntries(inherited.flatMap((name) => (host.env[name] === undefined ? [] : [[name, host.env[name]]])));
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, ...args], { env: { ...kept, ...env }, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 70));
  });
}
