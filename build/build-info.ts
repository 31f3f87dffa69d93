import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import type { BuildInfo } from './bundle.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Version from package.json; commit and its date from git, so that the same commit gives the same file. */
export async function buildInfo(): Promise<BuildInfo> {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const epoch = process.env['SOURCE_DATE_EPOCH'];
  const [commit, committed] = await Promise.all([git('rev-parse', '--short=12', 'HEAD'), git('show', '-s', '--format=%ct', 'HEAD')]);
  const seconds = epoch ?? committed;
  return {
    version,
    commit: commit ?? 'unknown',
    date: (seconds === undefined ? new Date() : new Date(Number(seconds) * 1000)).toISOString(),
  };
}

/** What git says, or undefined in a source tree without it. */
async function git(...argv: readonly string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)('git', ['-C', root, ...argv])).stdout.trim();
  } catch {
    return undefined;
  }
}
