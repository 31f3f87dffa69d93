import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Target } from '../targets.ts';

/** A Node that npm carries, as a folder with the package's files. */
export interface NodePackage {
  readonly name: string;
  readonly version: string;
  /** As package-lock.json pins it. */
  readonly integrity: string;
  readonly folder: string;
  /** The executable. */
  readonly file: string;
}

interface Locked {
  readonly version: string;
  /** `sha512-…`, of the package's archive. */
  readonly integrity: string;
}

const root = path.resolve(import.meta.dirname, '..', '..');
const run = promisify(execFile);

/**
 * The Node of a target: the one that npm installed, or for another machine's one the archive of exactly the version
 * and content that package-lock.json names, fetched once into the user's cache.
 */
export async function nodePackage(target: Target): Promise<NodePackage> {
  const { version, integrity } = await locked(target.nodePackage);
  const installed = path.join(root, 'node_modules', target.nodePackage);
  const folder = existsSync(installed) ? installed : await fetched(target.nodePackage, version, integrity);
  const { version: found } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  if (found !== version) throw new Error(`${folder} is ${found}, and package-lock.json wants ${version}: run npm ci`);
  return { name: target.nodePackage, version, integrity, folder, file: path.join(folder, 'bin', target.platform === 'win32' ? 'node.exe' : 'node') };
}

async function locked(name: string): Promise<Locked> {
  const { packages } = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')) as { packages: Readonly<Record<string, Locked>> };
  const entry = packages[`node_modules/${name}`];
  if (entry === undefined) throw new Error(`package-lock.json has no ${name}`);
  return entry;
}

async function fetched(name: string, version: string, integrity: string): Promise<string> {
  const base = process.env['XDG_CACHE_HOME'];
  const cache = path.join(base === undefined || base === '' ? path.join(homedir(), '.cache') : base, 'kubectl-wi', 'node');
  const folder = path.join(cache, `${name}-${version}-${createHash('sha256').update(integrity).digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true, mode: 0o700 });
  const work = await mkdtemp(path.join(cache, 'fetch-'));
  try {
    await npm('pack', `${name}@${version}`, '--pack-destination', work, '--ignore-scripts', '--silent');
    const [archive = ''] = await readdir(work);
    await refuseOther(path.join(work, archive), integrity, name);
    await run('tar', ['-xzf', archive], { cwd: work });
    // another build may fetch it at the same moment: only a whole folder ever gets the final name
    await rename(path.join(work, 'package'), folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

/** Throws unless the archive is, byte for byte, what the lockfile pins. */
export async function refuseOther(archive: string, integrity: string, name: string): Promise<void> {
  const [algorithm = '', expected] = integrity.split(/-(.*)/s);
  const actual = createHash(algorithm).update(await readFile(archive)).digest('base64');
  if (actual !== expected) throw new Error(`the registry gives another ${name} than package-lock.json pins: ${algorithm}-${actual} in place of ${integrity}`);
}

/** The npm that runs us, or the one on the PATH. */
async function npm(...argv: readonly string[]): Promise<void> {
  const script = process.env['npm_execpath'];
  const [file, before]: readonly [string, readonly string[]] = script === undefined ? ['npm', []] : [process.execPath, [script]];
  await run(file, [...before, ...argv], { cwd: root, timeout: 10 * 60_000 });
}
