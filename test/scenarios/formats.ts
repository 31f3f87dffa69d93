/**
 * Runs one command in every format, in a process whose environment is a sandbox's, and prints what came of each as JSON.
 *
 * One process a scenario: a start costs more than a run, and NODE_EXTRA_CA_CERTS is read when a process starts.
 */
import { runOn, type Run } from '../cli/run.ts';
import { thisMachine } from '../cli/this-machine.ts';

export interface FormatRun extends Run {
  readonly format: string;
}

const [formats = '', ...command] = process.argv.slice(2);
const runs: FormatRun[] = [];
for (const format of formats.split(',')) {
  runs.push({ format, ...(await runOn(thisMachine(), [...command, ...(format === 'text' ? [] : ['-o', format])])) });
}
process.stdout.write(JSON.stringify(runs));
