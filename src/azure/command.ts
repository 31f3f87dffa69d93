/** Runs one command to its end without a shell, bounded in output and time. */
import { spawn } from 'node:child_process';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Ends the command and the promise. */
  readonly signal: AbortSignal;
  /** The arguments are one command line already quoted for Windows' cmd.exe. */
  readonly windowsVerbatim: boolean;
}

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type RunCommand = (command: Command) => Promise<CommandResult>;

const maxOutput = 1024 * 1024;

/** The RunCommand of the real machine; rejects with Node's error where the file can't be started, or when ended by its signal. */
export const runCommand: RunCommand = (command) =>
  new Promise((resolve, reject) => {
    if (command.signal.aborted) return reject(new Error('ended before it began'));
    const child = spawn(command.file, [...command.args], {
      cwd: command.cwd,
      env: { ...command.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: false,
      windowsHide: true,
      windowsVerbatimArguments: command.windowsVerbatim,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    const collect = (chunks: Buffer[]) => (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxOutput) chunks.push(chunk);
      else end('wrote too much');
    };
    const end = (reason: string): void => {
      child.kill();
      // `az` is a script: its interpreter may live on for a moment and hold the pipes, which must not keep this process.
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      finish(() => reject(new Error(reason)));
    };
    const onAbort = (): void => end('took too long');
    const finish = (settle: () => void): void => {
      command.signal.removeEventListener('abort', onAbort);
      settle();
    };
    command.signal.addEventListener('abort', onAbort, { once: true });
    child.stdout.on('data', collect(out));
    child.stderr.on('data', collect(err));
    child.once('error', (error) => finish(() => reject(error)));
    child.once('close', (exitCode) =>
      finish(() => resolve({ exitCode, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') })),
    );
    return undefined;
  });
