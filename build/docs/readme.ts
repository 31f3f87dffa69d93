import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import type { UsedRight } from '../../src/cli/rights.ts';
import { linkOfCheck } from '../../src/report/links.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { azure, deployment, identity, issuer, namespace, vault, webhook } from '../../src/sandbox/scenarios/shop.ts';
import type { CommandHelp } from './commands.ts';
import { block, code, plain, table } from './page.ts';

/** The parts of README.md that are made from the source, by the name of their region. */
export async function readmeRegions(root: string, commands: readonly CommandHelp[], rights: readonly UsedRight[]): Promise<Readonly<Record<string, string>>> {
  return {
    demo: block('text', steady(await demoOutput(root))),
    bind: block('text', steady(await bindOutput(root))),
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

const bindLine = ['bind', 'deploy/orders', '-n', 'shop', '--identity', 'id-orders', '--vault', 'kv-shop', '--secret', 'db-password', '--yes'];

/** What `bind` prints for a workload that nothing was set up for. */
async function bindOutput(root: string): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-docs-'));
  const bare = deployment({ labels: {}, spec: { serviceAccountName: undefined } });
  const sandbox = await startSandbox(
    {
      cluster: { issuer, steps: [{ do: 'webhook', state: webhook }, { do: 'apply', objects: [namespace, bare] }] },
      azure: azure({ identities: [identity([])], vaults: [vault({ roleAssignments: [] })] }),
    },
    directory,
  );
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(root, 'src', 'main.ts'), ...bindLine], { env: { ...sandbox.env, LANG: 'C.UTF-8', NO_COLOR: '1' }, timeout: 60_000 });
    return `$ kubectl wi ${bindLine.join(' ')}\n\n${stdout}`;
  } finally {
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  }
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
    const { verb, group, resource, subresource, scope, power, onlyFor } = right;
    const resources = resource.split(',').map((one) => `${one}${subresource === undefined ? '' : `/${subresource}`}${group === '' ? '' : `.${group}`}`);
    return [[`${verb} ${resources.map(code).join(', ')}${onlyFor === undefined ? '' : `, with \`--${onlyFor}\``}`, scope, power === 'powerful' ? '**powerful**' : power, linksOf(usedBy)]];
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
