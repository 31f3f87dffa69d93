/** What `demo` shows of bind ends as its title says. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demonstrations } from '../../src/sandbox/demonstrations/index.ts';
import { start } from '../cli/process.ts';
import { assertNothingLeaks } from '../scenarios/canaries.ts';

describe('every demonstration', () => {
  for (const demonstration of demonstrations) {
    it(`${demonstration.name}: ${demonstration.title}`, async () => {
      const { exitCode, stdout, stderr } = await start(['demo', demonstration.name], { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' }).ended;
      assert.deepEqual([exitCode, stderr], [0, '']);
      assert.match(stdout, /^Plan: \d+ to create/m);
      assert.match(stdout, /^no problem found/m);
      assert.match(stdout, /^# exit code 0$/m);
      assertNothingLeaks([stdout], demonstration);
    });
  }
});
