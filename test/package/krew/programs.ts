/** krew itself, as its users and the reviewers of krew-index run it: built from its Go module once and kept. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheName, requiredVersion } from '../../cluster/binaries.ts';

interface KrewPrograms {
  readonly krew: string;
  /** What krew-index runs over each manifest that is proposed to it. */
  readonly validate: string;
}

const source = import.meta.dirname;
const packages = ['krew', 'validate-krew-manifest'] as const;

/** Gives krew and its validator; builds them where the cache has none, which takes Go and half a minute. */
export async function krewPrograms(): Promise<KrewPrograms> {
  const version = requiredVersion(await readFile(path.join(source, 'module', 'go.mod'), 'utf8'), 'sigs.k8s.io/krew');
  const base = process.env['XDG_CACHE_HOME'];
  const cache = path.join(base === undefined || base === '' ? path.join(homedir(), '.cache') : base, 'kubectl-wi');
  const folder = path.join(cache, await cacheName(path.join(source, 'module'), 'krew', version));
  if (!existsSync(folder)) await build(folder);
  const [krew = '', validate = ''] = packages.map((name) => path.join(folder, name));
  return { krew, validate };
}

async function build(folder: string): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  try {
    const argv = ['build', '-trimpath', '-o', `${unfinished}/`, ...packages.map((name) => `sigs.k8s.io/krew/cmd/${name}`)];
    await promisify(execFile)('go', argv, { cwd: path.join(source, 'module'), timeout: 10 * 60_000 });
    await rename(unfinished, folder);
  } catch (error) {
    throw new Error('krew is needed for these tests, and building it needs Go on the PATH (https://go.dev/dl)', { cause: error });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
