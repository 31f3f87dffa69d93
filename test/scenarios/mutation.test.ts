import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { doctorReport } from '../../src/report/report.ts';
import { misjudged } from './mutation/misjudged.ts';
import { mutantOf, type Mutant } from './mutation/mutant.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

/** Another first seed makes other worlds; more of them is a longer run. */
const firstSeed = 20261127;
const count = 2000;

/** Said of this many wrong verdicts. */
const shown = 12;

describe('a mutation of a healthy world', { concurrency: 2 }, () => {
  const seeds = Array.from({ length: count }, (_, index) => firstSeed + index);

  for (const half of [0, 1]) {
    it(`breaks the link that was changed and no other, and what is harmless breaks none (half ${half + 1} of ${count} worlds)`, async () => {
      const workshop = await openWorkshop();
      const wrong: string[] = [];
      try {
        for (const seed of seeds.filter((one) => one % 2 === half)) {
          const mutant = mutantOf(seed);
          const said = await wrongIn(workshop, mutant);
          if (said !== undefined) wrong.push(`mutantOf(${seed}): ${describeMutant(mutant)}\n    ${said}`);
        }
      } finally {
        await workshop.close();
      }
      assert.equal(wrong.length, 0, `${wrong.length} wrong, such as\n${wrong.slice(0, shown).join('\n')}`);
    });
  }
});

async function wrongIn(workshop: Workshop, mutant: Mutant): Promise<string | undefined> {
  const { stdout, stderr } = await workshop.run(mutant.world, [...mutant.world.command, '-o', 'json']);
  return stderr === '' ? misjudged(mutant, doctorReport.parse(JSON.parse(stdout))) : stderr;
}

function describeMutant({ world, fault, harmless }: Mutant): string {
  const broken = fault === undefined ? 'nothing broken' : `${fault.kind.name}: ${fault.said} (expected: ${fault.kind.links.join(' or ') || 'not ok'})`;
  return `${world.base}, ${broken}${harmless.length === 0 ? '' : `, with ${harmless.join(', ')}`}`;
}
