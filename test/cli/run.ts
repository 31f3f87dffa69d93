import { dispatch } from '../../src/cli/dispatch.ts';

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in this process, as a user who called `kubectl wi` on Linux without a terminal. */
export async function run(...argv: readonly string[]): Promise<Run> {
  let stdout = '';
  let stderr = '';
  const exitCode = await dispatch(argv, {
    env: {},
    homeDirectory: '/nowhere',
    platform: 'linux',
    arch: 'x64',
    nodeVersion: 'v22.0.0',
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
