import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Script } from 'node:vm';

import { userCache } from './user-cache.ts';

const source = '(function(){ return [1, 2].map((one) => one + 1); })';

describe('the code cache in the home of a user', () => {
  let home = '';

  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'kubectl-wi-home-'));
  });

  afterEach(() => rmSync(home, { recursive: true }));

  function open(id = 'one', env: Readonly<Record<string, string>> = {}): ReturnType<typeof userCache> {
    const user = process.getuid?.();
    return userCache(id, { env, platform: 'linux', arch: 'x64', nodeVersion: 'v1', user, home: () => home });
  }

  /** A run that loads one chunk. */
  function runOnce(id?: string, exitCode = 0): boolean {
    const cache = open(id);
    const found = cache.read('main.js') !== undefined;
    cache.write(exitCode, () => source);
    return found;
  }

  const all = (): string => path.join(home, '.cache', 'kubectl-wi', 'code');
  const folder = (id = 'one'): string => path.join(all(), `${id}-linux-x64-node-v1`);

  test('is there from the second run on, and V8 takes it', () => {
    assert.equal(runOnce(), false);
    assert.equal(runOnce(), true);
    const cachedData = open().read('main.js');
    assert.ok(cachedData !== undefined);
    assert.equal(new Script(source, { filename: 'main.js', cachedData }).cachedDataRejected, false);
  });

  test('is open to nobody else', () => {
    runOnce();
    for (const one of [folder(), all(), path.dirname(all())]) assert.equal(statSync(one).mode & 0o777, 0o700, one);
    assert.deepEqual(readdirSync(folder()), ['main.js.cache']);
    assert.equal(statSync(path.join(folder(), 'main.js.cache')).mode & 0o777, 0o600);
  });

  test('is not read from a folder that others may write to, nor through a link', () => {
    runOnce();
    chmodSync(folder(), 0o722);
    assert.equal(open().read('main.js'), undefined);
    chmodSync(folder(), 0o700);
    assert.ok(open().read('main.js') !== undefined);
    symlinkSync(folder(), folder('two'));
    assert.equal(open('two').read('main.js'), undefined);
  });

  test('is not read where a byte of it has changed, nor where it ends early', () => {
    runOnce();
    const file = path.join(folder(), 'main.js.cache');
    const whole = readFileSync(file);
    const changed = Buffer.from(whole);
    changed[whole.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    for (const broken of [changed, whole.subarray(0, -8), Buffer.alloc(0)]) {
      writeFileSync(file, broken);
      assert.equal(open().read('main.js'), undefined);
    }
  });

  test('of another build takes the place of the one before', () => {
    runOnce();
    runOnce('two');
    assert.deepEqual(readdirSync(all()), [path.basename(folder('two'))]);
  });

  test('is not written after a signal, nor below what is another user\'s or open to all', () => {
    runOnce('one', 130);
    assert.deepEqual(readdirSync(home), []);
    chmodSync(home, 0o777);
    runOnce();
    assert.deepEqual(readdirSync(home), []);
    chmodSync(home, 0o700);
    const cache = userCache('one', { env: {}, platform: 'linux', arch: 'x64', nodeVersion: 'v1', user: (process.getuid?.() ?? 0) + 1, home: () => home });
    cache.read('main.js');
    cache.write(0, () => source);
    assert.deepEqual(readdirSync(home), []);
  });

  test('is left away where there is no home, or it is a file, or nobody can write there', () => {
    const homeless = userCache('one', { env: {}, platform: 'linux', arch: 'x64', nodeVersion: 'v1', user: 0, home: () => { throw new Error('no such user'); } });
    assert.equal(homeless.read('main.js'), undefined);
    homeless.write(0, () => source);
    writeFileSync(path.join(home, '.cache'), '');
    assert.equal(runOnce(), false);
    assert.equal(runOnce(), false);
    for (const place of ['/proc', path.join(home, 'not-there')]) {
      const cache = userCache('one', { env: {}, platform: 'linux', arch: 'x64', nodeVersion: 'v1', user: process.getuid?.(), home: () => place });
      cache.read('main.js');
      cache.write(0, () => source);
      assert.ok(!existsSync(path.join(place, '.cache')));
    }
    assert.deepEqual(readdirSync(home), ['.cache']);
  });

  test('lies where each system has caches', () => {
    const env = { XDG_CACHE_HOME: path.join(home, 'xdg'), LOCALAPPDATA: path.join(home, 'local') };
    mkdirSync(path.join(home, 'Library'));
    for (const [platform, place] of [['linux', 'xdg'], ['darwin', path.join('Library', 'Caches')], ['win32', 'local']] as const) {
      const cache = userCache('one', { env, platform, arch: 'x64', nodeVersion: 'v1', user: process.getuid?.(), home: () => home });
      cache.read('main.js');
      cache.write(0, () => source);
      assert.ok(existsSync(path.join(home, place, 'kubectl-wi', 'code')), platform);
    }
  });
});
