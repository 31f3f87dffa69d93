import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { takeInTurn, type StepTaken, type Turn } from './turns.ts';

/** A turn that takes a moment, and writes down when it begins and ends. */
function turn(lane: string, object: string, log: string[], outcome: StepTaken['outcome'] = 'done'): Turn {
  const step = { part: 'federated credential', object } as const;
  return {
    ...step,
    lane,
    async take() {
      log.push(`begins ${object}`);
      await pause(5);
      log.push(`ends ${object}`);
      return { ...step, outcome };
    },
  };
}

const silent = { begins: () => undefined, taken: () => undefined };
const told = (steps: readonly StepTaken[]): readonly string[] => steps.map(({ object, outcome }) => `${object}: ${outcome}`);

describe('takeInTurn', () => {
  it('takes lanes beside each other, the turns of a lane one after another, and the next stage after all of them', async () => {
    const log: string[] = [];
    const steps = await takeInTurn([[turn('a', 'a1', log), turn('b', 'b1', log), turn('a', 'a2', log)], [turn('a', 'later', log)]], silent);
    assert.deepEqual(told(steps), ['a1: done', 'b1: done', 'a2: done', 'later: done']);
    assert.deepEqual(log.slice(0, 2), ['begins a1', 'begins b1']);
    assert.ok(log.indexOf('begins a2') > log.indexOf('ends a1'));
    assert.deepEqual(log.slice(-2), ['begins later', 'ends later']);
  });

  it('goes on with the other lanes of a stage where a turn was not done, and not to the next stage', async () => {
    const log: string[] = [];
    const steps = await takeInTurn([[turn('a', 'a1', log, 'failed'), turn('a', 'a2', log), turn('b', 'b1', log), turn('b', 'b2', log)], [turn('b', 'later', log)]], silent);
    assert.deepEqual(told(steps), ['a1: failed', 'a2: not-tried', 'b1: done', 'b2: done', 'later: not-tried']);
    assert.ok(!log.includes('begins a2') && !log.includes('begins later'));
  });

  it('has at most eight lanes in use', async () => {
    let [now, most] = [0, 0];
    const turns = Array.from({ length: 30 }, (_, at): Turn => ({
      part: 'federated credential',
      object: `${at}`,
      lane: `${at}`,
      async take() {
        now += 1;
        most = Math.max(most, now);
        await pause(1);
        now -= 1;
        return { part: 'federated credential', object: `${at}`, outcome: 'done' };
      },
    }));
    assert.equal((await takeInTurn([turns], silent)).length, 30);
    assert.equal(most, 8);
  });

  it('waits for the lanes under way before a bug in one of them ends it', async () => {
    const log: string[] = [];
    const broken: Turn = { part: 'federated credential', object: 'x', lane: 'x', take: () => Promise.reject(new Error('a bug')) };
    await assert.rejects(takeInTurn([[broken, turn('a', 'a1', log), turn('a', 'a2', log)]], silent), /^Error: a bug$/);
    assert.deepEqual(log.at(-1), 'ends a2');
  });
});
