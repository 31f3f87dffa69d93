/** The product as a user runs it, and what a user does with what it prints. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { doctorReport } from '../../src/report/report.ts';
import type { CheckResult, DoctorReport, TargetReport } from '../../src/report/report.ts';
import { doctorOrders } from '../../src/sandbox/scenarios/shop.ts';
import type { NodeWorld } from './world.ts';

export interface Diagnosis {
  readonly report: DoctorReport;
  readonly target: TargetReport;
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Runs `kubectl wi doctor deployment/orders -n shop -o json`, with more flags; its exit code is the one that the report names. */
export async function diagnose({ env }: NodeWorld, ...flags: readonly string[]): Promise<Diagnosis> {
  const child = spawn(process.execPath, [main, ...doctorOrders, '-o', 'json', ...flags], { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'], timeout: 90_000 });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  assert.notEqual(stdout, '', stderr);
  const report = doctorReport.parse(JSON.parse(stdout));
  assert.equal(code, report.exitCode, stderr);
  const [target, ...others] = report.targets;
  assert.ok(target !== undefined && others.length === 0, stdout);
  return { report, target };
}

export interface Summary {
  readonly verdict: string;
  readonly exitCode: number;
  readonly rootCauses: readonly string[];
  readonly warnings: readonly string[];
}

/** What a diagnosis comes down to. */
export function summary({ target, report }: Diagnosis): Summary {
  const warnings = new Set(target.checks.flatMap(({ outcome, problem }) => (outcome === 'warn' ? (problem ?? []) : [])));
  return { verdict: target.verdict, exitCode: report.exitCode, rootCauses: target.rootCauses, warnings: [...warnings] };
}

export function resultOf({ target }: Diagnosis, id: string): CheckResult {
  const [result, ...others] = target.checks.filter((each) => each.id === id);
  assert.ok(result !== undefined && others.length === 0, `${id}: ${JSON.stringify(target.checks)}`);
  return result;
}

function rootOf({ target }: Diagnosis, problem: string): CheckResult {
  const root = target.checks.find((each) => each.role === 'root' && each.problem === problem);
  assert.ok(root !== undefined, `${problem} is no root: ${JSON.stringify(target.checks)}`);
  return root;
}

/** Does what the mend of a root says, command for command, in a shell; gives back the notes, which are for a person. */
export async function mend(world: NodeWorld, diagnosis: Diagnosis, problem: string): Promise<{ readonly ran: readonly string[]; readonly notes: readonly string[] }> {
  const ran: string[] = [];
  const notes: string[] = [];
  for (const { tool, command, title } of rootOf(diagnosis, problem).fix ?? []) {
    // an editor is for a person, too
    if (tool === 'note' || command.startsWith('kubectl edit ')) {
      notes.push(title);
      continue;
    }
    // the other way to the same end, which test/bind/offers.test.ts goes
    if (tool === 'wi') continue;
    assert.equal(tool, 'kubectl', command);
    assert.doesNotMatch(command, /<[a-z-]+>/, 'a placeholder, though the doctor could read everything');
    await world.shell(command);
    ran.push(command);
  }
  return { ran, notes };
}
