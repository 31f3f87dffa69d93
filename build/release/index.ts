/** `npm run release:index`: dist/wi.yaml, of a release whose archives are published, becomes plugins/wi.yaml, in a commit. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { checksumsIn, isComplete } from '../krew-manifest.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const published = path.join('plugins', 'wi.yaml');
const manifest = await readFile(path.join(root, 'dist', 'wi.yaml'), 'utf8');
const version = /version: "?(v[\w.-]+)/.exec(manifest)?.[1] ?? '';
if (!isComplete(checksumsIn(manifest))) throw new Error('dist/wi.yaml is not of a whole release: npm run package without --target makes one');
await writeFile(path.join(root, published), manifest);
await git('add', published);
await git('commit', '-m', `Offer ${version} through krew`, '--', published);
console.log(`${published}: ${version}`);

async function git(...argv: readonly string[]): Promise<void> {
  await promisify(execFile)('git', ['-C', root, ...argv]);
}
