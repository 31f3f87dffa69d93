import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Bundle } from './bundle.ts';
import { stripElf } from './elf/strip.ts';
import { signMachO } from './macho/sign.ts';
import { nodePackage } from './node/package.ts';
import { blankTypeStripping } from './node/without-type-stripping.ts';
import { withoutCertificate } from './pe/without-certificate.ts';
import type { Target } from './targets.ts';

const pkgPlatform = { linux: 'linux', darwin: 'macos', win32: 'win' } as const;

export interface ExecutableOptions {
  /** Whether V8's code cache goes in; else the executable makes one at its first run. Only a Node that runs here can make it. */
  readonly codeCache: boolean;
}

/**
 * Whether a release's executable carries a code cache: the one for Linux on Intel, which releases are made on.
 *
 * By name and not by whether this machine could: an archive must not hang on where it was made.
 */
export function packagedWithCodeCache(target: Target): boolean {
  const carries = target.platform === 'linux' && target.arch === 'x64';
  if (carries && !runsHere(target)) throw new Error('the archive of linux-amd64 is made on such a machine: its code cache comes from its own Node');
  return carries;
}

/** Whether this machine can run a target's Node. */
export function runsHere(target: Target): boolean {
  return target.platform === process.platform && target.arch === process.arch;
}

/** Makes the single executable of a bundle for one target at `output`; nothing but npm's registry is asked, for a foreign Node. */
export async function makeExecutable(bundle: Bundle, target: Target, output: string, { codeCache }: ExecutableOptions): Promise<void> {
  const work = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-build-'));
  try {
    const chunks = path.join(work, 'chunks');
    await mkdir(chunks);
    await Promise.all([...bundle.chunks].map(([name, text]) => writeFile(path.join(chunks, name), text, 'ascii')));
    const node = await nodePackage(target);
    if (codeCache) await compile(node.file, chunks, work);
    await writeFile(path.join(chunks, 'bundle-id'), bundle.id);
    await bundleLoader('sea.ts', work);
    await seed(target, node.version, await leanNode(node.file, target), path.join(work, 'home'));
    await inject(target, node.version, await readdir(chunks), output, work);
    await finish(target, output);
  } finally {
    await rm(work, { recursive: true });
  }
}

/** The scripts around the bundle go to `work/NAME.cjs`. */
async function bundleLoader(name: string, work: string): Promise<string> {
  const outfile = path.join(work, name.replace(/\.ts$/, '.cjs'));
  const entry = path.join(import.meta.dirname, 'loader', name);
  await build({ entryPoints: [entry], outfile, bundle: true, minify: true, format: 'cjs', platform: 'node', target: 'node22', logLevel: 'warning' });
  return outfile;
}

async function compile(node: string, chunks: string, work: string): Promise<void> {
  await promisify(execFile)(node, ['--hash-seed=1', '--random-seed=1', await bundleLoader('compile.ts', work), chunks], { timeout: 60_000 });
}

/** Node without what only a debugger or a flag would use. */
async function leanNode(file: string, target: Target): Promise<Buffer> {
  const node = blankTypeStripping(await readFile(file));
  return target.platform === 'linux' ? stripElf(node) : node;
}

async function inject(target: Target, version: string, assets: readonly string[], output: string, work: string): Promise<void> {
  // What is behind `pkg --sea`: its command line does not pass on these options (yao-pkg/pkg#279).
  const { default: sea } = (await import('@yao-pkg/pkg/lib-es5/sea.js')).default;
  const seaConfig = {
    // Node writes this path into the executable: it must not name a folder that is another one at each build. pkg
    // starts Node from a folder of its own in `work`, see isolate().
    main: '../sea.cjs',
    disableExperimentalSEAWarning: true,
    useSnapshot: false,
    useCodeCache: false,
    // Else NODE_OPTIONS meant for another program changes or kills this one.
    execArgvExtension: 'none',
    assets: Object.fromEntries(assets.toSorted().map((name) => [name, path.join(work, 'chunks', name)])),
  };
  const restore = isolate(work);
  try {
    await mkdir(path.dirname(output), { recursive: true });
    await rm(output, { force: true });
    await sea(path.join(work, 'sea.cjs'), {
      // pkg would ask for a program of Apple's
      signature: false,
      seaConfig,
      targets: [{ platform: pkgPlatform[target.platform], arch: target.arch, nodeRange: `node${version}`, output: path.resolve(output) }],
    });
  } finally {
    restore();
  }
}

/** Injecting breaks what a vendor signed: macOS gets a new signature, Windows none. */
async function finish(target: Target, output: string): Promise<void> {
  if (target.platform === 'darwin') await writeFile(output, signMachO(await readFile(output), 'kubectl-wi'));
  if (target.platform === 'win32') await writeFile(output, withoutCertificate(await readFile(output)));
  await chmod(output, 0o755);
}

/**
 * Puts npm's Node where pkg looks for one that it downloaded before: its cache cannot be set, and its command line
 * takes no path. The layout is pkg's own, hence its exact version in package.json.
 */
async function seed(target: Target, version: string, node: Buffer, home: string): Promise<void> {
  const windows = target.platform === 'win32';
  const cache = path.join(home, '.pkg-cache', 'sea');
  const name = `node-v${version}-${windows ? 'win' : target.platform}-${target.arch}`;
  const archive = path.join(cache, `${name}${windows ? '.zip' : '.tar.gz'}`);
  const file = windows ? path.join(cache, `${name}.exe`) : path.join(cache, name, 'bin', 'node');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, node, { mode: 0o755 });
  // The mark `.ok` says "downloaded and verified"; an archive with a mark is not opened again.
  await Promise.all([archive, `${archive}.ok`, `${file}.ok`].map((marker) => writeFile(marker, '')));
}

/** Shows pkg the seeded home, `work` for temporary folders, and no network; the answer undoes it all. */
function isolate(work: string): () => void {
  const { fetch } = globalThis;
  const home = path.join(work, 'home');
  const shown = { HOME: home, USERPROFILE: home, TMPDIR: work, TEMP: work, TMP: work };
  const before = Object.keys(shown).map((key) => [key, process.env[key]] as const);
  Object.assign(process.env, shown);
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
