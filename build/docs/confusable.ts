import type { AnyProblem } from '../../src/problems/problem.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import type { ConfusablePair } from './confusable-pairs.ts';
import { code, markdown, plain, table, type Page } from './page.ts';

export interface ConfusableSources {
  readonly pairs: readonly ConfusablePair[];
  readonly problems: readonly AnyProblem[];
  readonly scenarios: readonly Pick<Scenario, 'name' | 'expect'>[];
}

/** The one cause that a scenario expects; undefined where there is no such scenario, or it has none or several. */
export function causeIn(name: string, scenarios: ConfusableSources['scenarios']): string | undefined {
  const causes = new Set(scenarios.find((scenario) => scenario.name === name)?.expect.rootCauses);
  const [only] = causes;
  return causes.size === 1 ? only : undefined;
}

/** One page: which causes look alike, what tells them apart, and what is said where that cannot be seen. */
export function confusablePage(sources: ConfusableSources): Page {
  const { pairs } = sources;
  const open = pairs.filter(({ without }) => 'scenario' in without).length;
  return {
    file: 'docs/confusable.md',
    amongOthers: true,
    text: markdown('build/docs/confusable-pairs.ts and src/sandbox/scenarios', [
      '# Causes that look alike',
      'Two causes with one symptom, and the evidence by which the doctor tells them apart. Each has a scenario that shows the doctor naming it and not the other. ' +
        'Where the evidence cannot be seen, the doctor does not choose: a third scenario holds it to that, and to saying what would decide.',
      `${pairs.length} pairs; ${open} have a scenario without the evidence, and the others say why it is always there.`,
      table(
        ['what both look like', 'one', 'the other', 'what tells them apart', 'without it'],
        pairs.map((pair) => rowOf(pair, sources)),
      ),
    ]),
  };
}

function rowOf({ looks, one, other, tells, without }: ConfusablePair, sources: ConfusableSources): readonly string[] {
  const open = 'scenario' in without ? `undecided: [${without.scenario}](scenarios/${without.scenario}.md), which asks for ${code(without.decides)}` : `does not come up: ${plain(without.always)}`;
  return [plain(looks), side(one, sources), side(other, sources), plain(tells), open];
}

function side(name: string, { problems, scenarios }: ConfusableSources): string {
  const cause = problems.find((problem) => problem.name === causeIn(name, scenarios));
  return `[${name}](scenarios/${name}.md)${cause === undefined ? '' : `, [${cause.code}](problems/${cause.code}.md)`}`;
}
