/**
 * `npm run docs` writes what is made from the source under docs/; `npm run docs -- --check` writes nothing, and
 * fails with the names of the files that are not as the source says.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';

import { commands } from '../src/cli/commands/index.ts';
import { helpText } from '../src/cli/help-text.ts';
import { problems } from '../src/problems/registry.ts';
import { scenarios } from '../src/sandbox/scenarios/index.ts';
import { commandPages, type CommandHelp } from './docs/commands.ts';
import { carryOut, compare, type Page } from './docs/page.ts';
import { problemPages } from './docs/problems.ts';
import { scenarioPages, scenariosByProblem } from './docs/scenarios.ts';
import { schemaPages } from './docs/schema.ts';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const pages: readonly Page[] = [
  ...schemaPages(),
  ...problemPages(problems, scenariosByProblem(scenarios)),
  ...scenarioPages(scenarios, new Map(problems.map(({ name, code }) => [name, code]))),
  ...commandPages(await helps()),
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
