/**
 * Writes beside each script of a folder its code cache. The build runs it, with the Node that the executable is made
 * of, or V8 would refuse the caches.
 *
 * The order of what is in a cache follows hashes, and these a seed that is different in each process. The build gives
 * a fixed one; the flag is taken back here, since it is among those that V8 compares.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';

import { compileWhole } from './code-cache.ts';

const folder = process.argv[2] ?? '.';
/** client-node, which only users of an old kind need: its cache is three times as large as all others together. */
const longestCached = 500_000;

setFlagsFromString('--hash-seed=0');
for (const name of readdirSync(folder).sort()) {
  const source = readFileSync(path.join(folder, name), 'latin1');
  if (source.length <= longestCached) writeFileSync(path.join(folder, `${name}.cache`), compileWhole(name, source));
}
