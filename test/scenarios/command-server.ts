/**
 * Runs commands one after another, as `workshop.ts` sends them, a JSON line each, and answers with what came of each.
 *
 * A start of the process costs more than a run of a command, and NODE_EXTRA_CA_CERTS is read when a process starts.
 */
import { homedir } from 'node:os';
import { createInterface } from 'node:readline';
import { dispatch } from '../../src/cli/dispatch.ts';

export interface CommandCall {
  readonly command: readonly string[];
  /** Variables beside those of the process. */
  readonly env: Readonly<Record<string, string>>;
}

export interface CommandRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run({ command, env }: CommandCall): Promise<CommandRun> {
  let stdout = '';
  let stderr = '';
  const exitCode = await dispatch(command, {
    env: { ...process.env, ...env },
    homeDirectory: homedir(),
    platform: process.platform,
    arch: process.arch,
    nodeVersion: process.version,
    commandName: ['kubectl', 'wi'],
    stdout: { write: (text) => void (stdout += text), isTerminal: false },
    stderr: { write: (text) => void (stderr += text), isTerminal: false },
    stdinIsTerminal: false,
    readStdin: async () => '',
    signal: new AbortController().signal,
    self: [],
  });
  return { exitCode, stdout, stderr };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line) as CommandCall))}\n`);
}
process.exit(0);
