import { commands } from './commands/index.ts';
import { helpFlag } from './flag.ts';
import type { Host } from './host.ts';
import { nearest } from './nearest.ts';
import { parse } from './parse.ts';
import { foreign } from '../terminal/foreign.ts';
import { UsageError } from './usage-error.ts';
import { build, repository } from './version.ts';

/** Runs the command that argv names and gives the exit code; what the user can mend is one sentence, a bug is 70. */
export async function dispatch(argv: readonly string[], host: Host): Promise<number> {
  try {
    return await choose(argv, host);
  } catch (error) {
    return explainError(error, host);
  }
}

async function choose(argv: readonly string[], host: Host): Promise<number> {
  const [first, ...rest] = argv;
  // kubectl and cobra's scripts know it by this name; its arguments are not ours to take apart
  if (first === '__complete') {
    const { complete } = await import('./completion/complete.ts');
    return complete(rest, host);
  }
  if (first === undefined || first === '-h' || first === '--help') return runHelp([], host);
  const name = first === '--version' ? 'version' : first;
  const entry = commands.find((command) => command.name === name);
  if (entry === undefined) {
    const called = host.commandName.join(' ');
    const near = nearest(first, commands.map((command) => command.name));
    const what = first.startsWith('-') ? `unknown flag: ${first}` : `unknown command "${first}" for "${called}"`;
    throw new UsageError(what, near === undefined ? `see ${called} help` : `did you mean ${called} ${near}?`);
  }
  const command = await entry.load();
  const parsed = parse(rest, [...command.flags, helpFlag], `${host.commandName.join(' ')} ${name} --help`);
  if (parsed.on('help')) return runHelp([name], host);
  return command.run(parsed, host);
}

async function runHelp(words: readonly string[], host: Host): Promise<number> {
  const { help } = await import('./commands/help.ts');
  return help.run(parse(words, [], ''), host);
}

function explainError(error: unknown, host: Host): number {
  const known = error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number';
  if (known) {
    const { message, exitCode } = error as Error & { exitCode: number };
    const hint = 'hint' in error && typeof error.hint === 'string' && error.hint !== '' ? `\n${error.hint}` : '';
    host.stderr.write(`error: ${foreign(message)}${hint}\n`);
    return exitCode;
  }
  const bug = error instanceof Error ? error : new Error(String(error));
  const title = encodeURIComponent(`Bug: ${bug.message}`.slice(0, 120));
  host.stderr.write(
    `error: this is a bug of ${host.commandName.join(' ')} ${build.version}: ${bug.message}\n` +
      `please report it: ${repository}/issues/new?title=${title}\n` +
      (host.env['KUBECTL_WI_DEBUG'] === undefined ? '' : `${bug.stack ?? ''}\n`),
  );
  return 70;
}
