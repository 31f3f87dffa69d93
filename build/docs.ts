/**
 * `npm run docs` writes what is made from the source: docs/ but for docs/architecture.md, and the marked regions of
 * README.md. `npm run docs -- --check` writes nothing, and fails with the names of the files that are not as the
 * source says.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { checks } from '../src/chain/checks.ts';
import { commands } from '../src/cli/commands/index.ts';
import { helpText } from '../src/cli/help-text.ts';
import { usedRights } from '../src/cli/rights.ts';
import { backgrounds } from '../src/problems/background/index.ts';
import { entraCodes } from '../src/problems/entra-codes.ts';
import { problems } from '../src/problems/registry.ts';
import { unseen } from '../src/problems/unseen/index.ts';
import { scenarios } from '../src/sandbox/scenarios/index.ts';
import { accuracyPage } from './docs/accuracy.ts';
import { catalogue, groups } from './docs/catalogue.ts';
import { commandPages, type CommandHelp } from './docs/commands.ts';
import { confusablePage } from './docs/confusable.ts';
import { confusablePairs } from './docs/confusable-pairs.ts';
import { coveredCauses } from './docs/covered-causes.ts';
import { carryOut, compare, type Page } from './docs/page.ts';
import { problemPages } from './docs/problems.ts';
import { readmeRegions } from './docs/readme.ts';
import { fillRegions } from './docs/region.ts';
import { scenarioPages, scenariosByProblem } from './docs/scenarios.ts';
import { schemaPages } from './docs/schema.ts';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const shown = await helps();
const readme = await readFile(path.join(root, 'README.md'), 'utf8');
const pages: readonly Page[] = [
  ...schemaPages(),
  ...problemPages({ problems, checks, entraCodes, coveredCauses, unseen, backgrounds, shownBy: scenariosByProblem(scenarios) }),
  ...scenarioPages(scenarios, problems),
  accuracyPage({ catalogue, groups, problems, checks, unseen, scenarios }),
  confusablePage({ pairs: confusablePairs, problems, scenarios }),
  ...commandPages(shown),
  { file: 'README.md', text: fillRegions(readme, await readmeRegions(root, shown, usedRights({ logs: true, fromPod: false }))), amongOthers: true },
];
const difference = await compare(root, pages);
const files = [...difference.write.map(({ file }) => file), ...difference.remove];
if (values.check && files.length > 0) {
  console.error(`not as the source says (npm run docs mends it):\n${files.map((file) => `  ${file}`).join('\n')}`);
  process.exitCode = 1;
} else {
  if (!values.check) await carryOut(root, difference);
  console.log(files.length === 0 ? `${pages.length} pages, all as the source says` : `written or removed:\n${files.map((file) => `  ${file}`).join('\n')}`);
}

async function helps(): Promise<readonly CommandHelp[]> {
  const loaded = await Promise.all(commands.map(({ load }) => load()));
  return loaded
    .filter(({ hidden }) => hidden !== true)
    .map((command) => ({ name: command.name, short: command.summary, help: helpText(command, 'kubectl wi') }));
}
