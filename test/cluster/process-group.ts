import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

export interface RunningProgram {
  readonly name: string;
  /** False once it has ended, which none of ours ever should by itself. */
  isRunning(): boolean;
  /** The end of what it wrote, for error messages. */
  logTail(): string;
}

export interface ProcessGroup {
  /** A temporary folder, removed with the group. */
  readonly directory: string;
  start(program: string, args: readonly string[]): RunningProgram;
  /** Kills every program and removes the folder. */
  stop(): Promise<void>;
}

/**
 * Holds the pids it reads until its input ends, then kills them and removes the folder.
 * Its input ends when this process does, however it does: return, exception, SIGINT or SIGKILL.
 */
const watchdogScript = 'pids=; while read -r pid; do pids="$pids $pid"; done; [ -z "$pids" ] || kill -9 $pids 2>/dev/null; sleep 0.2; rm -rf "$1"';

/** Opens a temporary folder and programs that live no longer than this process. */
export async function openProcessGroup(purpose: string): Promise<ProcessGroup> {
  const directory = await mkdtemp(join(tmpdir(), `kubectl-wi-${purpose}-`));
  const children: ChildProcess[] = [];
  // Detached, so that Ctrl-C in a terminal does not end the watchdog with the rest.
  const watchdog = spawn('/bin/sh', ['-c', watchdogScript, 'watchdog', directory], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  const pids = watchdog.stdin;
  // Neither the watchdog nor its pipe may keep this process alive.
  watchdog.unref();
  if (pids instanceof Socket) pids.unref();

  return {
    directory,
    start: (program, args) => {
      const name = basename(program);
      const log = join(directory, `${name}.log`);
      const output = openSync(log, 'a');
      const child = spawn(program, args, { stdio: ['ignore', output, output], cwd: directory, env: { HOME: directory, PATH: process.env['PATH'] ?? '' } });
      closeSync(output);
      child.unref();
      children.push(child);
      if (child.pid !== undefined) pids.write(`${child.pid}\n`);
      let failure = '';
      child.once('error', (error) => {
        failure = error.message;
      });
      return {
        name,
        isRunning: () => child.pid !== undefined && child.exitCode === null && child.signalCode === null,
        logTail: () => `${failure}${readFileSync(log, 'utf8').slice(-3000)}`,
      };
    },
    stop: async () => {
      await Promise.all(children.map(kill));
      watchdog.kill('SIGKILL');
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
