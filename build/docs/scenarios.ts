import { stringify } from 'yaml';

import type { AnyProblem } from '../../src/problems/problem.ts';
import type { AzureOperator, Expectation, Scenario, Step, WebhookState } from '../../src/sandbox/scenario.ts';
import { wrapCommand } from '../../src/terminal/wrap.ts';
import { block, code, markdown, plain, table, type Page } from './page.ts';
import type { Shown } from './problems.ts';

const folder = 'docs/scenarios';

const verdicts = {
  problems: { heading: 'Something is broken', sentence: 'The doctor finds what is to be mended' },
  undecided: { heading: 'It cannot be decided from here', sentence: 'The doctor cannot decide it from here' },
  ok: { heading: 'Nothing is to be mended', sentence: 'The doctor finds nothing to mend' },
} as const;

const generations: Readonly<Record<string, string>> = { wi: 'v1.6 or newer', tokens: 'v1.0 to v1.5', v0: 'v0.14' };

/** One page for each scenario, and the index; what a problem is called is taken from `problems`. */
export function scenarioPages(scenarios: readonly Scenario[], problems: readonly AnyProblem[]): readonly Page[] {
  const intro =
    'Worlds to try the doctor on, each with a simulated cluster and a simulated Azure: `kubectl wi demo NAME` runs one, ' +
    '`kubectl wi demo --serve NAME` keeps it up so that you can look around. Each is a test as well: it fails when the doctor says something else.';
  const sections = Object.entries(verdicts).flatMap(([verdict, { heading }]) => {
    const own = scenarios.filter(({ expect }) => expect.verdict === verdict);
    if (own.length === 0) return [];
    const rows = own.map(({ name, title, expect }) => [`[${name}](${name}.md)`, plain(title), namesOf(expect).map((problem) => codeOf(problem, problems)).join(', ')]);
    return [`## ${heading}`, table(['name', 'the world', 'problems'], rows)];
  });
  const index = markdown('src/sandbox/scenarios', ['# Scenarios', intro, ...sections]);
  return [{ file: `${folder}/README.md`, text: index }, ...scenarios.map((scenario) => scenarioPage(scenario, problems))];
}

/** Which scenarios show a problem as a root, a candidate, a gap, a warning or a consequence, by its name. */
export function scenariosByProblem(scenarios: readonly Scenario[]): ReadonlyMap<string, readonly Shown[]> {
  const shown = new Map<string, Shown[]>();
  for (const { name, title, expect } of scenarios) {
    for (const problem of namesOf(expect)) {
      shown.set(problem, [...(shown.get(problem) ?? []), { name, title }]);
    }
  }
  return shown;
}

function namesOf({ rootCauses, undecided = [], gaps = [], warnings = [], consequences = [] }: Expectation): readonly string[] {
  return [...new Set([...rootCauses, ...undecided, ...gaps, ...warnings, ...consequences])];
}

function codeOf(name: string, problems: readonly AnyProblem[]): string {
  const known = problems.find((problem) => problem.name === name);
  return known === undefined ? code(name) : `[${known.code}](../problems/${known.code}.md)`;
}

function titled(name: string, problems: readonly AnyProblem[]): string {
  const known = problems.find((problem) => problem.name === name);
  return known === undefined ? code(name) : `${codeOf(name, problems)} ${code(name)}: ${plain(known.title)}`;
}

