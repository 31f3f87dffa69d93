import { faults } from './faults/index.ts';
import { harmless } from './harmless.ts';
import { randomOf } from './random.ts';
import type { Random } from './random.ts';
import { neverMounted, worldOf, type World } from './world.ts';
import type { Fault } from './fault.ts';
import type { Scenario } from '../../../src/sandbox/scenario.ts';
import { healthyWorlds } from './healthy-worlds.ts';

/** A healthy world after one fault, or none, and some changes that are nobody's business. */
export interface Mutant {
  readonly seed: number;
  readonly world: World;
  readonly fault?: { readonly kind: Fault; readonly said: string };
  readonly harmless: readonly string[];
}

/** Of this many seeds in a row, each fault is in one, and the worlds of the others stay healthy. */
export const round = Math.ceil(faults.length * 1.25);

/** Whatever the seed says, and always the same for it. */
export function mutantOf(seed: number): Mutant {
  const random = randomOf(seed);
  const kind = faults[seed % round];
  if (kind === undefined) {
    const world = worldOf(random.pick(healthyWorlds));
    return { seed, world, harmless: changed(world, random, 1 + random.below(6), false) };
  }
  const { world, said } = broken(kind, random);
  neverMounted(world);
  return { seed, world, fault: { kind, said }, harmless: changed(world, random, random.below(5), true) };
}

function broken(kind: Fault, random: Random): { readonly world: World; readonly said: string } {
  for (const scenario of random.shuffled<Scenario>(healthyWorlds)) {
    const world = worldOf(scenario);
    const said = kind.break(world, random);
    if (said !== undefined) return { world, said };
  }
  throw new RangeError(`no healthy world has what breaks as "${kind.name}"`);
}

function changed(world: World, random: Random, count: number, isBroken: boolean): readonly string[] {
  const fit = harmless.filter(({ alone }) => !isBroken || alone === undefined);
  return random
    .shuffled(fit)
    .slice(0, count)
    .flatMap(({ name, change }) => (change(world, random) ? [name] : []));
}
