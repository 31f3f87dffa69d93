import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface ProgramRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const deadlineMs = 60_000;

/** Runs a program to its end, however it ends; in `directory`, else where the tests run. Rejects if it cannot be started, or is not done in a minute. */
export async function runProgram(program: string, argv: readonly string[], env: Readonly<Record<string, string>>, input = '', directory?: string): Promise<ProgramRun> {
  const child = spawn(program, argv, { env: { ...env }, cwd: directory, stdio: ['pipe', 'pipe', 'pipe'], signal: AbortSignal.timeout(deadlineMs), killSignal: 'SIGKILL' });
  // Who does not read its input may be gone before it is written.
  child.stdin.once('error', () => undefined);
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout, stderr };
}
