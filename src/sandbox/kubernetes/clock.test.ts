import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClock } from './clock.ts';

describe('the clock of the cluster', () => {
  it('gives every step a later second, all of them in the past', () => {
    const now = Date.parse('2026-11-24T12:00:00.500Z');
    const clock = createClock(() => now, 3);
    const said = clock.plan(3).map((time) => {
      time.begin();
      const text = clock.now();
      time.end();
      return text;
    });
    assert.deepEqual(said, ['2026-11-24T11:58:40Z', '2026-11-24T11:58:50Z', '2026-11-24T11:59:00Z']);
    assert.equal(clock.now(), '2026-11-24T12:00:00Z');
  });

  it('never goes back, even when steps follow upon real requests', () => {
    const now = Date.parse('2026-11-24T12:00:00Z');
    const clock = createClock(() => now, 1);
    assert.equal(clock.now().slice(0, 4), '2026');
    const [first] = clock.plan(1);
    first?.end();
    assert.equal(clock.now(), '2026-11-24T12:00:00Z');
    const [second] = clock.plan(1);
    second?.begin();
    assert.equal(clock.now(), '2026-11-24T12:00:01Z');
  });
});
