/**
 * Runs one command in every format, in a process whose environment is a sandbox's, and prints what came of each as JSON.
 *
 * One process a scenario: a start costs more than a run, and NODE_EXTRA_CA_CERTS is read when a process starts.
 */
import { homedir } from 'node:os';
import { dispatch } from '../../src/cli/dispatch.ts';
import type { Host } from '../../src/cli/host.ts';

export interface FormatRun {
  readonly format: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const [formats = '', ...command] = process.argv.slice(2);
const runs: FormatRun[] = [];
for (const format of formats.split(',')) {
  let stdout = '';
  let stderr = '';
  const host: Host = {
    env: process.env,
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
  };
  const exitCode = await dispatch([...command, ...(format === 'text' ? [] : ['-o', format])], host);
  runs.push({ format, exitCode, stdout, stderr });
}
process.stdout.write(JSON.stringify(runs));
