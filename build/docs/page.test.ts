import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';

import { block, carryOut, compare, plain } from './page.ts';

describe('generated pages', () => {
  let root = '';
  const pages = [
    { file: 'docs/a/one.md', text: 'one' },
    { file: 'docs/a/two.md', text: 'two' },
  ];

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'kubectl-wi-pages-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('that are missing or different are found, and so are those that nothing makes any more', async () => {
    mkdirSync(path.join(root, 'docs', 'a'), { recursive: true });
    writeFileSync(path.join(root, 'docs', 'a', 'one.md'), 'other');
    writeFileSync(path.join(root, 'docs', 'a', 'old.md'), 'old');
    const { write, remove } = await compare(root, pages);
    assert.deepEqual(write, pages);
    assert.deepEqual(remove, ['docs/a/old.md']);
  });

  test('are all as the source says once written', async () => {
    await carryOut(root, await compare(root, pages));
    assert.deepEqual(await compare(root, pages), { write: [], remove: [] });
    assert.deepEqual(readdirSync(path.join(root, 'docs', 'a')), ['one.md', 'two.md']);
    assert.equal(readFileSync(path.join(root, 'docs', 'a', 'one.md'), 'utf8'), 'one');
  });

  test('among files that people write are compared, and those files are left alone', async () => {
    writeFileSync(path.join(root, 'by-hand.md'), 'by hand');
    const page = { file: 'README.md', text: 'made', amongOthers: true } as const;
    assert.deepEqual(await compare(root, [page]), { write: [page], remove: [] });
  });
});

test('no text can end the code block that it stands in', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('`', '\n', 'a', '~') }), (text) => {
      const [opening = '', ...lines] = block('', text).split('\n');
      assert.match(opening, /^`{3,}$/);
      assert.equal(lines.findIndex((line) => line.startsWith(opening)), lines.length - 1);
    }),
  );
});

test('text loses nothing and gains only backslashes before what Markdown would read', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(plain(text).replace(/\\([\\`*_{}[\]<>|#])/g, '$1'), text);
      assert.doesNotMatch(plain(text).replace(/\\./gs, ''), /[`*_[\]<>|]/);
    }),
  );
});
