/** `npm run release:notes`: dist/notes.md, the text of the release whose archives are in dist/. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { buildInfo } from '../build-info.ts';
import { notesText } from './notes-text.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const [{ version }, changelog, checksums] = await Promise.all([
  buildInfo(),
  readFile(path.join(root, 'CHANGELOG.md'), 'utf8'),
  readFile(path.join(root, 'dist', 'checksums.txt'), 'utf8'),
]);
await writeFile(path.join(root, 'dist', 'notes.md'), notesText(version, changelog, checksums));
console.log('dist/notes.md');
