/** Every line of `az` that is printed, before the parser of the real Azure CLI: the command is there, and takes these options. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as z from 'zod';
import { backgrounds } from '../../src/problems/background/index.ts';
import { createGroup, createIdentity, createServicePrincipal, deleteIdentity, enableServicePrincipal } from '../../src/problems/mend.ts';
import { lookUps } from '../../src/problems/placeholders.ts';
import { describeProblem } from '../../src/problems/problem.ts';
import type { Step } from '../../src/problems/step.ts';
import { samples } from '../../src/problems/testing/samples.ts';
import { unseen } from '../../src/problems/unseen/index.ts';
import { doctorReport } from '../../src/report/report.ts';
import { scenarios } from '../../src/sandbox/scenarios/index.ts';
import { subscriptionId } from '../../src/sandbox/scenarios/shop.ts';
import { bind, bindJson, doctor } from '../bind/bind.ts';
import { planWorlds } from '../bind/plan-worlds.ts';
import { runProgram } from '../cluster/run-program.ts';
import { withSandbox } from '../scenarios/world.ts';
import { pythonWithPackages } from './python.ts';

const source = path.resolve(import.meta.dirname, '..', '..', 'src');
const soon = { timeout: 180_000 };

/** Worlds in which a check that cannot decide says how to look. */
const undecided = [
  'identity-not-found-unread',
  'kv-access-policy-missing-unread',
  'kv-firewall',
  'kv-private-endpoint-pending-unread',
  'sdk-client-id-option-ignored',
  'webhook-wrong-cloud-unread',
];

/** Commands that come with an extension, which the lines before them install: it is not here, so nobody has parsed them. */
const ofExtensions = ['aks-preview: aks update --disable-pod-identity', 'connectedk8s: connectedk8s show'];

