/**
 * `npm run build`: dist/kubectl-wi (dist/kubectl-wi.exe), one file that needs nothing but itself, for this machine.
 *
 * `--target=linux-arm64` makes it for another one, `--output=FILE` elsewhere, `--entry=FILE` of another program, and
 * `--without-code-cache` as it is where the machine that builds cannot make that.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { buildInfo } from './build-info.ts';
import { bundle } from './bundle.ts';
import { makeExecutable, runsHere } from './executable.ts';
import { executableName, targetName, targetNamed, targetOf } from './targets.ts';

const root = path.resolve(import.meta.dirname, '..');

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    output: { type: 'string' },
    entry: { type: 'string', default: path.join(root, 'src', 'main.ts') },
    'without-code-cache': { type: 'boolean', default: false },
  },
});

const started = performance.now();
const target = values.target === undefined ? targetOf(process.platform, process.arch) : targetNamed(values.target);
const output = values.output ?? path.join(root, 'dist', executableName(target));
const info = await buildInfo();
const made = await bundle(values.entry, info);
await makeExecutable(made, target, output, { codeCache: runsHere(target) && !values['without-code-cache'] });
const { size } = await stat(output);
console.log(
  `${path.relative(root, output)}: ${info.version} (${info.commit}) for ${targetName(target)}, ` +
    `${Math.round(size / 1e6)} MB, ${made.chunks.size} chunks, in ${((performance.now() - started) / 1000).toFixed(1)} s`,
);
