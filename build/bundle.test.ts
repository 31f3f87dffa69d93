import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { bundle, type Bundle } from './bundle.ts';
import { chunkLoader } from './loader/scripts.ts';

const info = { version: '1.2.3', commit: 'abc', date: '2026-11-24T00:00:00.000Z' };

describe('a bundle', () => {
  let folder = '';
  let made: Bundle = { chunks: new Map(), packages: [], id: '' };

  function source(name: string, text: string): string {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  }

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'kubectl-wi-bundle-'));
    source('shared.ts', 'export let count = 0; export function add() { count += 1; return count; }');
    source('one.ts', "import { sep } from 'node:path'; import { add } from './shared.ts'; export const run = () => [add(), sep, 'é'];");
    source('two.ts', "import { add, count } from './shared.ts'; export const run = () => [add(), count, import.meta.url.slice(0, 5)];");
    const entry = source(
      'main.ts',
      `declare const __WI_BUILD__: string;
       export const build = __WI_BUILD__;
       export const one = async () => (await import('./one.ts')).run();
       export const two = async () => (await import('./two.ts')).run();`,
    );
    made = await bundle(entry, info);
  });

  after(() => rmSync(folder, { recursive: true }));

  function load(read: string[] = []): { readonly build: string; one(): Promise<unknown>; two(): Promise<unknown> } {
    const requireChunk = chunkLoader(
      (name) => {
        read.push(name);
        return { source: Buffer.from(made.chunks.get(name) ?? '', 'latin1'), cache: undefined };
      },
      createRequire(import.meta.url),
      process.execPath,
    );
    return requireChunk('./main.js') as ReturnType<typeof load>;
  }

  test('loads a command only when it is run', async () => {
    const read: string[] = [];
    const main = load(read);
    assert.deepEqual(read, ['main.js']);
    assert.deepEqual(await main.one(), [1, path.sep, 'é']);
    assert.ok(read.some((name) => name.startsWith('one-')));
    assert.ok(!read.some((name) => name.startsWith('two-')));
  });

  test('keeps what commands share once, with bindings that stay alive', async () => {
    const main = load();
    await main.one();
    assert.deepEqual(await main.two(), [2, 2, 'file:']);
  });

  test('knows the version, commit and date it was built with', () => {
    assert.deepEqual(JSON.parse(load().build), info);
  });

  test('is ASCII, so that the loader need not decode it', () => {
    assert.ok(made.chunks.size > 3);
    for (const text of made.chunks.values()) assert.match(text, /^[\0-\x7f]*$/);
  });

  test('refuses a source that the bundler warns about', async () => {
    const entry = source('warned.ts', "export const wrong = typeof process === 'nmber';");
    await assert.rejects(bundle(entry, info), /the bundler warns:\n.*nmber/s);
  });
});
