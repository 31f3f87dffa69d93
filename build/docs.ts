/**
 * `npm run docs` writes what is made from the source under docs/; `npm run docs -- --check` writes nothing, and
 * fails with the names of the files that are not as the source says.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';

import { problems } from '../src/problems/registry.ts';
import { carryOut, compare, type Page } from './docs/page.ts';
import { problemPages } from './docs/problems.ts';
import { schemaPages } from './docs/schema.ts';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const pages: readonly Page[] = [...schemaPages(), ...problemPages(problems, new Map())];
const difference = await compare(root, pages);
const files = [...difference.write.map(({ file }) => file), ...difference.remove];
if (values.check && files.length > 0) {
  console.error(`not as the source says (npm run docs mends it):\n${files.map((file) => `  ${file}`).join('\n')}`);
  process.exitCode = 1;
} else {
  if (!values.check) await carryOut(root, difference);
  console.log(files.length === 0 ? `${pages.length} pages, all as the source says` : `written or removed:\n${files.map((file) => `  ${file}`).join('\n')}`);
}
