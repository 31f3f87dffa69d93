/**
 * Runs commands one after another, as `workshop.ts` sends them, a JSON line each, and answers with what came of each.
 *
 * A start of the process costs more than a run of a command, and NODE_EXTRA_CA_CERTS is read when a process starts.
 */
import { createInterface } from 'node:readline';
import { runOn } from '../cli/run.ts';
import { thisMachine } from '../cli/this-machine.ts';

export interface CommandCall {
  readonly command: readonly string[];
  /** Variables beside those of the process. */
  readonly env: Readonly<Record<string, string>>;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { command, env } = JSON.parse(line) as CommandCall;
  process.stdout.write(`${JSON.stringify(await runOn(thisMachine(env), command))}\n`);
}
process.exit(0);
