import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { AnyCheck } from './check.ts';
import { linkOf } from './check.ts';
import { checks } from './checks.ts';
import { links } from './link.ts';

/** What a file below src/chain exports that is a check. */
async function checksOf(file: string): Promise<readonly AnyCheck[]> {
  const exported = Object.values((await import(new URL(file, import.meta.url).href)) as Readonly<Record<string, unknown>>);
  return exported.filter((one): one is AnyCheck => typeof one === 'object' && one !== null && 'reads' in one && 'each' in one);
}

for (const check of checks) {
  test(`the file of ${check.id} is at its id, and exports it alone`, async () => {
    assert.deepEqual(await checksOf(`./${check.id}.ts`), [check]);
  });
}

test('every check that a file below src/chain exports is run', async () => {
  const files = links.flatMap((link) => filesOf(link).map((file) => `./${link}/${file}`));
  const exported = (await Promise.all(files.map(checksOf))).flat();
  assert.deepEqual(exported.filter((check) => !checks.includes(check)).map(({ id }) => id), []);
});

function filesOf(link: string): readonly string[] {
  try {
    return readdirSync(new URL(`./${link}`, import.meta.url)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  } catch {
    // a link that nothing looks at yet has no folder
    return [];
  }
}

test('ids and titles are of one check each, and a title reads as the healthy state', () => {
  assert.equal(new Set(checks.map(({ id }) => id)).size, checks.length);
  assert.equal(new Set(checks.map(({ title }) => title)).size, checks.length);
  for (const { id, title } of checks) {
    assert.ok(links.includes(linkOf({ id })), id);
    assert.match(title, /^(?!.*\b(missing|broken|fails?|wrong|invalid)\b)(?:[a-z]|Entra )[^\n]*[^.\n]$/, id);
  }
});

test('checks stand in chain order', () => {
  const order = checks.map((check) => links.indexOf(linkOf(check)));
  assert.deepEqual(order, [...order].sort((a, b) => a - b));
});

test('a check names each problem once, and reads something', () => {
  for (const { id, problems, reads } of checks) {
    assert.equal(new Set(problems).size, problems.length, id);
    assert.ok(reads.length > 0, id);
  }
});
