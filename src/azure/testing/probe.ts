/** The child of `loopback.ts`: reads a job on stdin, calls the port, and writes all that can be seen of what came back. */
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { WireFailure } from '../../wire/failure.ts';
import { Secret } from '../../wire/secret.ts';
import { createAzure } from '../azure.ts';
import type { Job, StepResult } from './loopback.ts';

const everything = { depth: Infinity, showHidden: true, maxStringLength: null, maxArrayLength: null } as const;
/** Stands for a Shape, which JSON has no word for. */
const anyShape = { parse: (value: unknown) => value };

const job = JSON.parse(readFileSync(0, 'utf8'), (_, value: unknown) => {
  if (value === '$shape') return anyShape;
  if (typeof value === 'object' && value !== null && '$secret' in value) return new Secret(String(value.$secret));
  return value;
}) as Job;
const azure = createAzure(job.azure);
const values: unknown[] = [];

async function run({ method, args }: Job['steps'][number]): Promise<StepResult> {
  const started = performance.now();
  const call = (azure as unknown as Record<string, (...args: readonly unknown[]) => Promise<unknown>>)[method];
  if (call === undefined) throw new Error(`no method ${method}`);
  // `accessToken: "$previous"` is the token of the step before, which never leaves this process.
  const given = args.map((arg) => (hasPrevious(arg) ? { ...arg, accessToken: tokenOf(values.at(-1)) } : arg));
  try {
    const value = await call(...given);
    values.push(value);
    console.log(inspect(value, everything));
    return { value, durationMs: performance.now() - started };
  } catch (error) {
    console.log(inspect(error, everything), error instanceof Error ? error.stack : '');
    const durationMs = performance.now() - started;
    return error instanceof WireFailure ? { fault: error.fault, durationMs } : { bug: inspect(error), durationMs };
  }
}

function hasPrevious(arg: unknown): arg is { readonly accessToken: string } {
  return typeof arg === 'object' && arg !== null && 'accessToken' in arg && arg.accessToken === '$previous';
}

function tokenOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'accessToken' in value ? value.accessToken : undefined;
}

const results: StepResult[] = [];
if (job.parallel === true) results.push(...(await Promise.all(job.steps.map(run))));
else for (const step of job.steps) results.push(await run(step));
console.log(`RESULTS ${JSON.stringify(results)}`);
