import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheName, requiredVersion } from './binaries.ts';
import { kept } from './kept.ts';

/** Gives the folder with the programs of Go packages, in the versions of the module at `source`; builds them where the cache has none, which takes Go and half a minute. */
export async function goPrograms(source: string, name: string, versionOf: string, packages: readonly string[]): Promise<string> {
  const version = requiredVersion(await readFile(path.join(source, 'go.mod'), 'utf8'), versionOf);
  return kept(await cacheName(source, name, version), async (unfinished) => {
    try {
      await promisify(execFile)('go', ['build', '-trimpath', '-o', `${unfinished}/`, ...packages], { cwd: source, timeout: 10 * 60_000 });
    } catch (error) {
      throw new Error(`${name} is needed for these tests, and building it needs Go on the PATH (https://go.dev/dl)`, { cause: error });
    }
  });
}
