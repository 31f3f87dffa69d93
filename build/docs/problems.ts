import { linkOf, type AnyCheck } from '../../src/chain/check.ts';
import type { EntraCode } from '../../src/problems/entra-codes.ts';
import { exampleBindingOf } from '../../src/problems/bind-offer.ts';
import { places, type Background, type Backgrounds } from '../../src/problems/background/index.ts';
import { describeProblem, type AnyProblem, type EvidenceLine } from '../../src/problems/problem.ts';
import type { Step } from '../../src/problems/step.ts';
import type { Unseen } from '../../src/problems/unseen/index.ts';
import { linkOrder, linkTitles } from '../../src/report/links.ts';
import { wrapCommand } from '../../src/terminal/wrap.ts';
import { block, code, markdown, plain, table, type Page } from './page.ts';

const folder = 'docs/problems';
const healing = { never: 'does not heal by itself', 'with-time': 'may heal by itself with time' };

/** What the pages say of the scenario that shows a problem. */
export interface Shown {
  readonly name: string;
  readonly title: string;
}

/** Everything that the pages of problems are made from. */
export interface ProblemSources {
  readonly problems: readonly AnyProblem[];
  readonly checks: readonly Pick<AnyCheck, 'id' | 'title' | 'problems'>[];
  readonly entraCodes: readonly EntraCode[];
  /** A sentence for each cause that a problem covers, by its name. */
  readonly coveredCauses: Readonly<Record<string, string>>;
  /** The scenarios that expect a problem, by its name. */
  readonly shownBy: ReadonlyMap<string, readonly Shown[]>;
  readonly unseen: readonly Unseen[];
  readonly backgrounds: Backgrounds;
}

/** One page for each problem, the index, and the page of what cannot be seen. */
export function problemPages(sources: ProblemSources): readonly Page[] {
  return [indexPage(sources), unseenPage(sources.unseen), ...sources.problems.map((problem) => problemPage(problem, sources))];
}

function indexPage(sources: ProblemSources): Page {
  const { problems, entraCodes } = sources;
  const sections = linkOrder.flatMap((link) => {
    const own = problems.filter((problem) => problem.link === link).sort((left, right) => (left.code < right.code ? -1 : 1));
    const rows = own.map(({ code: number, name, severity, title }) => [`[${number}](${number}.md)`, code(name), severity, plain(title)]);
    return own.length === 0 ? [] : [`## ${linkTitles[link]}`, table(['code', 'name', 'severity', 'what is wrong'], rows)];
  });
  const intro =
    'Every problem that `kubectl wi` can name, by the [link of the chain](../../README.md#the-chain) that it breaks. ' +
    'A code is never used again for something else. `kubectl wi explain CODE` says the same on a terminal.';
  const aadsts = entraCodes.map(({ aadsts: number, meaning, problems: names }) => [
    `AADSTS${number}`,
    plain(meaning),
    names.length === 0 ? 'none: another kind of sign-in' : names.map((name) => reference(name, problems)).join(', '),
  ]);
  return {
    file: `${folder}/README.md`,
    text: markdown('src/problems', [
      '# Problems',
      intro,
      'You have an error of Entra instead of a code? See [by error of Entra](#by-error-of-entra), or [by any other text](#by-text). What no reading of a cluster and of Azure can show is [a page of its own](unseen.md).',
      ...sections,
      '## By error of Entra',
      'What the number in an application\'s log can mean, the likeliest first. One number has several causes: `kubectl wi doctor TYPE/NAME` decides between them.',
      table(['error', 'what Entra says by it', 'problems'], aadsts),
      '## By text',
      'What else is met, word for word; `…` stands for what differs. `kubectl wi explain -` finds them in a log.',
      table(['text', 'where', 'problems'], textRows(sources)),
    ]),
  };
}

/** Each text once, with all that it can mean. */
function textRows({ problems, backgrounds }: ProblemSources): readonly (readonly string[])[] {
  const met = problems.flatMap((problem) => (backgrounds[problem.name]?.texts ?? []).map((one) => ({ ...one, problem })));
  return [...Map.groupBy(met, ({ text }) => text).entries()]
    .toSorted(([left], [right]) => (left.toLowerCase() < right.toLowerCase() ? -1 : 1))
    .map(([text, all]) => [code(text), [...new Set(all.map(({ where }) => places[where]))].join(', '), all.map(({ problem }) => reference(problem.name, problems)).join(', ')]);
}

