import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse as parseYaml } from 'yaml';
import { entraCodes } from '../../src/problems/entra-codes.ts';
import { problems } from '../../src/problems/registry.ts';
import { unseen } from '../../src/problems/unseen/index.ts';
import { assertGolden } from './golden.ts';
import { run } from './run.ts';

test('a code is explained, with the values of an example', async () => {
  const { stdout, stderr, exitCode } = await run('explain', 'WI552');
  assertGolden('explain-code', stdout);
  assert.deepEqual([stderr, exitCode], ['', 0]);
});

test('a name, in any case, and a code in lower case are explained like the code', async () => {
  const { stdout } = await run('explain', 'WI552');
  for (const word of ['fic-issuer-trailing-slash', 'FIC-Issuer-Trailing-Slash', 'wi552']) assert.equal((await run('explain', word)).stdout, stdout);
});

test('an AADSTS number with one cause is explained with what it means', async () => {
  assertGolden('explain-aadsts', (await run('explain', 'AADSTS7000229')).stdout);
});

test('a number is found in an error text, and with several causes the likeliest is first', async () => {
  const { stdout } = await run('explain', 'AADSTS700213: No matching federated identity record found for presented assertion subject');
  assert.match(stdout, /^AADSTS700213: [^\n]+\n/);
  assert.match(stdout, /It has several causes; kubectl wi doctor TYPE\/NAME decides between\s+them\.\s+The\s+likeliest\s+first:/);
  assert.equal(/^WI\d+ {2}(\S+)/m.exec(stdout)?.[1], entraCodes.find(({ aadsts }) => aadsts === 700213)?.problems[0]);
});

test('an error of another flow is named as such, and no finding', async () => {
  assertGolden('explain-other-flow', (await run('explain', 'AADSTS7000215')).stdout);
});

test('what a problem covers leads to it', async () => {
  const [problem] = problems.filter(({ covers = [] }) => covers.length > 0);
  const { stdout } = await run('explain', problem?.covers?.[0] ?? '');
  assert.match(stdout, new RegExp(`^${problem?.code} `, 'm'));
});

test('what cannot be seen is said to be such, with how to look', async () => {
  const { stdout, exitCode } = await run('explain', 'pod-env-not-inherited');
  assertGolden('explain-unseen', stdout);
  assert.equal(exitCode, 0);
  const { findings, unseen: entries } = JSON.parse((await run('explain', 'pod-env-not-inherited', '-o', 'json')).stdout) as { readonly findings: unknown; readonly unseen: readonly { readonly problem: string }[] };
  assert.deepEqual([findings, entries.map(({ problem }) => problem)], [[], ['pod-env-not-inherited']]);
});

test('every problem and every number can be explained, in 80 columns but for words that cannot be broken', async () => {
  for (const word of [...problems.map(({ code }) => code), ...unseen.map(({ name }) => name), ...entraCodes.map(({ aadsts }) => `AADSTS${aadsts}`)]) {
    const { stdout, stderr, exitCode } = await run('explain', word);
    assert.deepEqual([stderr, exitCode], ['', 0], word);
    for (const line of stdout.split('\n')) assert.ok([...line].length <= 80 || /^\s*(?:# |--?[a-z-]+ |[A-Za-z]+: )?\S+(?: \\)?$|^\s*(?:--?[a-z-]+ )?'(?:[^']|'\\'')*'(?: \\)?$/.test(line), `${word}: ${line}`);
  }
});

test('JSON and YAML are one document, the same one', async () => {
  for (const word of ['WI552', 'AADSTS700213', 'AADSTS7000215']) {
    const json = JSON.parse((await run('explain', word, '-o', 'json')).stdout) as { readonly kind: string; readonly findings: readonly unknown[]; readonly unknown: readonly unknown[] };
    assert.deepEqual(parseYaml((await run('explain', word, '-o', 'yaml')).stdout), json);
    assert.equal(json.kind, 'Explanation');
    assert.equal(json.findings.length > 0, word !== 'AADSTS7000215');
    assert.equal(json.unknown.length > 0, word === 'AADSTS7000215');
  }
});
