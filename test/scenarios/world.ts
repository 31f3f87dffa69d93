import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import type { FormatRun } from './formats.ts';

const runFile = promisify(execFile);
const formatsScript = fileURLToPath(new URL('formats.ts', import.meta.url));

/** Starts a scenario's sandbox, hands it over, and takes it down again. */
export async function withSandbox<T>(scenario: Pick<Scenario, 'cluster' | 'azure'>, use: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-test-'));
  const sandbox = await startSandbox(scenario, directory);
  try {
    return await use(sandbox);
  } finally {
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Runs a command in each of the formats, as a process that lives in the environment given. */
export async function runFormats(command: readonly string[], formats: readonly string[], env: Readonly<Record<string, string>>): Promise<readonly FormatRun[]> {
  const { stdout } = await runFile(process.execPath, [formatsScript, formats.join(','), ...command], {
    env: { ...env },
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as readonly FormatRun[];
}
