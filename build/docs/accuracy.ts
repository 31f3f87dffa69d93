import type { AnyCheck } from '../../src/chain/check.ts';
import type { AnyProblem } from '../../src/problems/problem.ts';
import type { Unseen } from '../../src/problems/unseen/index.ts';
import type { Expectation, Scenario } from '../../src/sandbox/scenario.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { code, markdown, plain, table, type Page } from './page.ts';

/** What the table is made from: what is known, what is built, and what is shown. */
export interface AccuracySources {
  readonly catalogue: readonly CatalogueEntry[];
  readonly groups: readonly { readonly id: string; readonly title: string }[];
  readonly problems: readonly AnyProblem[];
  readonly checks: readonly Pick<AnyCheck, 'id' | 'problems'>[];
  readonly unseen: readonly Unseen[];
  readonly scenarios: readonly Pick<Scenario, 'name' | 'expect'>[];
}

/**
 * What becomes of one cause of the catalogue.
 *
 * `own`: a problem of its name. `covered`: told together with others that the same evidence fits. `healthy`: no failure,
 * and a world shows that nothing is said of it. `unseen`: said to be beyond what can be seen. `untold`: nothing yet.
 */
export interface Standing {
  readonly entry: CatalogueEntry;
  readonly how: 'own' | 'covered' | 'healthy' | 'unseen' | 'untold';
  readonly problems: readonly AnyProblem[];
  /** Worlds in which exactly this is named, or, of a cause that is no failure, nothing at all. */
  readonly scenarios: readonly string[];
}

/** Causes that are no failure, in worlds that have another name. */
const healthyWorlds: Readonly<Record<string, string>> = {
  'issuer-private-cluster': 'healthy-private-cluster',
  'token-automount-false': 'healthy-automount-false',
  'fic-duplicate-pair': 'healthy-credential-duplicate',
  // each read of a vault begins with that answer
  'kv-no-token': 'healthy',
};

export function standings({ catalogue, problems, unseen, scenarios }: AccuracySources): readonly Standing[] {
  return catalogue.map((entry): Standing => {
    const { name } = entry;
    const own = problems.find((problem) => problem.name === name);
    if (own !== undefined) return { entry, how: 'own', problems: [own], scenarios: named(scenarios, [name]) };
    const covering = problems.filter(({ covers = [] }) => covers.includes(name));
    if (covering.length > 0) {
      const worlds = scenarios.filter((scenario) => isOf(scenario.name, name));
      return { entry, how: 'covered', problems: covering, scenarios: named(worlds, covering.map((problem) => problem.name)) };
    }
    const world = healthyWorlds[name] ?? `healthy-${name}`;
    const healthy = scenarios.filter((scenario) => scenario.name === world && isCalm(scenario.expect));
    if (healthy.length > 0) return { entry, how: 'healthy', problems: [], scenarios: [world] };
    return { entry, how: unseen.some((one) => one.name === name) ? 'unseen' : 'untold', problems: [], scenarios: [] };
  });
}

/** Worlds in which the doctor finds nothing at all. */
export function calm(scenarios: AccuracySources['scenarios']): readonly string[] {
  return scenarios.filter(({ expect }) => isCalm(expect)).map(({ name }) => name);
}

/** Worlds with two independent faults or more. */
function twoFaults(scenarios: AccuracySources['scenarios']): readonly string[] {
  return scenarios.filter(({ expect: { rootCauses } }) => new Set(rootCauses).size > 1).map(({ name }) => name);
}

