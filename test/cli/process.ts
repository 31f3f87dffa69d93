import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Run } from './run.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface Ended extends Run {
  readonly signal: NodeJS.Signals | null;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts `kubectl-wi` as a process of its own, in this environment and no other. */
export function start(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  return watch(spawn(process.execPath, [main, ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** The same from a shell whose script calls it `wi`. */
export function startInShell(script: string, env: Readonly<Record<string, string>> = {}): Started {
  const path = [env['PATH'], process.env['PATH']].filter((part) => part !== undefined && part !== '').join(':');
  return watch(spawn('/bin/sh', ['-c', `wi() { "$NODE" "$MAIN" "$@"; }\n${script}`], { env: { ...env, PATH: path, NODE: process.execPath, MAIN: main }, stdio: ['ignore', 'pipe', 'pipe'] }));
}

function watch(child: ChildProcess): Started {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ exitCode: code ?? -1, signal, stdout, stderr }));
  });
  return { child, ended };
}
