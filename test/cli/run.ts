import { dispatch } from '../../src/cli/dispatch.ts';
import type { Host } from '../../src/cli/host.ts';

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command sees of the machine it runs on. */
export type Machine = Pick<Host, 'env' | 'homeDirectory' | 'platform' | 'arch' | 'nodeVersion'>;

const linux: Machine = { env: {}, homeDirectory: '/nowhere', platform: 'linux', arch: 'x64', nodeVersion: 'v22.0.0' };

/** Runs a command in this process, as a user who called `kubectl wi` on Linux without a terminal. */
export function run(...argv: readonly string[]): Promise<Run> {
  return runOn(linux, argv);
}

/** Runs a command in this process, as a user who called `kubectl wi` on this machine without a terminal. */
export async function runOn(machine: Machine, argv: readonly string[]): Promise<Run> {
  let stdout = '';
  let stderr = '';
  const exitCode = await dispatch(argv, {
    ...machine,
    commandName: ['kubectl', 'wi'],
    stdout: { write: (text) => void (stdout += text), isTerminal: false },
    stderr: { write: (text) => void (stderr += text), isTerminal: false },
    stdinIsTerminal: false,
    readStdin: async () => '',
    readLine: async () => '',
    signal: new AbortController().signal,
    self: [],
  });
  return { exitCode, stdout, stderr };
}
