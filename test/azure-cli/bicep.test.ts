/** What `bind plan -o bicep` prints, before the grammar of Bicep: its compiler is in no registry that is asked here. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { language } from '../../src/bind/writers/bicep.ts';
import { bind } from '../bind/bind.ts';
import { planWorlds } from '../bind/plan-worlds.ts';
import { runProgram } from '../cluster/run-program.ts';
import { withSandbox } from '../scenarios/world.ts';
import { pythonWithPackages } from './python.ts';
import { strangePlan, strangeTexts } from './strange-plan.ts';

interface Read {
  readonly faults: readonly { readonly line: number; readonly text: string }[];
  readonly resources: readonly string[];
}

describe('kubectl wi bind plan -o bicep', () => {
  let python = '';
  before(
    async () => {
      python = await pythonWithPackages();
    },
    { timeout: 20 * 60_000 },
  );

  async function read(text: string): Promise<Read> {
    const { stdout, stderr } = await runProgram(python, ['-I', path.join(import.meta.dirname, 'bicep-faults.py')], {}, text);
    assert.equal(stderr, '');
    return JSON.parse(stdout) as Read;
  }

  for (const [name, { world, argv }] of Object.entries(planWorlds)) {
    it(`is Bicep, and each symbol is declared once: ${name}`, { timeout: 120_000 }, async () => {
      const { stdout } = await withSandbox(world, ({ env }) => bind(env, ['plan', ...argv, '-o', 'bicep']));
      const { faults, resources } = await read(stdout);
      assert.deepEqual(faults, []);
      const symbols = resources.map((one) => one.split(' ')[1]);
      assert.equal(new Set(symbols).size, symbols.length);
      for (const [, symbol = ''] of stdout.matchAll(/^ *(?:parent: |scope: |principalId: |objectId: )([a-z]\w*)(?:\.properties\.principalId)?$/gm)) assert.ok(symbols.includes(symbol), symbol);
    });
  }

  it('declares as many resources as there are, however strange their texts are', { timeout: 60_000 }, async () => {
    // this grammar, unlike the compiler, sees a comment where a string begins with two slashes
    const apart = (text: string): string => text.replace(/\/(?=[/*])/g, '/ ');
    const texts = strangeTexts(300).map(({ name, issuer, subject }) => ({ name: apart(name), issuer: apart(issuer), subject: apart(subject) }));
    const { plan, page } = strangePlan(texts);
    const { faults, resources } = await read(language.write(plan, page));
    assert.deepEqual([faults, resources.length], [[], texts.length + 1]);
  });

  it('is told apart from what is no Bicep', async () => {
    assert.notDeepEqual((await read("resource a 'X@1' = {\n  name: 'a'b'\n}\n")).faults, []);
  });
});
