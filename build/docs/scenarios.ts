import { stringify } from 'yaml';

import type { Expectation, Scenario, Step } from '../../src/sandbox/scenario.ts';
import { wrapCommand } from '../../src/terminal/wrap.ts';
import { block, markdown, plain, type Page } from './page.ts';
import type { Shown } from './problems.ts';

const folder = 'docs/scenarios';

/** One page for each scenario, and the index; `pageOf` gives the code of a problem by its name. */
export function scenarioPages(scenarios: readonly Scenario[], codeOf: ReadonlyMap<string, string>): readonly Page[] {
  const rows = scenarios.map(({ name, title, expect }) => `| [${name}](${name}.md) | ${plain(title)} | ${expect.verdict} |`);
  const intro =
    'Worlds to try the doctor on, each with a simulated cluster and a simulated Azure: `kubectl wi demo NAME` runs one. ' +
    'Each is a test as well: it fails when the doctor says something else.';
  const index = markdown('src/sandbox/scenarios', ['# Scenarios', intro, ['| name | | verdict |', '|---|---|---|', ...rows].join('\n')]);
  return [{ file: `${folder}/README.md`, text: index }, ...scenarios.map((scenario) => scenarioPage(scenario, codeOf))];
}

/** Which scenarios show a problem as a root, a candidate, a gap or a warning, by its name. */
export function scenariosByProblem(scenarios: readonly Scenario[]): ReadonlyMap<string, readonly Shown[]> {
  const shown = new Map<string, Shown[]>();
  for (const { name, title, expect } of scenarios) {
    for (const problem of new Set(expectedProblems(expect))) {
      shown.set(problem, [...(shown.get(problem) ?? []), { name, title }]);
    }
  }
  return shown;
}

function expectedProblems({ rootCauses, undecided = [], gaps = [], warnings = [], consequences = [] }: Expectation): readonly string[] {
  return [...rootCauses, ...undecided, ...gaps, ...warnings, ...consequences];
}

function scenarioPage({ name, title, story, cluster, azure, command, expect }: Scenario, codeOf: ReadonlyMap<string, string>): Page {
  const say = (names: readonly string[]): string =>
    names.map((problem) => (codeOf.has(problem) ? `[${codeOf.get(problem) ?? ''}](../problems/${codeOf.get(problem) ?? ''}.md) \`${problem}\`` : `\`${problem}\``)).join(', ');
  const outcomes = [
    ['verdict', `${expect.verdict}, exit code ${expect.exitCode}`],
    ['to mend', say(expect.rootCauses)],
    ['could be', say(expect.undecided ?? [])],
    ['not known', say(expect.gaps ?? [])],
    ['warned of', say(expect.warnings ?? [])],
    ['follows', say(expect.consequences ?? [])],
  ].filter(([, value]) => value !== '');
  return {
    file: `${folder}/${name}.md`,
    text: markdown(`src/sandbox/scenarios/${name}.ts`, [
      `# ${plain(title)}`,
      plain(story),
      block('sh', `kubectl wi demo ${name}`),
      '## What comes of it',
      ['| | |', '|---|---|', ...outcomes.map(([label = '', value = '']) => `| ${label} | ${value} |`)].join('\n'),
      `The doctor's own command in this world:`,
      block('sh', wrapCommand(['kubectl', 'wi', ...command], 'posix', 100, '', '  ').join('\n')),
      '## The cluster',
      `Issuer \`${cluster.issuer}\`. What happened in it, in order:`,
      ...cluster.steps.map((step, at) => `${at + 1}. ${sayStep(step)}`),
      cluster.operator === undefined || cluster.operator === 'admin' ? undefined : `What the caller may do:\n\n${yaml(cluster.operator)}`,
      cluster.faults === undefined ? undefined : `What goes wrong on the wire:\n\n${yaml(cluster.faults)}`,
      '## Azure',
      yaml(withoutSecretValues(azure)),
    ]),
  };
}

function sayStep(step: Step): string {
  switch (step.do) {
    case 'apply':
      return `These objects are applied.\n\n${block('yaml', step.objects.map((object) => stringify(object)).join('---\n'))}`;
    case 'patch':
      return `\`${step.kind}/${step.name}\` is patched.\n\n${yaml(step.patch)}`;
    case 'status':
      return `\`${step.kind}/${step.name}\` has this status.\n\n${yaml(step.status)}`;
    case 'delete':
      return `\`${step.kind}/${step.name}\` is deleted.`;
    case 'webhook':
      return step.state === 'absent' ? 'The webhook is removed.' : `The webhook is installed so.\n\n${yaml(step.state)}`;
    case 'pods':
      return step.become === 'ready' ? 'Pods made from now on become ready.' : 'Pods made from now on stay pending.';
  }
}

function yaml(value: unknown): string {
  return block('yaml', stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }));
}

/* The doctor never shows the value of a secret, and neither do its pages. */
function withoutSecretValues(azure: Scenario['azure']): unknown {
  const vaults = azure.vaults?.map((vault) => ({
    ...vault,
    secrets: Object.fromEntries(Object.entries(vault.secrets).map(([name, secret]) => [name, { ...secret, value: '(not shown)' }])),
  }));
  return { ...azure, ...(vaults === undefined ? {} : { vaults }) };
}
