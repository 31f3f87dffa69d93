/** Builds what the cluster tests need, once, and says where it lies. */
import { ensureBinaries } from './binaries.ts';

const started = Date.now();
for (const [program, path] of Object.entries(await ensureBinaries())) process.stdout.write(`${program.padEnd(18)} ${path}\n`);
process.stdout.write(`ready in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
