import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse as parseYaml } from 'yaml';
import { doctorReport } from '../../src/report/report.ts';
import { scenarios } from '../../src/sandbox/scenarios/index.ts';
import { assertNothingLeaks, assertTokensStayHome } from './canaries.ts';
import { complete, sayingOf } from './expectation.ts';
import { runFormats, withSandbox } from './world.ts';

const formats = ['json', 'text', 'wide', 'yaml', 'name'];

describe('every scenario', { concurrency: 2 }, () => {
  for (const scenario of scenarios) {
    it(`${scenario.name}: ${scenario.title}`, async () => {
      await withSandbox(scenario, async (sandbox) => {
        const runs = await runFormats(scenario.command, formats, sandbox.env);
        const [json] = runs;
        assert.ok(json !== undefined);
        assert.equal(runs.map(({ stderr }) => stderr).join(''), '', 'nothing is said on stderr');
        const report = doctorReport.parse(JSON.parse(json.stdout));
        assert.deepEqual(sayingOf(report), complete(scenario.expect), json.stdout);
        for (const { format, exitCode } of runs) assert.equal(exitCode, scenario.expect.exitCode, `exit code of -o ${format}`);
        const yaml = runs.find(({ format }) => format === 'yaml')?.stdout ?? '';
        assert.deepEqual(Object.keys(parseYaml(yaml)), Object.keys(report), 'YAML is the same document');
        assertNothingLeaks(runs.flatMap(({ stdout, stderr }) => [stdout, stderr]), scenario);
        assertTokensStayHome(sandbox);
      });
    });
  }
});
