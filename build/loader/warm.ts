/**
 * Runs the program from the chunks beside it, and at its end writes beside each chunk that ran the code cache of
 * what ran in it. Only the build uses it: the executable has no such switch.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Script } from 'node:vm';

import { chunkLoader } from './scripts.ts';

const folder = path.join(__dirname, 'chunks');
const ran = new Map<string, Script>();

function readIfThere(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}

const load = chunkLoader(
  (name) => ({ source: readFileSync(path.join(folder, name)), cache: readIfThere(path.join(folder, `${name}.cache`)) }),
  require,
  process.execPath,
  (name, script) => {
    if (script.cachedDataRejected === true) throw new Error(`V8 refuses the code cache of ${name} that this Node made`);
    ran.set(name, script);
  },
);

process.on('exit', () => {
  for (const [name, script] of ran) {
    const file = path.join(folder, `${name}.cache`);
    const cache = script.createCachedData();
    // A run starts from the caches of those before it, so they grow; but a run that waited for a child
    // knows less than the child has written.
    if (cache.byteLength > (statSync(file, { throwIfNoEntry: false })?.size ?? 0)) writeFileSync(file, cache);
  }
});
load('./main.js');
