/** argv, env, streams and signals → exit code. The only file that touches `process`. */
import { existsSync, fstatSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { isSea } from 'node:sea';
import type { Host, Output } from './cli/host.ts';
import { readInvocation } from './cli/invocation.ts';

const interrupted = new AbortController();
const shell = '/bin/sh';

/**
 * Ends the process now. Node's own exit waits for the threads that look up host names, ten seconds where no name server
 * answers; a process that is replaced waits for none. Windows has no such way.
 */
function end(code: number): never {
  const looksUp = process.getActiveResourcesInfo().some((resource) => resource.startsWith('GetAddrInfo'));
  if (looksUp && process.platform !== 'win32' && existsSync(shell)) process.execve?.(shell, ['sh', '-c', `exit ${code}`], {});
  process.exit(code);
}

/** The streams that somebody has needed: to make one loads a dozen of Node's modules, and costs a start three milliseconds. */
const opened: NodeJS.WriteStream[] = [];

function openStream(fd: 1 | 2): NodeJS.WriteStream {
  const stream = fd === 1 ? process.stdout : process.stderr;
  stream.on('error', (error: NodeJS.ErrnoException) => writeFailed(fd, error));
  opened.push(stream);
  return stream;
}

function writeFailed(fd: 1 | 2, error: NodeJS.ErrnoException): void {
  // a reader that has gone away ends us quietly, as it ends other tools
  if (error.code === 'EPIPE') end(exitCodeOnPipe);
  // a report that was not written is no result, and a full disk is no bug of ours
  if (fd !== 2) process.stderr.write(`error: the output cannot be written: ${error.code ?? error.message}\nfree some space, or write it elsewhere\n`);
  end(2);
}

function outputOf(fd: 1 | 2): Output {
  let stream = isDirect(fd) ? undefined : openStream(fd);
  return {
    write(text) {
      const rest = stream === undefined ? writeDirectly(fd, text) : text;
      if (rest.length > 0) (stream ??= openStream(fd)).write(rest);
    },
    isTerminal: stream?.isTTY === true,
    ...(stream?.columns === undefined ? {} : { columns: stream.columns }),
  };
}

/** Whether a descriptor is a file, a pipe or a socket, which Node's own stream would write to at once as well; not so on Windows. */
function isDirect(fd: 1 | 2): boolean {
  if (process.platform === 'win32') return false;
  try {
    const kind = fstatSync(fd);
    return kind.isFIFO() || kind.isFile() || kind.isSocket();
  } catch {
    return false;
  }
}

/** How often, and for how many milliseconds, a full pipe is waited for: who reads has emptied it by then, and Ctrl-C is not kept waiting. */
const [waits, waitMs] = [25, 2];

/** Writes what it can, and gives the rest where a pipe stays full that somebody has told not to wait. */
function writeDirectly(fd: 1 | 2, text: string): Uint8Array {
  const bytes = Buffer.from(text);
  let written = 0;
  for (let waited = 0; written < bytes.length; ) {
    try {
      written += writeSync(fd, bytes, written);
      continue;
    } catch (error) {
      const failure = error as NodeJS.ErrnoException;
      if (failure.code !== 'EAGAIN') return unwritten(fd, failure);
    }
    if (waited === waits) return bytes.subarray(written);
    waited += 1;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
  }
  return new Uint8Array();
}

function unwritten(fd: 1 | 2, failure: NodeJS.ErrnoException): Uint8Array {
  // not at once: who has just written its report still has to say how it ends
  if (failure.code === 'EPIPE') setImmediate(() => writeFailed(fd, failure));
  else writeFailed(fd, failure);
  return new Uint8Array();
}

let exitCodeOnPipe = 0;

function stopAt(signal: 'SIGINT' | 'SIGTERM', code: number): void {
  process.once(signal, () => {
    interrupted.abort();
    // whatever still waits is not waited for: a person pressed Ctrl-C
    process.stderr.write('\r\u001b[2K\u001b[?25h'.repeat(process.stderr.isTTY && process.env['TERM'] !== 'dumb' ? 1 : 0));
    end(code);
  });
}

const longestInput = 64 * 1024 * 1024;

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of process.stdin) {
      const part = Buffer.from(chunk as Uint8Array);
      chunks.push(part);
      length += part.length;
      if (length > longestInput) break;
    }
  } catch {
    // a standard input that is closed has nothing to say
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function readLine(): Promise<string> {
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input: process.stdin });
  return new Promise((resolve) => {
    lines.once('close', () => resolve(''));
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
  });
}

stopAt('SIGINT', 130);
stopAt('SIGTERM', 143);
const executable = isSea();
const { commandName, completes } = readInvocation(executable ? process.argv0 : (process.argv[1] ?? ''));
let stdout: Output | undefined;
let stderr: Output | undefined;
const host: Host = {
  env: process.env,
  get homeDirectory() {
    return homedir();
  },
  platform: process.platform,
  arch: process.arch,
  nodeVersion: process.version,
  commandName,
  get stdout() {
    return (stdout ??= outputOf(1));
  },
  get stderr() {
    return (stderr ??= outputOf(2));
  },
  get stdinIsTerminal() {
    return process.getBuiltinModule('node:tty').isatty(0);
  },
  readStdin,
  readLine,
  signal: interrupted.signal,
  self: executable ? [process.execPath] : [process.execPath, ...process.execArgv, process.argv[1] ?? ''],
};

async function run(): Promise<void> {
  const { dispatch } = await import('./cli/dispatch.ts');
  const argv = process.argv.slice(2);
  const code = await dispatch(completes ? ['__complete', ...argv] : argv, host);
  exitCodeOnPipe = code;
  // a socket that a silent proxy still holds would keep us alive: what was written is flushed, and that is the end
  await Promise.all(opened.map((stream) => new Promise<void>((done) => stream.write('', () => done()))));
  end(code);
}

void run();
