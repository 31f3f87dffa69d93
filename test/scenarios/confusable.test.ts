import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { confusablePairs } from '../../build/docs/confusable-pairs.ts';
import { doctorReport } from '../../src/report/report.ts';
import { scenarios } from '../../src/sandbox/scenarios/index.ts';
import { runFormats, withSandbox } from './world.ts';

const decides = new Map<string, Set<string>>();
for (const { without } of confusablePairs) {
  if ('scenario' in without) decides.set(without.scenario, (decides.get(without.scenario) ?? new Set()).add(without.decides));
}

describe('where causes that look alike cannot be told apart', { concurrency: 2 }, () => {
  for (const [name, wanted] of decides) {
    it(`${name}: the report says what would decide`, async () => {
      const scenario = scenarios.find((one) => one.name === name);
      assert.ok(scenario !== undefined);
      await withSandbox(scenario, async (sandbox) => {
        const [json, text] = await runFormats(scenario.command, ['json', 'text'], sandbox.env);
        const [target] = doctorReport.parse(JSON.parse(json?.stdout ?? '')).targets;
        const open = (target?.checks ?? []).filter(({ outcome, counts }) => outcome === 'undecided' || (outcome === 'unknown' && counts !== false));
        const said = open.flatMap(({ decidedBy = [], missing = [] }) => [...decidedBy.flatMap(({ title, command }) => [title, command]), ...missing.map(({ needs }) => needs)]);
        const unsaid = [...wanted].filter((words) => !said.some((line) => line.includes(words)));
        assert.deepEqual(unsaid, [], said.join('\n'));
        // a person reads the first of them too, wherever the lines break
        const shown = (text?.stdout ?? '').replaceAll(/\s*\\?\s+/g, ' ');
        assert.deepEqual([...wanted].filter((words) => !shown.includes(words)), [], text?.stdout);
      });
    });
  }
});
