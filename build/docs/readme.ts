import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import type { UsedRight } from '../../src/cli/rights.ts';
import { linkOfCheck } from '../../src/report/links.ts';
import type { CommandHelp } from './commands.ts';
import { block, code, plain, table } from './page.ts';

/** The parts of README.md that are made from the source, by the name of their region. */
export async function readmeRegions(root: string, commands: readonly CommandHelp[], rights: readonly UsedRight[]): Promise<Readonly<Record<string, string>>> {
  return {
    demo: block('text', steady(await demoOutput(root))),
    commands: table(['command', 'what it does'], commands.map(({ name, short }) => [`[kubectl wi ${name}](docs/cli/${name}.md)`, plain(short)])),
    rights: clusterRightsTable(rights),
    'azure-rights': azureRightsTable(rights),
  };
}

/** What `npm run demo -- fic-subject-mismatch` prints where nothing is a terminal: 80 columns, no colour. */
async function demoOutput(root: string): Promise<string> {
  const env = { LANG: 'C.UTF-8', NO_COLOR: '1', ...(process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] }) };
  const argv = [path.join(root, 'src', 'main.ts'), 'demo', 'fic-subject-mismatch'];
  const { stdout } = await promisify(execFile)(process.execPath, argv, { env, timeout: 60_000 });
  return stdout;
}

/** The same text for every run: what a run takes and the key of a cluster differ each time. */
export function steady(text: string): string {
  return text
    .replace(/\bin \d+\.\d s\b/g, 'in 0.2 s')
    .replace(/(publishes key )[\w-]{8}…/g, '$1Xk2vQ9dT…')
    .replace(/^\n+/, '');
}

function clusterRightsTable(rights: readonly UsedRight[]): string {
  const rows = rights.flatMap(({ right, usedBy }) => {
    if (right.where !== 'cluster') return [];
    const { verb, group, resource, subresource, scope, power } = right;
    const resources = resource.split(',').map((one) => `${one}${subresource === undefined ? '' : `/${subresource}`}${group === '' ? '' : `.${group}`}`);
    return [[`${verb} ${resources.map(code).join(', ')}`, scope, power === 'powerful' ? '**powerful**' : power, linksOf(usedBy)]];
  });
  return table(['right', 'granted in', 'kind', 'read for'], rows);
}

function azureRightsTable(rights: readonly UsedRight[]): string {
  const rows = rights.flatMap(({ right, usedBy }) => (right.where === 'azure' ? [[code(right.action), right.carriedBy, linksOf(usedBy)]] : []));
  return table(['action', 'who has it', 'read for'], rows);
}

function linksOf(checks: readonly string[]): string {
  return [...new Set(checks.map(linkOfCheck))].join(', ');
}
