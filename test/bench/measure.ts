import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export interface Run {
  readonly wallMs: number;
  /** Peak resident memory, where the system tells (Linux). */
  readonly peakMb?: number;
  readonly exitCode: number;
  readonly stdout: string;
}

/** Runs a program to its end as a whole process. */
export async function run(command: readonly string[], env: Readonly<Record<string, string>>): Promise<Run> {
  const [file = '', ...args] = command;
  const started = performance.now();
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  let peakKb = 0;
  const poll = setInterval(() => {
    readFile(`/proc/${child.pid}/status`, 'utf8').then(
      (status) => (peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0))),
      () => undefined,
    );
  }, 10);
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  clearInterval(poll);
  const wallMs = performance.now() - started;
  return { wallMs, exitCode, stdout, ...(peakKb === 0 ? {} : { peakMb: peakKb / 1024 }) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Both sides in turn, so that a machine that slows down slows both; medians. */
export async function inTurn<A, B>(rounds: number, left: () => Promise<A>, right: () => Promise<B>): Promise<{ readonly left: readonly A[]; readonly right: readonly B[] }> {
  const lefts: A[] = [];
  const rights: B[] = [];
  for (let round = 0; round < rounds; round += 1) {
    lefts.push(await left());
    rights.push(await right());
  }
  return { left: lefts, right: rights };
}
