import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';

import { filesOfTree, linesMatching, read } from './tree.ts';

const self = 'test/house/tree.test.ts';
const files = filesOfTree();
const typescript = files.filter((file) => file.endsWith('.ts'));
const tests = typescript.filter((file) => file.endsWith('.test.ts'));
/** What ships: neither tests nor what only they use. */
const shipped = typescript.filter((file) => file.startsWith('src/') && !file.endsWith('.test.ts') && !file.includes('/testing/'));

describe('the house', () => {
  test('has process in src/main.ts alone', () => {
    assert.ok(shipped.length > 0);
    assert.deepEqual(linesMatching(shipped.filter((file) => file !== 'src/main.ts'), /\bprocess(\?\.|\.|\[)[\w$'"]|['"](node:)?process['"]/), []);
  });

  test('ships nothing that is for tests', () => {
    assert.deepEqual(linesMatching(shipped, /['"][^'"]*(\/testing\/|\.test\.ts)[^'"]*['"]|['"]node:test['"]|['"]fast-check['"]/), []);
  });

  test('loads a room at run time from src/main.ts and src/cli alone', () => {
    const rooms = shipped.filter((file) => file !== 'src/main.ts' && !file.startsWith('src/cli/'));
    assert.deepEqual(linesMatching(rooms, /\bimport\(\s*['"`]\.\.\//).filter((line) => !line.includes('typeof import(')), []);
  });

  test('runs every test it has', () => {
    const ways = /\.(skip|only|todo)\(|\b(test|it|describe|suite)\.(skip|only|todo)\b|\b(test|it|describe|suite)\(.*\{[^}]*\b(skip|only|todo)\b/;
    assert.ok(tests.length > 0);
    assert.deepEqual(linesMatching(tests.filter((file) => file !== self), ways), []);
  });

  test('reaches every test file from an npm script', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const globs = Object.values(scripts)
      .filter((script) => script.includes('node --test'))
      .flatMap((script) => [...script.matchAll(/"([^"]+\.test\.ts)"/g)].map(([, glob = '']) => glob));
    assert.deepEqual(tests.filter((file) => !globs.some((glob) => path.matchesGlob(file, glob))), []);
  });

  test('leaves nothing open', () => {
    const texts = files.filter((file) => /\.(ts|md|go|yaml|json|jsonc)$|^\.ci\//.test(file) && file !== self && file !== 'package-lock.json');
    assert.deepEqual(linesMatching(texts, /\b(TODO|FIXME|HACK|XXX)\b/), []);
  });

  test('names files after what they hold', () => {
    const empty = /(^|[/-])(utils?|helpers?|common|managers?|misc)(\.|\/|$)/;
    assert.deepEqual(files.filter((file) => empty.test(file)), []);
    assert.deepEqual(typescript.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/.test(path.basename(file))), []);
  });

  test('names no machine that it was made on', () => {
    const texts = files.filter((file) => /\.(ts|md|go|yaml|json)$|^\.ci\//.test(file) && file !== self);
    assert.deepEqual(linesMatching(texts, /\/work\/(main|shared)|\/tmp\/tasks/), []);
  });
});
