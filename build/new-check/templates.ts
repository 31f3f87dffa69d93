import { camel, pascal, words, type Wanted } from './names.ts';

/** What a sentence that nobody has written yet begins with: a test refuses it, so that none is forgotten. */
export const unwritten = 'Write:';

/** The entry of the registry: code, names and links are right, the sentences are to be written. */
export function problemSource({ link, problem }: Wanted, code: string, since: string): string {
  return `import type { Target } from '../../evidence/subject.ts';
import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface ${pascal(problem)} {
  readonly owner: Target;
}

export const ${camel(problem)} = defineProblem<${pascal(problem)}>({
  code: '${code}',
  name: '${problem}',
  link: '${link}',
  title: '${unwritten} the headline of its page, ${words(problem)}',
  brief: '${unwritten} a few words for the row',
  severity: 'error',
  since: '${since}',
  heals: 'never',
  what: ({ owner }) => \`${unwritten} what is wrong with \${reference(owner)}, with the values that were seen\`,
  why: () => '${unwritten} why the chain breaks here.',
  fix: () => [note('${unwritten} the command that mends it, with real names, through kubectl() or az().')],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' } },
});
`;
}

/** The check: it reads the workload and judges nothing yet, so its test and its scenario fail until it does. */
export function checkSource({ link, check, problem }: Wanted): string {
  return `import { workload } from '../../evidence/workload.ts';
import { ${camel(problem)} } from '../../problems/${link}/${problem}.ts';
import { defineCheck, fail, ok, skip } from '../check.ts';

export const ${camel(check)} = defineCheck({
  id: '${link}/${check}',
  title: '${unwritten} the healthy state, ${words(check)}',
  each: 'target',
  reads: [workload],
  problems: [${camel(problem)}],
  run([{ owner, template }]) {
    if (template === undefined) return skip('no template');
    const seen: boolean | undefined = undefined;
    if (seen === undefined) return skip('not judged yet');
    return seen ? ok('what was seen') : fail(${camel(problem)}, { owner });
  },
});
`;
}

/** The check's test: one world in which it fails, one in which it is ok. */
export function checkTestSource({ check, problem }: Wanted): string {
  return `import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { Outcome } from '../check.ts';
import { ${camel(check)} } from './${check}.ts';

const owner = { kind: 'deployment', namespace: 'shop', name: 'orders' };

/** What the check says to the answers of its \`reads\`, given in their order. */
function judge(...given: readonly unknown[]): Outcome {
  return ${camel(check)}.run(given as never, { target: owner, wishes: { exchange: true, read: true } } as never);
}

describe('${words(check)}', () => {
  test('fails with ${problem} where it is broken', () => {
    const outcome = judge({ owner, template: { serviceAccount: 'default' } });
    assert.equal(outcome.outcome === 'fail' && outcome.found.problem.name, '${problem}');
  });

  test('is ok where it is right', () => {
    assert.equal(judge({ owner, template: { serviceAccount: 'orders' } }).outcome, 'ok');
  });
});
`;
}

/** The scenario that shows the problem; its world is the healthy shop until the fault is put in. */
export function brokenScenarioSource({ problem }: Wanted): string {
  return `import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

export const ${camel(problem)}: Scenario = {
  name: '${problem}',
  title: '${unwritten} the headline, ${words(problem)}',
  story: '${unwritten} what happened, what one sees of it, and what the doctor shows.',
  cluster: { issuer, steps: steps() },
  azure: azure(),
  command: doctorOrders,
  expect: broken('${problem}'),
};
`;
}

/** Its pair: the same world after the mend, in which the same check passes. */
export function mendedScenarioSource({ problem }: Wanted): string {
  return `import type { Scenario } from '../scenario.ts';
import { fine } from './shop.ts';
import { ${camel(problem)} } from './${problem}.ts';

export const ${camel(problem)}Mended: Scenario = {
  ...${camel(problem)},
  name: '${problem}-mended',
  title: '${unwritten} the headline, ${words(problem)}, mended',
  story: '${unwritten} the same world after the command that the doctor proposes.',
  // the mend is one more step of the cluster; or another state of Azure, through azure()
  cluster: { ...${camel(problem)}.cluster, steps: [...${camel(problem)}.cluster.steps] },
  expect: fine,
};
`;
}