const identity = { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', name: 'id-orders', resourceGroup: 'rg-shop', subscriptionId };

/** What is printed together, in its order. */
type Block = readonly Pick<Step, 'title' | 'argv'>[];

const ofBind: readonly Block[] = [
  createIdentity(identity, 'westeurope'),
  [deleteIdentity(identity)],
  [createServicePrincipal(identity)],
  [enableServicePrincipal(identity)],
  [createGroup('rg-shop', 'westeurope', subscriptionId)],
];

describe('the lines of az that are printed', { concurrency: 2 }, () => {
  let python = '';
  let folder = '';
  before(
    async () => {
      python = await pythonWithPackages();
      folder = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-az-lines-'));
    },
    { timeout: 20 * 60_000 },
  );
  after(() => rm(folder, { recursive: true, force: true }));

  /** What the parser says against each line, or null. */
  async function complaints(lines: readonly (readonly string[])[]): Promise<readonly (string | null)[]> {
    const env = { AZURE_CONFIG_DIR: await mkdtemp(path.join(folder, 'azure-')), AZURE_CORE_COLLECT_TELEMETRY: 'no', AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no', PATH: '/usr/bin:/bin' };
    const { stdout, stderr, exitCode } = await runProgram(python, ['-I', path.join(import.meta.dirname, 'parse-commands.py')], env, JSON.stringify(lines.map((line) => line.slice(1))));
    assert.equal(exitCode, 0, stderr);
    return z.array(z.string().nullable()).parse(JSON.parse(stdout));
  }

  it('are taken by its parser, whatever the problem', soon, async () => {
    const [decidedBy, planned] = [await stepsOfUndecided(), await stepsOfPlans()];
    const blocks: readonly Block[] = [...samples.map((sample) => describeProblem(sample).fix), ...unseen.map(({ look }) => look), ...Object.values(backgrounds).map(({ look }) => look), lookUps, decidedBy, planned, ...ofBind];
    const ofAz = blocks.map((block) => block.filter(({ argv }) => argv[0] === 'az'));
    const lines = [...new Map(ofAz.flat().map(({ argv }) => [argv.join(' '), argv])).values()];
    const said = await complaints(lines);
    const refused = new Map(lines.flatMap((line, index) => (said[index] === null ? [] : [[line.join(' '), said[index]] as const])));

    const extended = new Set<string>();
    for (const block of ofAz) {
      for (const [index, { argv }] of block.entries()) {
        const complaint = refused.get(argv.join(' '));
        if (complaint === undefined) continue;
        const extension = block.slice(0, index).findLast((one) => one.argv.slice(1, 3).join(' ') === 'extension add')?.argv.at(-1);
        assert.ok(extension !== undefined, `${argv.join(' ')}: ${complaint}`);
        extended.add(`${extension}: ${argv.slice(1).filter((word, at) => at < 2 || word === '--disable-pod-identity').join(' ')}`);
      }
    }
    assert.deepEqual([...extended].toSorted(), ofExtensions);

    const titles = new Set(ofAz.flat().map(({ title }) => title));
    assert.deepEqual((await titlesInSource()).filter((title) => !titles.has(title)), [], 'no sample prints these');
  });

  it('are told apart from what az does not take', soon, async () => {
    const list = ['az', 'identity', 'list'];
    const create = ['az', 'identity', 'federated-credential', 'create', '-g', 'g', '--identity-name', 'i', '--name', 'n', '--issuer', 'https://a.example', '--subject', 's'];
    const said = await complaints([list, create, ['az', 'identity', 'lst'], [...list, '--nmae', 'x'], [...list, '--query', '[].{name:'], create.slice(0, -6), ['az', 'keyvault', 'set-policy', '-n', 'v', '--object-id', 'x', '--secret-permissions', 'read'], ['az', 'nothing']]);
    assert.deepEqual(said.map((one) => one === null), [true, true, false, false, false, false, false, false], JSON.stringify(said));
  });
});

async function stepsOfUndecided(): Promise<Block> {
  const steps: Block[number][] = [];
  for (const name of undecided) {
    const scenario = scenarios.find((one) => one.name === name);
    assert.ok(scenario !== undefined, name);
    const { stdout } = await withSandbox(scenario, ({ env }) => doctor(env, [...scenario.command.slice(1), '-o', 'json']));
    const { targets } = doctorReport.parse(JSON.parse(stdout));
    steps.push(...targets.flatMap(({ checks }) => checks.flatMap(({ decidedBy = [] }) => decidedBy)));
  }
  return steps;
}

/** What a plan says can be done by hand, and what a written one says is to be run beside it. */
async function stepsOfPlans(): Promise<Block> {
  const { world, argv } = planWorlds['no-policy'];
  const { plan } = await withSandbox(world, ({ env }) => bindJson(env, ['plan', ...argv]));
  const written = await Promise.all(
    (['bicep', 'kustomize'] as const).map(async (language) => {
      const { world: lacking, argv: asked } = planWorlds['a-new-identity'];
      const { stdout } = await withSandbox(lacking, ({ env }) => bind(env, ['plan', ...asked, '-o', language]));
      const lines = [...stdout.matchAll(/^(?:\/\/|#) (az .*[^.])$/gm)].map(([, line = '']) => line);
      assert.ok(lines.length > 0, `${language}: ${stdout}`);
      return lines.map((line) => ({ title: '', argv: line.split(' ') }));
    }),
  );
  return [...plan.changes.flatMap(({ steps }) => steps), ...written.flat()];
}

/** The title of each line that is written down as it is. */
async function titlesInSource(): Promise<readonly string[]> {
  const files = (await readdir(source, { recursive: true })).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('sandbox'));
  const texts = await Promise.all(files.map((file) => readFile(path.join(source, file), 'utf8')));
  return texts.flatMap((text) => [...text.matchAll(/\baz\(\s*(['"])((?:\\.|(?!\1).)+)\1/g)].map(([, , title = '']) => title.replaceAll("\\'", "'")));
}