/** One page: how each cause that is known is told from the others, and by which world that is shown. */
export function accuracyPage(sources: AccuracySources): Page {
  const all = standings(sources);
  const count = (how: Standing['how']): string => String(all.filter((one) => one.how === how).length);
  const told = all.filter(({ how, scenarios, entry }) => (how === 'own' || how === 'covered') && scenarios.length > 0 && entry.severity !== 'I');
  const { groups, scenarios } = sources;
  const calmWorlds = calm(scenarios);
  return {
    file: 'docs/accuracy.md',
    amongOthers: true,
    text: markdown('build/docs/catalogue.ts, src/problems and src/sandbox/scenarios', [
      '# Accuracy',
      'Every cause of failure that is known of, and how the doctor tells it from the others. A scenario is a test too: it fails when the doctor names anything else, or less, or more. ' +
        'All of Azure in them is simulated; their cluster half also runs on a real control plane.',
      table(
        ['what', 'number'],
        [
          ['causes in the catalogue', String(all.length)],
          ['with a code of its own', count('own')],
          ['told together with others that the same evidence fits', count('covered')],
          ['no failure, and a world shows that nothing is said of it', count('healthy')],
          ['beyond what can be seen: [how to look](problems/unseen.md)', count('unseen')],
          ['not told yet', count('untold')],
          ['failures with a scenario that names exactly them', String(told.length)],
          ['scenarios', String(scenarios.length)],
          ['of them without any finding', String(calmWorlds.length)],
          ['of them with several independent faults', String(twoFaults(scenarios).length)],
        ],
      ),
      'Severity: **B** nothing works, **D** it works at times, **L** it works and will break, **I** no failure. Frequency: 5 very common, 1 rare. ' +
        'Evidence: what words and behaviour are known from; what is *unverified* is from memory.',
      ...groups.flatMap(({ id, title }) => {
        const rows = all.filter(({ entry }) => entry.group === id).map((one) => rowOf(one, sources));
        return [`## ${plain(title)}`, table(['cause', 'severity', 'evidence', 'problem', 'check', 'scenario'], rows)];
      }),
      '## Several faults at once',
      twoFaults(scenarios).map((name) => `- ${scenario(name)}: ${(scenarios.find((one) => one.name === name)?.expect.rootCauses ?? []).map(code).join(', ')}`).join('\n'),
    ]),
  };
}

function rowOf({ entry: { name, severity, frequency, evidence }, how, problems, scenarios }: Standing, { checks }: AccuracySources): readonly string[] {
  const found = checks.filter((check) => check.problems.some((problem) => problems.some((one) => one.name === problem.name))).map(({ id }) => code(id));
  const problem = {
    own: problems.map((one) => `[${one.code}](problems/${one.code}.md)`).join(', '),
    covered: problems.map((one) => `by [${one.code}](problems/${one.code}.md)`).join(', '),
    healthy: 'no failure',
    unseen: `[cannot be seen](problems/unseen.md#${name})`,
    untold: 'not told yet',
  }[how];
  const shown = scenarios.slice(0, 2).map(scenario).join(', ') || (how === 'covered' ? `that of ${problems.map((one) => code(one.name)).join(', ')}` : '');
  const finds = found.length > 3 ? `${found.slice(0, 3).join(', ')} and others` : found.join(', ');
  return [code(name), `${severity}/${frequency}`, evidence, problem, finds, shown];
}

function scenario(name: string): string {
  return `[${name}](scenarios/${name}.md)`;
}

/** Scenarios that expect one of these problems first, or among the candidates, or as a warning or gap. */
function named(scenarios: AccuracySources['scenarios'], names: readonly string[]): readonly string[] {
  const expected = scenarios.filter(({ expect: { rootCauses, undecided = [], warnings = [], gaps = [] } }) => [...rootCauses, ...undecided, ...warnings, ...gaps].some((one) => names.includes(one)));
  // one that is called like the problem stands first
  return expected.map(({ name }) => name).sort((a, b) => Number(names.includes(b)) - Number(names.includes(a)) || (a < b ? -1 : 1));
}

function isOf(scenarioName: string, cause: string): boolean {
  return scenarioName === cause || scenarioName.startsWith(`${cause}-`);
}

function isCalm({ verdict, rootCauses, undecided = [], warnings = [] }: Expectation): boolean {
  return verdict === 'ok' && [...rootCauses, ...undecided, ...warnings].length === 0;
}
