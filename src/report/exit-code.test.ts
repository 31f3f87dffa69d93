import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterMend, firewall, healthy, noTokenRequest, reports, subjectMismatchReport, target, twoRoots } from '../../test/report/reports.ts';
import { exitCode } from './exit-code.ts';
import type { FailOn, RunEvents } from './exit-code.ts';
import type { CheckResult, TargetReport } from './report.ts';

const problems = subjectMismatchReport.targets;
const undecided = firewall.targets;

test('each sample report carries the exit code that its targets give', () => {
  for (const [name, report] of Object.entries(reports)) assert.equal(report.exitCode, exitCode(report.targets, 'error'), name);
});

test('of several reasons the gravest decides: 70, 130 or 143, 2, 4, 1, 124, 3, 0', () => {
  const ladder: readonly (readonly [number, RunEvents, readonly TargetReport[]])[] = [
    [70, { bug: true }, problems],
    [130, { signal: 'SIGINT' }, problems],
    [2, { usage: true }, problems],
    [4, { credentialsRefused: true }, problems],
    [1, {}, [...problems, ...undecided]],
    [124, { elapsed: 'timeout' }, undecided],
    [3, { unreachable: true }, undecided],
  ];
  for (const [at, [code]] of ladder.entries()) {
    const events = Object.assign({}, ...ladder.slice(at).map(([, event]) => event)) as RunEvents;
    const targets = ladder.slice(at).flatMap(([, , some]) => some);
    assert.equal(exitCode(targets, 'error', events), code);
  }
  assert.equal(exitCode(healthy.targets, 'error'), 0);
  assert.equal(exitCode([], 'error', { unreachable: true }), 3);
  assert.equal(exitCode([], 'error', { signal: 'SIGTERM', usage: true }), 143);
  assert.equal(exitCode([], 'error'), 0);
});

test('--fail-on moves the bar for what was found', () => {
  const withWarning = target(twoRoots.targets.flatMap((some) => some.checks.filter((check) => check.outcome === 'warn' || check.outcome === 'ok')), 'ok', []);
  const cases: readonly (readonly [readonly TargetReport[], Record<FailOn, number>])[] = [
    [healthy.targets, { error: 0, warning: 0, undecided: 0, never: 0 }],
    [[withWarning], { error: 0, warning: 1, undecided: 1, never: 0 }],
    [undecided, { error: 3, warning: 3, undecided: 3, never: 0 }],
    [noTokenRequest.targets, { error: 3, warning: 3, undecided: 3, never: 0 }],
    [[withWarning, ...undecided], { error: 3, warning: 1, undecided: 1, never: 0 }],
    [afterMend.targets, { error: 1, warning: 1, undecided: 1, never: 0 }],
  ];
  for (const [targets, expected] of cases) {
    for (const [failOn, code] of Object.entries(expected)) assert.equal(exitCode(targets, failOn as FailOn), code, failOn);
  }
});

test('--fail-on=never does not hide that the run itself went wrong', () => {
  assert.equal(exitCode(problems, 'never', { elapsed: 'timeout' }), 124);
  assert.equal(exitCode(problems, 'never', { unreachable: true }), 3);
  assert.equal(exitCode(problems, 'never', { bug: true }), 70);
});

test('--wait that ran out is 124 for what may still heal, and 1 once a root never will', () => {
  const healing = (heals: 'never' | 'with-time'): TargetReport[] =>
    problems.map((some) => ({ ...some, checks: some.checks.map((check): CheckResult => (check.role === 'root' ? { ...check, heals } : check)) }));
  assert.equal(exitCode(healing('with-time'), 'error', { elapsed: 'wait' }), 124);
  assert.equal(exitCode(healing('never'), 'error', { elapsed: 'wait' }), 1);
  assert.equal(exitCode(healing('with-time'), 'error', { elapsed: 'timeout' }), 1);
  assert.equal(exitCode(undecided, 'error', { elapsed: 'wait' }), 124);
});