function unseenPage(unseen: readonly Unseen[]): Page {
  const causes = [...unseen].sort((left, right) => (left.name < right.name ? -1 : 1));
  return {
    file: `${folder}/unseen.md`,
    text: markdown('src/problems/unseen', [
      '# What cannot be seen from here',
      'Causes that are known, and that the doctor cannot name: what would show them lies within a process, in the past, or on somebody\'s desk. ' +
        'A run without findings does not rule them out. For each there is a way to look by hand. `kubectl wi explain NAME` says the same on a terminal.',
      ...causes.flatMap(({ name, title, why, look }) => [
        `## ${name}`,
        `**${plain(title)}.**`,
        sentence(why),
        ...drawSteps(look),
      ]),
    ]),
  };
}

function problemPage(problem: AnyProblem, sources: ProblemSources): Page {
  const { what, why, evidence, fix } = describeProblem({ problem, data: problem.example }, exampleBindingOf(problem));
  const background = sources.backgrounds[problem.name];
  const facts = [`\`${problem.name}\``, `link of the chain: ${linkTitles[problem.link]}`, problem.severity, healing[problem.heals], `since ${problem.since}`];
  return {
    file: `${folder}/${problem.code}.md`,
    text: markdown('src/problems', [
      `# ${problem.code}: ${plain(problem.title)}`,
      facts.join(' · '),
      'The names and values below are an example. `kubectl wi doctor TYPE/NAME -n NAMESPACE` says whether this is your problem, and prints the commands with your own names.',
      '## What is wrong',
      sentence(what),
      evidence.length === 0 ? undefined : evidenceTable(evidence),
      '## Why it breaks',
      sentence(why),
      ...signSection(problem, sources),
      ...(background === undefined || background.look.length === 0 ? [] : ['## See it by hand', ...drawSteps(background.look)]),
      '## How to mend it',
      ...drawSteps(fix),
      ...afterwards(fix, background),
      ...coversSection(problem, sources),
      ...relationsSection(problem, sources),
      ...foundSection(problem, sources),
      ...shownSection(sources.shownBy.get(problem.name) ?? []),
      ...sourcesSection(background),
      '[All problems](README.md) · [The chain](../../README.md#the-chain) · [Exit codes](../../README.md#exit-codes)',
    ]),
  };
}

function evidenceTable(evidence: readonly EvidenceLine[]): string {
  const located = evidence.some(({ of }) => of !== undefined);
  return table(['seen', 'value', ...(located ? ['where'] : [])], evidence.map(({ label, value, of = '' }) => [plain(label), code(value), ...(located ? [plain(of)] : [])]));
}

/** A text of a problem as the page says it, with the full stop that a headline lacks. */
function sentence(text: string): string {
  return plain(/[.!?:]$/.test(text) ? text : `${text}.`);
}

/** Steps in their order; an alternative has no number, as it takes the place of what is before it. */
function drawSteps(steps: readonly Step[]): readonly string[] {
  const isOther = ({ title }: Step): boolean => /^or\b/i.test(title);
  const numbered = steps.filter((step) => !isOther(step)).length > 1;
  let number = 0;
  return steps.map((step) => {
    if (isOther(step) || !numbered) return drawStep(step, '');
    number += 1;
    return drawStep(step, `${number}. `);
  });
}

/** One step; below a number its command is indented, so that the list goes on. */
function drawStep({ title, argv }: Step, number: string): string {
  // a program's name stays as it is typed
  const said = plain(title.replace(/[.:]$/, '').replace(/^(?!(?:kubectl|az|helm|nslookup) )[a-z]/, (letter) => letter.toUpperCase()));
  if (argv.length === 0) return `${number}${said}.`;
  const command = block('sh', wrapCommand(argv, 'posix', 100, '', '  ').join('\n'));
  return `${number}${said}:\n\n${command.replaceAll(/^/gm, ' '.repeat(number.length))}`;
}

function reference(name: string, problems: readonly AnyProblem[]): string {
  const known = problems.find((problem) => problem.name === name);
  return known === undefined ? code(name) : `[${known.code}](${known.code}.md) ${code(name)}`;
}

