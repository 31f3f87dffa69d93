/** What `bind plan -o terraform` prints, before HashiCorp's own parser and formatter. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { language } from '../../src/bind/writers/terraform.ts';
import { bind } from '../bind/bind.ts';
import { planWorlds } from '../bind/plan-worlds.ts';
import { goPrograms } from '../cluster/go-programs.ts';
import { runProgram } from '../cluster/run-program.ts';
import { withSandbox } from '../scenarios/world.ts';
import { strangePlan, strangeTexts, type StrangeTexts } from './strange-plan.ts';

interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

describe('kubectl wi bind plan -o terraform', () => {
  let programs = '';
  before(
    async () => {
      programs = await goPrograms(path.join(import.meta.dirname, 'hcl'), 'hcl', 'github.com/hashicorp/hcl/v2', ['.', 'github.com/hashicorp/hcl/v2/cmd/hclfmt']);
    },
    { timeout: 10 * 60_000 },
  );

  async function faultsOf(text: string): Promise<string> {
    const { stdout, stderr, exitCode } = await runProgram(path.join(programs, 'hclfmt'), ['-check'], {}, text);
    return exitCode !== 0 ? stderr : stdout === text ? '' : 'hclfmt would write it otherwise';
  }

  async function blocksOf(text: string): Promise<readonly Block[]> {
    const { stdout, stderr } = await runProgram(path.join(programs, 'hcl'), [], {}, text);
    assert.equal(stderr, '');
    return JSON.parse(stdout) as readonly Block[];
  }

  for (const [name, { world, argv }] of Object.entries(planWorlds)) {
    it(`is HCL as hclfmt leaves it, and refers to nothing that is not in it: ${name}`, { timeout: 120_000 }, async () => {
      const { stdout } = await withSandbox(world, ({ env }) => bind(env, ['plan', ...argv, '-o', 'terraform']));
      assert.equal(await faultsOf(stdout), '');
      const blocks = await blocksOf(stdout);
      const addresses = blocks.map(({ type, labels }) => [...(type === 'data' ? ['data'] : []), ...labels].join('.'));
      assert.equal(new Set(addresses.filter((one) => one !== '')).size, addresses.filter((one) => one !== '').length);
      const references = [...JSON.stringify(blocks.map(({ attributes }) => attributes)).matchAll(/\b((?:data\.)?azure(?:rm|ad)_\w+\.\w+)/g)].map(([reference]) => reference);
      assert.deepEqual(references.filter((one) => !addresses.includes(one)), []);
      // what is looked up is used
      assert.deepEqual(addresses.filter((one) => one.startsWith('data.') && !references.includes(one)), []);
    });
  }

  it('has every text as it was, and nothing else, however strange it is', { timeout: 60_000 }, async () => {
    const texts = strangeTexts(300);
    const { plan, page } = strangePlan(texts);
    const written = language.write(plan, page);
    assert.equal(await faultsOf(written), '');
    const credentials = (await blocksOf(written)).filter(({ type }) => type === 'resource');
    // HCL has each string in its composed form
    const composed = ({ name, issuer, subject }: StrangeTexts): StrangeTexts => ({ name: name.normalize(), issuer: issuer.normalize(), subject: subject.normalize() });
    assert.deepEqual(credentials.map(({ attributes: { name, issuer, subject } }) => ({ name, issuer, subject })), texts.map(composed));
  });

  it('is told apart from what is no HCL, and from what is not formatted', async () => {
    assert.notEqual(await faultsOf('resource "a" "b" {\n  name = "${"\n}\n'), '');
    assert.notEqual(await faultsOf('resource "a" "b" {\n  name = "x"\n  longer = "y"\n}\n'), '');
  });
});
