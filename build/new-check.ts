/**
 * `npm run new:check -- LINK/NAME PROBLEM` writes what a new check consists of and enters it in the lists.
 *
 * What it writes compiles; the tests fail until the check judges, the scenario has its fault and the sentences are
 * written. CONTRIBUTING.md has the steps.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { problems, retiredCodes } from '../src/problems/registry.ts';
import { linkNames } from '../src/report/report.ts';
import { nextCode } from './new-check/code.ts';
import { camel, pascal, readWanted, type Wanted } from './new-check/names.ts';
import { register, type Entry } from './new-check/register.ts';
import { brokenScenarioSource, checkSource, checkTestSource, mendedScenarioSource, problemSource } from './new-check/templates.ts';

const root = path.resolve(import.meta.dirname, '..');

try {
  const wanted = readWanted(process.argv.slice(2));
  const code = nextCode(wanted.link, [...problems.map((problem) => problem.code), ...retiredCodes]);
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const files = await planned(wanted, code, version);
  for (const [file, text] of files) await writeFile(path.join(root, file), text);
  console.log(`${code} ${wanted.problem}, found by ${wanted.link}/${wanted.check}:\n${files.map(([file]) => `  ${file}`).join('\n')}`);
  console.log(`Next: put the fault into src/sandbox/scenarios/${wanted.problem}.ts (CONTRIBUTING.md, step 2). See it with: npm run demo -- ${wanted.problem}`);
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

/** Every file to write, the lists last; throws before anything is written where a file is there already. */
async function planned(wanted: Wanted, code: string, version: string): Promise<readonly (readonly [string, string])[]> {
  const { link, check, problem } = wanted;
  const made = [
    [`src/problems/${link}/${problem}.ts`, problemSource(wanted, code, version)],
    [`src/chain/${link}/${check}.ts`, checkSource(wanted)],
    [`src/chain/${link}/${check}.test.ts`, checkTestSource(wanted)],
    [`src/sandbox/scenarios/${problem}.ts`, brokenScenarioSource(wanted)],
    [`src/sandbox/scenarios/${problem}-mended.ts`, mendedScenarioSource(wanted)],
  ] as const;
  const there = made.map(([file]) => file).filter((file) => existsSync(path.join(root, file)));
  if (there.length > 0) throw new Error(`there already: ${there.join(', ')}`);

  const upToLink = (specifier: string): boolean => linkNames.findIndex((name) => specifier.startsWith(`./${name}/`)) <= linkNames.indexOf(link);
  const scenario = (name: string): Entry => ({ exported: camel(name), specifier: `./${name}.ts`, otherName: `${camel(name)}Scenario` });
  const inLink = (name: string): Entry => ({ exported: camel(name), specifier: `./${link}/${name}.ts`, otherName: `${camel(link)}${pascal(name)}` });
  const scenarios = await read('src/sandbox/scenarios/index.ts');
  const everything = (): boolean => true;
  return [
    ...made,
    ['src/problems/registry.ts', register(await read('src/problems/registry.ts'), 'problems', inLink(problem), upToLink)],
    ['src/chain/checks.ts', register(await read('src/chain/checks.ts'), 'checks', inLink(check), upToLink)],
    [
      'src/sandbox/scenarios/index.ts',
      register(register(scenarios, 'scenarios', scenario(problem), everything), 'scenarios', scenario(`${problem}-mended`), everything),
    ],
  ];
}

function read(file: string): Promise<string> {
  return readFile(path.join(root, file), 'utf8');
}
