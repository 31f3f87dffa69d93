import { describeProblem, type AnyProblem } from '../../src/problems/problem.ts';
import type { Step } from '../../src/problems/step.ts';
import { linkOrder, linkTitles } from '../../src/report/links.ts';
import { wrapCommand } from '../../src/terminal/wrap.ts';
import { block, code, markdown, plain, type Page } from './page.ts';

const folder = 'docs/problems';
const healing = { never: 'no, it has to be mended', 'with-time': 'yes, once the change has reached everywhere' };

/** What the pages say of the scenario that shows a problem. */
export interface Shown {
  readonly name: string;
  readonly title: string;
}

/** One page for each problem, and the index; `shownBy` are the scenarios that expect a problem, by its name. */
export function problemPages(problems: readonly AnyProblem[], shownBy: ReadonlyMap<string, readonly Shown[]>): readonly Page[] {
  return [indexPage(problems), ...problems.map((problem) => problemPage(problem, problems, shownBy.get(problem.name) ?? []))];
}

function indexPage(problems: readonly AnyProblem[]): Page {
  const sections = linkOrder.flatMap((link) => {
    const own = problems.filter((problem) => problem.link === link).sort((left, right) => (left.code < right.code ? -1 : 1));
    const rows = own.map(({ code, name, severity, title }) => `| [${code}](${code}.md) | \`${name}\` | ${severity} | ${plain(title)} |`);
    return own.length === 0 ? [] : [`## ${linkTitles[link]}`, ['| code | name | severity | |', '|---|---|---|---|', ...rows].join('\n')];
  });
  const intro =
    'Every problem that `kubectl wi` can name, by the link of the chain that it breaks. A code is never used again for something else. ' +
    '`kubectl wi explain CODE` says the same on a terminal.';
  return { file: `${folder}/README.md`, text: markdown('src/problems', ['# Problems', intro, ...sections]) };
}

function problemPage(problem: AnyProblem, all: readonly AnyProblem[], shownBy: readonly Shown[]): Page {
  const { what, why, evidence, fix } = describeProblem({ problem, data: problem.example });
  const facts = [
    `| name | \`${problem.name}\` |`,
    '|---|---|',
    `| link | ${linkTitles[problem.link]} |`,
    `| severity | ${problem.severity} |`,
    `| heals by itself | ${healing[problem.heals]} |`,
    `| since | ${problem.since} |`,
  ];
  return {
    file: `${folder}/${problem.code}.md`,
    text: markdown('src/problems', [
      `# ${problem.code}: ${plain(problem.title)}`,
      facts.join('\n'),
      'The names and values below are an example.',
      '## What is wrong',
      plain(what),
      evidence.length === 0
        ? undefined
        : ['| | | |', '|---|---|---|', ...evidence.map(({ label, value, of }) => `| ${plain(label)} | ${code(value)} | ${plain(of ?? '')} |`)].join('\n'),
      '## Why it breaks',
      plain(why),
      '## How to mend it',
      ...fix.map(drawStep),
      ...coversSection(problem),
      ...explainsSection(problem, all),
      ...shownSection(shownBy),
    ]),
  };
}

function drawStep({ title, argv }: Step): string {
  const sentence = plain(title.replace(/[.:]$/, '').replace(/^[a-z]/, (letter) => letter.toUpperCase()));
  if (argv.length === 0) return `${sentence}.`;
  return `${sentence}:\n\n${block('sh', wrapCommand(argv, 'posix', 100, '', '  ').join('\n'))}`;
}

function coversSection({ covers = [] }: AnyProblem): readonly string[] {
  if (covers.length === 0) return [];
  const names = covers.map((name) => `\`${name}\``).join(', ');
  return ['## What else it can be', `What is seen from outside is the same for ${names}: the report names them together.`];
}

function explainsSection({ explains = [] }: AnyProblem, all: readonly AnyProblem[]): readonly string[] {
  if (explains.length === 0) return [];
  const lines = explains.map(({ problem }) => {
    const known = all.find(({ name }) => name === problem);
    return known === undefined ? `- \`${problem}\`` : `- [${known.code}](${known.code}.md) \`${problem}\`: ${plain(known.title)}`;
  });
  return ['## What follows from it', `Mend this one first; these can be its consequences:\n\n${lines.join('\n')}`];
}

function shownSection(shownBy: readonly Shown[]): readonly string[] {
  if (shownBy.length === 0) return [];
  const lines = shownBy.map(({ name, title }) => `- [${plain(title)}](../scenarios/${name}.md): \`kubectl wi demo ${name}\``);
  return ['## See it', `Without a cluster and without Azure:\n\n${lines.join('\n')}`];
}