function titled(name: string, problems: readonly AnyProblem[]): string {
  const known = problems.find((problem) => problem.name === name);
  return known === undefined ? reference(name, problems) : `${reference(name, problems)}: ${plain(known.title)}`;
}

/** The texts that are met, Entra's among them. */
function signSection({ name }: AnyProblem, { entraCodes, backgrounds }: ProblemSources): readonly string[] {
  const { sign, texts = [] } = backgrounds[name] ?? { sign: '' };
  const own = entraCodes.filter(({ problems }) => problems.includes(name));
  if (sign === '' && texts.length === 0 && own.length === 0) return [];
  const lines = [
    ...texts.map(({ where, text }) => `- ${code(text)} (${places[where]})`),
    ...own.map(({ aadsts, meaning, problems }) => `- **AADSTS${aadsts}**: ${plain(meaning)}${problems.length > 1 ? ` It has [other causes](README.md#by-error-of-entra) too.` : ''} (${places.application})`),
  ];
  return ['## What one notices', sign === '' ? '' : sentence(sign), lines.join('\n')];
}

/** What is to be known once the steps are taken. */
function afterwards(fix: readonly Step[], background: Background | undefined): readonly string[] {
  const kept = fix.some(({ argv: [tool, verb = ''] }) => tool === 'kubectl' && owned.has(verb));
  return [
    background === undefined ? '' : sentence(background.healing),
    kept ? 'What a chart, an operator or a Git repository makes has to be changed there too, or the next synchronisation undoes it.' : '',
    fix.some(({ argv: [, tool, verb] }) => tool === 'wi' && verb === 'bind') ? '`kubectl wi bind` shows what it would change in Azure and in the cluster, and asks before it does. Where there is no terminal to ask on, `--dry-run=client` only shows it, and `--yes` goes on.' : '',
    fix.some(({ argv }) => argv.length > 0 && argv[1] !== 'wi') ? 'Then run the doctor again.' : '',
  ];
}

/** Verbs of kubectl by which a field changes that somebody else may own. */
const owned = new Set(['annotate', 'edit', 'label', 'patch', 'set']);

function sourcesSection(background: Background | undefined): readonly string[] {
  if (background === undefined) return [];
  return ['## Known from', background.sources.map(({ text, url }) => `- ${url === undefined ? plain(text) : `[${plain(text)}](${url})`}`).join('\n')];
}

function coversSection({ covers = [] }: AnyProblem, { problems, coveredCauses }: ProblemSources): readonly string[] {
  if (covers.length === 0) return [];
  const lines = covers.map((name) => `- ${reference(name, problems)}${coveredCauses[name] === undefined ? '' : `: ${plain(coveredCauses[name])}`}`);
  return ['## What else it can be', `What is seen fits these causes too, and the report names them together:\n\n${lines.join('\n')}`];
}

function relationsSection({ name, explains = [] }: AnyProblem, { problems }: ProblemSources): readonly string[] {
  const causes = problems.filter((other) => (other.explains ?? []).some(({ problem }) => problem === name));
  const list = (names: readonly string[]): string => names.map((other) => `- ${titled(other, problems)}`).join('\n');
  return [
    ...(causes.length === 0 ? [] : ['## What it can follow from', `Where one of these is reported as well, mend that one first:\n\n${list(causes.map((cause) => cause.name))}`]),
    ...(explains.length === 0 ? [] : ['## What can follow from it', `Mend this one first. What is still reported after it has a page of its own:\n\n${list(explains.map(({ problem }) => problem))}`]),
  ];
}

function foundSection({ name }: AnyProblem, { checks }: ProblemSources): readonly string[] {
  const finders = checks.filter(({ problems }) => problems.some((problem) => problem.name === name));
  if (finders.length === 0) return [];
  const lines = finders.map((check) => `- ${code(check.id)} (${linkTitles[linkOf(check)]}): ${plain(check.title)}`);
  return ['## How the doctor finds it', `By these checks. Each stands here by what it says where all is well:\n\n${lines.join('\n')}`];
}

function shownSection(shownBy: readonly Shown[]): readonly string[] {
  if (shownBy.length === 0) return [];
  const lines = shownBy.map(({ name, title }) => `- \`kubectl wi demo ${name}\`: [${plain(title)}](../scenarios/${name}.md)`);
  return ['## Try it', `On a simulated cluster and a simulated Azure, without any of your own:\n\n${lines.join('\n')}`];
}
