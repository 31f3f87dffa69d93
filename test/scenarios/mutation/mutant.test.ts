import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { everySlip, slipped } from './bytes.ts';
import { faults } from './faults/index.ts';
import { harmless } from './harmless.ts';
import { mutantOf, round } from './mutant.ts';
import { randomOf } from './random.ts';
import { worldOf } from './world.ts';
import { healthyWorlds } from './healthy-worlds.ts';

const seeds = Array.from({ length: round * 5 }, (_, seed) => seed);

describe('mutants', () => {
  it('are the same for the same seed', () => {
    for (const seed of seeds.slice(0, round)) assert.deepEqual(mutantOf(seed), mutantOf(seed));
  });

  it('break each field in a round, and leave worlds healthy in it', () => {
    const kinds = seeds.slice(0, round).map((seed) => mutantOf(seed).fault?.kind.name);
    assert.deepEqual(new Set(kinds), new Set([...faults.map(({ name }) => name), undefined]));
    assert.equal(new Set(faults.map(({ name }) => name)).size, faults.length);
  });

  it('differ from the healthy world, and leave that as it is', () => {
    const before = JSON.stringify(healthyWorlds);
    for (const seed of seeds) {
      const { world, fault } = mutantOf(seed);
      const scenario = healthyWorlds.find(({ name }) => name === world.base);
      assert.ok(scenario !== undefined);
      if (fault !== undefined) assert.notDeepEqual(world, worldOf(scenario), `${seed}: ${fault.kind.name}`);
    }
    assert.equal(JSON.stringify(healthyWorlds), before);
  });

  it('come of every healthy world and hold every harmless change', () => {
    const all = seeds.map(mutantOf);
    assert.deepEqual(new Set(all.map(({ world }) => world.base)), new Set(healthyWorlds.map(({ name }) => name)));
    assert.deepEqual(new Set(all.flatMap((mutant) => mutant.harmless)), new Set(harmless.map(({ name }) => name)));
  });
});

describe('a slip', () => {
  for (const kind of everySlip) {
    it(`always makes another text: ${kind}`, () => {
      for (const seed of seeds) for (const text of ['aa', 'orders', 'api://AzureADTokenExchange', 'https://q.example/']) assert.notEqual(slipped(randomOf(seed), text, kind), text);
    });
  }
});
