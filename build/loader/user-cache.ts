import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';

import { compileWhole } from './code-cache.ts';
import { growAsUsual } from './heap.ts';

/** V8's code caches of the chunks, in a folder that nobody but this user can write to. */
interface UserCache {
  /** The cache of a chunk, where a whole one is there. */
  read(name: string): Uint8Array | undefined;
  /** Compiles what ran without a cache, at the end of a run that nobody has interrupted. */
  write(exitCode: number, source: (name: string) => string): void;
}

interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly arch: string;
  readonly nodeVersion: string;
  /** Undefined on Windows, where folders of a user are closed to others by default. */
  readonly user: number | undefined;
  home(): string;
}

const thisMachine: Machine = {
  env: process.env,
  platform: process.platform,
  arch: process.arch,
  nodeVersion: process.version,
  user: process.getuid?.(),
  home: homedir,
};

/**
 * Opens the cache of a bundle. Nothing here may disturb a run: what cannot be read or written is as if it were not there.
 *
 * A cache is code that V8 runs unseen, hence the care about who owns the folder and who may write to it.
 */
export function userCache(bundleId: string, machine: Machine = thisMachine): UserCache {
  const folder = folderOf(bundleId, machine);
  const usable = folder !== undefined && isOurs(folder, machine.user);
  const without = new Set<string>();
  return {
    read(name) {
      const cache = usable ? contentOf(path.join(folder, `${name}.cache`)) : undefined;
      if (cache === undefined) without.add(name);
      return cache;
    },
    write(exitCode, source) {
      // 130 and 143 are those of a run that a signal has ended: somebody waits for the prompt
      if (folder === undefined || without.size === 0 || exitCode >= 128) return;
      try {
        if (!usable) makeFolder(folder, machine.user);
        growAsUsual();
        for (const name of without) writeWhole(path.join(folder, `${name}.cache`), compileWhole(name, source(name)));
      } catch {
        // a home that is full or may only be read costs time, not the run
      }
    },
  };
}

function folderOf(bundleId: string, { env, platform, arch, nodeVersion, home }: Machine): string | undefined {
  const base = cacheBase(env, platform, home);
  return base === undefined ? undefined : path.join(base, 'kubectl-wi', 'code', `${bundleId}-${platform}-${arch}-node-${nodeVersion}`);
}

function cacheBase(env: Machine['env'], platform: string, home: () => string): string | undefined {
  const named = env[platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_CACHE_HOME'];
  if (platform !== 'darwin' && named !== undefined && path.isAbsolute(named)) return named;
  try {
    const own = home();
    if (!path.isAbsolute(own)) return undefined;
    if (platform === 'win32') return path.join(own, 'AppData', 'Local');
    return platform === 'darwin' ? path.join(own, 'Library', 'Caches') : path.join(own, '.cache');
  } catch {
    // a user that the system does not know, in a container
    return undefined;
  }
}

/** Whether this is a folder, not a link to one, of this user, that no other user may write to. */
function isOurs(folder: string, user: number | undefined): boolean {
  try {
    const found = lstatSync(folder);
    return found.isDirectory() && belongsTo(found, user);
  } catch {
    return false;
  }
}

function belongsTo(found: Stats, user: number | undefined): boolean {
  return user === undefined || (found.uid === user && (found.mode & 0o022) === 0);
}

/**
 * Makes the folder, and removes those of other versions; throws where one of those above it is not this user's alone.
 *
 * Root with the home of somebody else, after sudo, must not leave folders there that are root's; and a home that is
 * not there is not made. Level by level: Node's own way tries forever where a system refuses a name, as in /proc.
 */
function makeFolder(folder: string, user: number | undefined): void {
  const code = path.dirname(folder);
  const ours = path.dirname(code);
  const base = path.dirname(ours);
  if (!isOurs(base, user) && !isOurs(path.dirname(base), user)) throw new Error(`${base} is not of this user alone`);
  for (const level of [base, ours, code]) {
    if (!isOurs(level, user)) mkdirSync(level, { mode: 0o700 });
  }
  for (const old of readdirSync(code)) rmSync(path.join(code, old), { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
}

const checksumBytes = 4;

/** The content behind its checksum, or undefined: V8 itself does not notice a byte that has changed. */
function contentOf(file: string): Uint8Array | undefined {
  try {
    const stored = readFileSync(file);
    const content = stored.subarray(checksumBytes);
    return stored.readUInt32LE(0) === crc32(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Only a whole file ever gets the name: another run may read or write it at the same moment. */
function writeWhole(file: string, content: Buffer): void {
  const checksum = Buffer.alloc(checksumBytes);
  checksum.writeUInt32LE(crc32(content));
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, Buffer.concat([checksum, content]), { mode: 0o600, flag: 'wx' });
  renameSync(unfinished, file);
}
