import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Bundle } from './bundle.ts';
import { nodeOf, type Target } from './targets.ts';

/**
 * Options of Node for every run. A run lives for a second or two: a heap that grows in small steps keeps its memory
 * small, and costs little. V8 takes a code cache only under the very options that it was made under.
 */
const execArgv = ['--max-semi-space-size=2', '--heap-growing-percent=30'];

const pkgPlatform = { linux: 'linux', darwin: 'macos', win32: 'win' } as const;

/**
 * Makes the single executable of a bundle for one target at `output`, without the network.
 *
 * `warmUps` are command lines of the program; what they compile goes into the executable as V8 code cache, which
 * only the exact same Node accepts: for a target that this machine cannot run there is none.
 */
export async function makeExecutable(
  bundle: Bundle,
  target: Target,
  output: string,
  warmUps: readonly (readonly string[])[],
): Promise<void> {
  const work = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-build-'));
  try {
    const chunks = path.join(work, 'chunks');
    await mkdir(chunks);
    await Promise.all([...bundle.chunks].map(([name, text]) => writeFile(path.join(chunks, name), text, 'ascii')));
    const runsHere = target.platform === process.platform && target.arch === process.arch;
    if (runsHere) await warmUp(target, work, warmUps);
    const entry = await bundleLoader('sea.ts', work);
    const assets = Object.fromEntries((await readdir(chunks)).sort().map((name) => [name, path.join(chunks, name)]));
    await inject(target, entry, assets, output, path.join(work, 'home'));
  } finally {
    await rm(work, { recursive: true });
  }
}

async function bundleLoader(name: string, folder: string): Promise<string> {
  const outfile = path.join(folder, name.replace(/\.ts$/, '.cjs'));
  const entry = path.join(import.meta.dirname, 'loader', name);
  await build({ entryPoints: [entry], outfile, bundle: true, minify: true, format: 'cjs', platform: 'node', target: 'node22', logLevel: 'warning' });
  return outfile;
}

/** Runs each command line with the target's Node; each has to end well within a minute. */
async function warmUp(target: Target, work: string, warmUps: readonly (readonly string[])[]): Promise<void> {
  const loader = await bundleLoader('warm.ts', work);
  const { file } = await nodeOf(target);
  for (const argv of warmUps) {
    // One after another: each starts from the caches of those before it.
    await promisify(execFile)(file, [...execArgv, loader, ...argv], { timeout: 60_000 });
  }
}

async function inject(target: Target, entry: string, assets: Readonly<Record<string, string>>, output: string, home: string): Promise<void> {
  const { version } = await nodeOf(target);
  await seed(target, home);
  // What is behind `pkg --sea`: its command line does not pass on these options (yao-pkg/pkg#279).
  const { default: sea } = (await import('@yao-pkg/pkg/lib-es5/sea.js')).default;
  const seaConfig = {
    disableExperimentalSEAWarning: true,
    useSnapshot: false,
    useCodeCache: false,
    execArgv,
    // Else NODE_OPTIONS meant for another program changes or kills this one.
    execArgvExtension: 'none',
    assets,
  };
  const restore = isolate(home);
  try {
    await mkdir(path.dirname(output), { recursive: true });
    await rm(output, { force: true });
    await sea(entry, {
      signature: true,
      seaConfig,
      targets: [{ platform: pkgPlatform[target.platform], arch: target.arch, nodeRange: `node${version}`, output: path.resolve(output) }],
    });
  } finally {
    restore();
  }
}

/**
 * Puts npm's Node where pkg looks for one that it downloaded before: its cache cannot be set, and its command line
 * takes no path. The layout is pkg's own, hence its exact version in package.json.
 */
async function seed(target: Target, home: string): Promise<void> {
  const { file, version } = await nodeOf(target);
  const windows = target.platform === 'win32';
  const cache = path.join(home, '.pkg-cache', 'sea');
  const name = `node-v${version}-${windows ? 'win' : target.platform}-${target.arch}`;
  const archive = path.join(cache, `${name}${windows ? '.zip' : '.tar.gz'}`);
  const node = windows ? path.join(cache, `${name}.exe`) : path.join(cache, name, 'bin', 'node');
  await mkdir(path.dirname(node), { recursive: true });
  await copyFile(file, node);
  // The mark `.ok` says "downloaded and verified"; an archive with a mark is not opened again.
  await Promise.all([archive, `${archive}.ok`, `${node}.ok`].map((marker) => writeFile(marker, '')));
}

/** Shows pkg the seeded home and no network; the answer undoes both. */
function isolate(home: string): () => void {
  const { fetch } = globalThis;
  const homes = ['HOME', 'USERPROFILE'] as const;
  const before = homes.map((key) => [key, process.env[key]] as const);
  for (const key of homes) process.env[key] = home;
  globalThis.fetch = (resource) => {
    const url = resource instanceof Request ? resource.url : resource.toString();
    throw new Error(`pkg wanted to download ${url}: it no longer looks where seed() puts Node`);
  };
  return () => {
    globalThis.fetch = fetch;
    for (const [key, value] of before) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
  };
}
