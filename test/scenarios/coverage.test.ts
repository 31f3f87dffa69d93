import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checks } from '../../src/chain/checks.ts';
import { problems } from '../../src/problems/registry.ts';
import { doctorReport, type CheckResult } from '../../src/report/report.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import { scenarios } from '../../src/sandbox/scenarios/index.ts';
import { runFormats, withSandbox } from './world.ts';

describe('the scenarios', () => {
  it('each have a name of their own, a story and a command of the doctor', () => {
    const names = scenarios.map(({ name }) => name);
    assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), []);
    for (const { name, title, story, command } of scenarios) {
      assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.ok(/^\S.*\S$/.test(title) && /^[^\n]+[.!?]$/.test(story), name);
      assert.equal(command[0], 'doctor', name);
    }
  });

  it('between them show every problem: as root, consequence, warning, candidate or gap', () => {
    const shown = new Set(
      scenarios.flatMap(({ expect: { rootCauses, undecided = [], gaps = [], warnings = [], consequences = [] } }) => [...rootCauses, ...undecided, ...gaps, ...warnings, ...consequences]),
    );
    assert.deepEqual(problems.filter(({ name }) => !shown.has(name)).map(({ name }) => name), []);
  });

  it('have two independent faults at once in twenty of them at least', () => {
    const twofold = scenarios.filter(({ expect: { verdict, exitCode, rootCauses } }) => verdict === 'problems' && exitCode === 1 && new Set(rootCauses).size === 2);
    assert.ok(twofold.length >= 20, `${twofold.length}`);
  });

  it('expect no problem that the registry does not know', () => {
    const known = new Set(problems.map(({ name }) => name));
    for (const { name, expect: { rootCauses, undecided = [], gaps = [], warnings = [], consequences = [] } } of scenarios) {
      assert.deepEqual([...rootCauses, ...undecided, ...gaps, ...warnings, ...consequences].filter((problem) => !known.has(problem)), [], name);
    }
  });
});

describe('the checks', () => {
  it('that can name a problem each pass in a scenario that is ok', async () => {
    const open = new Set(checks.filter(({ problems: named }) => named.length > 0).map(({ id }) => id as string));
    for (const scenario of scenarios.filter(({ expect }) => expect.verdict === 'ok')) {
      if (open.size === 0) break;
      for (const { id, outcome } of await resultsOf(scenario)) if (outcome === 'ok') open.delete(id);
    }
    assert.deepEqual([...open], []);
  });

  it('all look at a healthy workload that has both doors, and those of the pod where the pod itself is asked', async () => {
    const looked = async (wanted: string): Promise<ReadonlySet<string>> => {
      const scenario = scenarios.find(({ name }) => name === wanted);
      assert.ok(scenario !== undefined);
      return new Set((await resultsOf({ ...scenario, command: [...scenario.command, '--logs'] })).map(({ id }) => id));
    };
    const [both, inPod] = await Promise.all([looked('healthy-both-entrances'), looked('healthy-from-pod')]);
    assert.deepEqual(checks.filter(({ id, vantage }) => !(vantage === 'pod' ? inPod : both).has(id)).map(({ id }) => id), []);
    assert.deepEqual(checks.filter(({ id, vantage }) => vantage === 'pod' && both.has(id)).map(({ id }) => id), []);
  });
});

async function resultsOf(scenario: Scenario): Promise<readonly CheckResult[]> {
  const [run] = await withSandbox(scenario, (sandbox) => runFormats(scenario.command, ['json'], sandbox.env));
  return doctorReport.parse(JSON.parse(run?.stdout ?? '')).targets.flatMap((target) => target.checks);
}
