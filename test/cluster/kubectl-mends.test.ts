/** What the doctor tells to do with kubectl, a real kubectl does, by the very lines that are printed, and the problem is gone. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { doctorReport, type DoctorReport } from '../../src/report/report.ts';
import { scenarios } from '../../src/sandbox/scenarios/index.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import { doctor } from '../bind/bind.ts';
import { withSandbox } from '../scenarios/world.ts';
import { ensureBinaries } from './binaries.ts';
import { runProgram } from './run-program.ts';

/** Scenarios that the lines of kubectl mend alone, without an editor, Azure or Helm. */
const mended: readonly string[] = [
  'csi-podinfo-off',
  'csi-tokenrequests-missing',
  'ib-rbac-missing',
  'identity-tenant-of-template',
  'keda-podidentity-removed',
  'label-on-sa-only',
  'pod-env-client-id-override',
  'pod-hostnetwork',
  'pod-token-file-env-override',
  'pod-wrong-sa',
  'proxy-skips-itself',
  'proxy-windows',
  'sa-annotation-as-label',
  'sa-annotation-wrong-object',
  'sa-client-id-whitespace',
  'sa-tenant-empty',
  'spc-provider-wrong',
  'token-default-sa-token-used',
  'webhook-excluded-ns',
  'webhook-fail-open',
  'webhook-ns-selector',
  'webhook-object-selector-edited',
  'webhook-token-expiry-denied',
  'webhook-v16-path-change',
];

const looks = new Set(['get', 'describe', 'logs']);

describe('kubectl mends what the doctor says it mends', { concurrency: 2 }, () => {
  let kubectl: string;

  // Without the cache a build of nine minutes and more comes first.
  before(async () => ({ kubectl } = await ensureBinaries()), { timeout: 45 * 60_000 });

  for (const name of mended) {
    it(name, { timeout: 120_000 }, async () => {
      const scenario = scenarios.find((one) => one.name === name);
      assert.ok(scenario !== undefined, 'there is no such scenario');
      await mends(scenario, kubectl);
    });
  }
});

async function mends(scenario: Scenario, kubectl: string): Promise<void> {
  await withSandbox(scenario, async ({ env }) => {
    const argv = [...scenario.command.slice(1), '-o', 'json'];
    const found = doctorReport.parse(JSON.parse((await doctor(env, argv)).stdout));
    const lines = linesOf(found);
    assert.ok(lines.length > 0, 'nothing is to be done with kubectl');
    for (const line of lines) {
      const { exitCode, stderr } = await runProgram(kubectl, line.slice(1), { ...env });
      assert.equal(exitCode, 0, `${line.join(' ')}: ${stderr}`);
    }
    const after = doctorReport.parse(JSON.parse((await doctor(env, argv)).stdout));
    assert.deepEqual(after.targets.flatMap(({ rootCauses }) => rootCauses), []);
    // a mount is tried again by a kubelet, which is not here: until then nobody can say more
    // nor is the proxy of identity bindings
    const expected = /^(csi|spc|ib)-/.test(scenario.name) ? 'undecided' : 'ok';
    assert.deepEqual(after.targets.map(({ verdict }) => verdict), after.targets.map(() => expected));
  });
}

/** The lines of kubectl under each root that change something, in their order. */
function linesOf({ targets }: DoctorReport): readonly (readonly string[])[] {
  const roots = targets.flatMap(({ checks }) => checks.filter(({ role, outcome }) => role === 'root' && outcome === 'fail'));
  const lines = roots.flatMap(({ fix = [] }) => fix.filter(({ tool, argv }) => tool === 'kubectl' && !argv.some((word) => looks.has(word))).map(({ argv }) => argv));
  return [...new Map(lines.map((line) => [line.join(' '), line])).values()];
}
