/**
 * `npm run build`: dist/kubectl-wi (dist/kubectl-wi.exe), one file that needs nothing but itself.
 *
 * `npm run build -- --target=linux-arm64 --output=FILE` makes it for another machine whose Node is in node_modules.
 */
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';

import { bundle, type BuildInfo } from './bundle.ts';
import { makeExecutable } from './executable.ts';
import { targetFor, targetName } from './targets.ts';

const root = path.resolve(import.meta.dirname, '..');

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: `${process.platform}-${process.arch}` },
    output: { type: 'string' },
    entry: { type: 'string', default: path.join(root, 'src', 'main.ts') },
  },
});

const [platform = '', arch = ''] = values.target.split('-');
const target = targetFor(platform, arch);
const output = values.output ?? path.join(root, 'dist', target.platform === 'win32' ? 'kubectl-wi.exe' : 'kubectl-wi');

// The demo runs the doctor as a child, on a simulated cluster and Azure: what it compiles is what users wait for.
const warmUps = [['version'], ['help'], ['demo'], ['demo', 'healthy', '--', '-o', 'json']];

const started = performance.now();
const info = await buildInfo();
const made = await bundle(values.entry, info);
await makeExecutable(made, target, output, warmUps);
const { size } = await stat(output);
console.log(
  `${path.relative(root, output)}: ${info.version} (${info.commit}) for ${targetName(target)}, ` +
    `${Math.round(size / 1e6)} MB, ${made.chunks.size} chunks, in ${((performance.now() - started) / 1000).toFixed(1)} s`,
);

/** Version from package.json; commit and its date from git, so that the same commit gives the same file. */
async function buildInfo(): Promise<BuildInfo> {
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
