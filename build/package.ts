/**
 * `npm run package`: into dist/, for every target or for one (`--target=linux-amd64`, also more than once), the archive
 * of a release; with them checksums.txt, the bill of materials and the krew manifest of what is there.
 *
 * The same commit gives the same bytes: `test/package/reproducible.test.ts`.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { tarGz } from './archive/tar-gz.ts';
import { zip } from './archive/zip.ts';
import { buildInfo } from './build-info.ts';
import { bundle, type Bundle } from './bundle.ts';
import { contents, legalTexts, type Package } from './contents.ts';
import { makeExecutable, packagedWithCodeCache } from './executable.ts';
import { krewManifest } from './krew-manifest.ts';
import { nodePackage } from './node/package.ts';
import { notices } from './notices.ts';
import { sbom } from './sbom.ts';
import { archiveName, executableName, targetName, targetNamed, targets, type Target } from './targets.ts';
import { executableFaults } from './verify.ts';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { target: { type: 'string', multiple: true }, output: { type: 'string', default: path.join(root, 'dist') } },
});

const chosen = values.target === undefined ? targets : values.target.map(targetNamed);
const output = path.resolve(values.output);
await mkdir(output, { recursive: true });
const info = await buildInfo();
const made = await bundle(path.join(root, 'src', 'main.ts'), info);
const packages = await contents(made.packages);
const legal = await legalFiles(packages);

const checksums = new Map<string, string>();
for (const target of chosen) {
  const started = performance.now();
  const archive = await archiveOf(made, target);
  await write(archiveName(target), archive);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${archiveName(target)}: ${(archive.length / 1e6).toFixed(1)} MB, in ${seconds} s`);
}
await write('kubectl-wi.cdx.json', Buffer.from(sbom(info, packages, await Promise.all(chosen.map(nodeOf)))));
await writeFile(path.join(output, 'checksums.txt'), [...checksums].map(([name, sum]) => `${sum}  ${name}\n`).join(''));
await writeFile(path.join(output, 'wi.yaml'), krewManifest(await readFile(path.join(root, 'plugin.yaml'), 'utf8'), info.version, checksums));
console.log(`${info.version} (${info.commit}): checksums.txt, kubectl-wi.cdx.json, wi.yaml`);

/** Ours, and those of everything inside. The Windows packages of Node come without its licence: it is the same text for all. */
async function legalFiles(all: readonly Package[]): Promise<readonly { readonly name: string; readonly content: Buffer; readonly mode: number }[]> {
  const { folder, version } = await nodePackage(targetNamed('linux-amd64'));
  const third = notices(all, { version, texts: await legalTexts(folder) });
  return [
    { name: 'LICENSE', content: await readFile(path.join(root, 'LICENSE')), mode: 0o644 },
    { name: 'THIRD_PARTY_NOTICES', content: Buffer.from(third), mode: 0o644 },
  ];
}

async function archiveOf(program: Bundle, target: Target): Promise<Buffer> {
  const entry = { name: executableName(target), content: await executableOf(program, target), mode: 0o755 };
  const pack = target.os === 'windows' ? zip : tarGz;
  return pack([entry, ...legal], new Date(info.date));
}

async function executableOf(program: Bundle, target: Target): Promise<Buffer> {
  const work = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-package-'));
  try {
    const file = path.join(work, executableName(target));
    await makeExecutable(program, target, file, { codeCache: packagedWithCodeCache(target) });
    const executable = await readFile(file);
    const faults = executableFaults(executable, target);
    if (faults.length > 0) throw new Error(`the executable for ${targetName(target)} is broken:\n${faults.join('\n')}`);
    return executable;
  } finally {
    await rm(work, { recursive: true });
  }
}

async function nodeOf(target: Target): Promise<{ readonly name: string; readonly version: string; readonly license: string; readonly integrity: string }> {
  const { name, version, integrity } = await nodePackage(target);
  return { name, version, license: 'MIT', integrity };
}

async function write(name: string, content: Buffer): Promise<void> {
  checksums.set(name, createHash('sha256').update(content).digest('hex'));
  await writeFile(path.join(output, name), content);
}