function scenarioPage({ name, title, story, cluster, azure, command, expect }: Scenario, problems: readonly AnyProblem[]): Page {
  const { operator, ...world } = azure;
  return {
    file: `${folder}/${name}.md`,
    text: markdown(`src/sandbox/scenarios/${name}.ts`, [
      `# ${plain(title)}`,
      plain(story),
      'See it, on a simulated cluster and a simulated Azure:',
      block('sh', `kubectl wi demo ${name}`),
      'The demo runs this in it:',
      block('sh', wrapCommand(['kubectl', 'wi', ...command], 'posix', 100, '', '  ').join('\n')),
      '## What the doctor says',
      `${verdicts[expect.verdict].sentence}: verdict ${code(expect.verdict)}, [exit code](../../README.md#exit-codes) ${expect.exitCode}.`,
      findings(expect, problems),
      '## The cluster',
      `Its issuer is ${code(cluster.issuer)}${cluster.signs === undefined ? '' : `, and its tokens are signed with ${cluster.signs}`}. What happened in it, in order:`,
      ...cluster.steps.map((step, at) => numbered(at + 1, sayStep(step))),
      cluster.operator === undefined || cluster.operator === 'admin'
        ? 'Whoever runs the doctor may do everything in it.'
        : `Whoever runs the doctor may do only this in it:\n\n${yaml(cluster.operator)}`,
      cluster.faults === undefined ? undefined : `What goes wrong on the way to it:\n\n${yaml(cluster.faults)}`,
      '## Azure',
      sayLogin(operator),
      'What there is:',
      yaml(withoutSecretValues(world)),
    ]),
  };
}

/** What a run names, each with its place in the diagnosis; a problem that a later check sees again stands here once. */
function findings({ rootCauses, undecided = [], gaps = [], warnings = [], consequences = [] }: Expectation, problems: readonly AnyProblem[]): string {
  const lines = [
    ...rootCauses.map((name) => ['To mend', name] as const),
    ...undecided.map((name) => ['It could be', name] as const),
    ...gaps.map((name) => ['Not known', name] as const),
    ...warnings.map((name) => ['A warning', name] as const),
    ...consequences.filter((name) => !rootCauses.includes(name)).map((name) => ['Follows from it', name] as const),
  ];
  return lines.map(([place, name]) => `- ${place}: ${titled(name, problems)}`).join('\n');
}

function sayLogin(operator: AzureOperator | undefined): string {
  if (operator === undefined) return 'Whoever runs the doctor is signed in to Azure and may read everything below.';
  if (operator === 'none') return 'Whoever runs the doctor is not signed in to Azure.';
  const may = operator.may.length === 0 ? 'may read nothing' : `may read ${operator.may.map(code).join(', ')} and nothing else`;
  return `Whoever runs the doctor is signed in to Azure, in tenant ${code(operator.tenantId)}, and ${may}.`;
}

/** An entry of a list by hand, with what belongs to it indented below it. */
function numbered(number: number, text: string): string {
  const [first = '', ...more] = text.split('\n');
  const start = `${number}. `;
  return [start + first, ...more.map((line) => (line === '' ? '' : ' '.repeat(start.length) + line))].join('\n');
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
      return step.state === 'absent' ? 'There is no azure-wi webhook.' : sayWebhook(step.state);
    case 'mount': {
      const where = `the pods that mount \`secretproviderclass/${step.secretProviderClass}\``;
      if ('objects' in step.result) return `The secrets store driver mounts for ${where}.\n\n${yaml(step.result.objects)}`;
      return 'refused' in step.result ? `The mount is refused for ${where}.\n\n${block('text', step.result.refused)}` : `No Secret is made for ${where}.\n\n${block('text', step.result.unsynced)}`;
    }
    case 'log': {
      const whose = step.previous === true ? 'The container before it' : 'The container';
      return `${whose} \`${step.container}\` of \`${step.of}\` has logged, seconds ago:\n\n${block('text', step.lines.map(({ ago, text }) => `${ago}: ${text}`).join('\n'))}`;
    }
    case 'added-container':
      return `A container that is added to a pod of \`${step.of}\` says this before it ends.\n\n${block('text', step.says.join('\n'))}`;
    case 'event':
      return `The kubelet says of the pods of \`${step.of}\` (${step.reason}).\n\n${block('text', step.message)}`;
    case 'pods':
      return step.become === 'ready' ? 'Pods made from now on become ready.' : 'Pods made from now on stay pending.';
  }
}

function sayWebhook({ generation, ...settings }: WebhookState): string {
  return `The azure-wi webhook (${generations[generation] ?? generation}) is there, with these settings.\n\n${yaml(settings)}`;
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
