/** What tests build or install once, and keep in the user's cache. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment['XDG_CACHE_HOME'];
  return path.join(base === undefined || base === '' ? path.join(homedir(), '.cache') : base, 'kubectl-wi');
}

/** Gives the folder of that name; where the cache has none, it is made in a folder beside it and moved once it is whole. */
export async function kept(name: string, make: (unfinished: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  await mkdir(path.dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  try {
    await make(unfinished);
    // another test process may have been first
    await rename(unfinished, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}
