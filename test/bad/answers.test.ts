import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { doctorReport, type CheckResult, type DoctorReport } from '../../src/report/report.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { assertNothingLeaks } from '../scenarios/canaries.ts';
import { badAnswers, calledText, type BadAnswer } from './bad-answers.ts';
import { openLaboratory, type Experiment, type Finding, type Laboratory } from './laboratory.ts';
import { azureRows, azureTogether, clusterAsAWhole, clusterRows, faultsOf, isAsked, type Row } from './rows.ts';

const concurrency = 4;
const timeoutMs = 3000;
const command = [...healthy.command, '-o', 'json'];
const unexchanged = [...command, '--no-exchange'];

/** Bad answers that show a fault of their own, and what may then be said of it: an issuer's server has no right to a 404. */
const shown = [
  { row: /^(the discovery document|all of Azure)$/, bad: /^a 404/, id: 'issuer/public', problem: 'issuer-aks-needs-reconcile' },
  { row: /^the key set$/, bad: /^a 404/, id: 'issuer/publishes-key', problem: 'issuer-jwks-wrong-path' },
  { row: /^the exchange$/, bad: /^a (500|429)/, id: 'exchange/succeeds', problem: 'entra-transient' },
  { row: /^(the vault's challenge|the secret)$/, bad: /^a 429/, id: 'key-vault/readable', problem: 'kv-throttled' },
];

const free: Laboratory[] = [];

async function run(more: Partial<Experiment> = {}): Promise<Finding> {
  const laboratory = free.pop();
  assert.ok(laboratory !== undefined, 'there is a laboratory for each test that runs');
  try {
    return await laboratory.run({ cluster: healthy.cluster, azure: healthy.azure, command, ...more });
  } finally {
    free.push(laboratory);
  }
}

function reportOf({ stdout, stderr, exitCode }: Finding): DoctorReport {
  assert.equal(stderr, '', 'nothing is said on stderr');
  assertNothingLeaks([stdout], healthy);
  const report = doctorReport.parse(JSON.parse(stdout));
  assert.equal(report.exitCode, exitCode);
  return report;
}

function checksOf(report: DoctorReport): readonly CheckResult[] {
  assert.equal(report.targets.length, 1);
  return report.targets.flatMap(({ checks }) => checks);
}

/** What is asked beside what works: its gap does not count where another check shows that it works. */
const uncounted = [
  { start: 'webhook/', by: 'pod/injected' },
  { start: 'pod/tenant-fresh', by: 'exchange/succeeds' },
  { start: 'identity/of-workload', by: 'exchange/succeeds' },
] as const;

/** Nothing is said that the answers do not show: no false ok, no false cause, and a verdict that follows from the rest. */
function assertHonest(finding: Finding, usual: readonly CheckResult[], row: Row, bad: BadAnswer): void {
  const report = reportOf(finding);
  const checks = checksOf(report);
  const one = (id: string): CheckResult | undefined => checks.find((check) => check.id === id);
  const mayBeSaid = shown.filter((cell) => cell.row.test(row.name) && cell.bad.test(bad.name));
  for (const { id, outcome, problem, provedBy, counts } of checks) {
    const before = usual.find((check) => check.id === id)?.outcome;
    const loses = row.loses.some((start) => id.startsWith(start));
    if (outcome === 'fail' || outcome === 'warn') assert.ok(mayBeSaid.some((said) => said.id === id && said.problem === problem), `${id} names ${problem}, which this does not show`);
    else if (loses && before === 'ok' && outcome === 'ok') assert.ok(isProof(one(provedBy ?? ''), row), `${id} is ok without a proof`);
    // what never ends keeps everything waiting that comes after it
    else if (!loses && bad.endless !== true) assert.equal(outcome, before, `${id} does not need what is missing`);
    if (counts === false) assert.ok(uncounted.some(({ start, by }) => id.startsWith(start) && one(by)?.outcome === 'ok'), `${id} is not counted`);
  }
  const failed = checks.some(({ outcome }) => outcome === 'fail');
  const open = checks.some(({ outcome, counts }) => (outcome === 'undecided' || outcome === 'unknown') && counts !== false);
  assert.equal(report.targets[0]?.verdict, failed ? 'problems' : open ? 'undecided' : 'ok');
  const waits = bad.endless === true && row.decorates !== true;
  assert.equal(report.exitCode, failed ? 1 : waits ? 124 : open ? 3 : 0);
  if (bad.endless === true) assert.ok(finding.elapsedMs <= timeoutMs + 1000, `it took ${Math.round(finding.elapsedMs)} ms`);
}

/** Whether a check really did something after what it proves, and did not need what is missing itself. */
function isProof(check: CheckResult | undefined, { loses }: Row): boolean {
  return check?.outcome === 'ok' && check.basis === 'proved' && !loses.some((start) => check.id.startsWith(start));
}

function spoil(row: Row, act: BadAnswer['act'], wire: 'cluster' | 'azure'): Partial<Experiment> {
  const faults = faultsOf(row, act, wire);
  return wire === 'cluster' ? { clusterFaults: faults } : { azureFaults: faults };
}

before(async () => {
  free.push(...(await Promise.all(Array.from({ length: concurrency }, openLaboratory))));
});

after(async () => {
  const complaints = await Promise.all(free.map((laboratory) => laboratory.close()));
  assert.equal(complaints.join(''), '', 'nothing is said beside the answers: no warning of Node, no stack');
});

describe('the healthy run', () => {
  it('asks what these tests spoil, and nothing else', async () => {
    const { exitCode, clusterRequests, azureRequests } = await run();
    assert.equal(exitCode, 0);
    const unknown = [...clusterRequests.filter((request) => !clusterRows.some((row) => isAsked(row, request))), ...azureRequests.filter((request) => !azureRows.some((row) => isAsked(row, request)))];
    assert.deepEqual(unknown, [], 'requests without a row');
    const idle = [...clusterRows.filter((row) => !clusterRequests.some((request) => isAsked(row, request))), ...azureRows.filter((row) => azureRequests.filter((request) => isAsked(row, request)).length <= (row.after ?? 0))];
    assert.deepEqual(idle.map(({ name }) => name), [], 'rows without a request');
  });

  it('asks Entra and the vault nothing where it is told not to exchange', async () => {
    const { azureRequests } = await run({ command: unexchanged });
    assert.deepEqual(azureRequests.filter((request) => /login\.|\.vault\./.test(request)), []);
  });
});

describe('a bad answer is neither taken for a good one nor for a cause:', { concurrency }, () => {
  let usual: readonly CheckResult[] = [];
  before(async () => {
    usual = checksOf(reportOf(await run()));
  });
  const worlds = [
    ...[...clusterRows, clusterAsAWhole].map((row) => ({ row, wire: 'cluster' as const })),
    ...[...azureRows, ...azureTogether].map((row) => ({ row, wire: 'azure' as const })),
  ];
  for (const { row, wire } of worlds) {
    for (const bad of badAnswers(row.speaker)) {
      it(`${bad.name} in place of ${row.name}`, async () => {
        const deadline = bad.endless === true ? ['--timeout', `${timeoutMs}ms`] : [];
        assertHonest(await run({ ...spoil(row, bad.act, wire), command: [...command, ...deadline] }), usual, row, bad);
      });
    }
    it(`${calledText.name}, in place of ${row.name}, is as good`, async () => {
      const checks = checksOf(reportOf(await run(spoil(row, calledText.act, wire))));
      assert.deepEqual(checks.map(({ id, outcome, provedBy }) => [id, outcome, provedBy]), usual.map(({ id, outcome, provedBy }) => [id, outcome, provedBy]));
    });
  }
});

describe('where nothing is exchanged, and so nothing proved,', { concurrency }, () => {
  let usual: readonly CheckResult[] = [];
  before(async () => {
    usual = checksOf(reportOf(await run({ command: unexchanged })));
  });
  for (const row of [...azureRows.filter(({ asks }) => !asks.some((one) => /login\.|\.vault\./.test(one))), ...azureTogether]) {
    for (const bad of badAnswers(row.speaker).filter(({ endless }) => endless !== true)) {
      it(`${bad.name} in place of ${row.name} leaves open what it hides`, async () => {
        assertHonest(await run({ ...spoil(row, bad.act, 'azure'), command: unexchanged }), usual, row, bad);
      });
    }
  }
});
