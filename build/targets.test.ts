import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { nodeOf, targetFor, targets } from './targets.ts';

const manifest = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
  readonly optionalDependencies: Readonly<Record<string, string>>;
};

test('every target has its Node in package.json, all of the same version', () => {
  assert.deepEqual(targets.map(({ nodePackage }) => nodePackage).sort(), Object.keys(manifest.optionalDependencies).sort());
  assert.equal(new Set(Object.values(manifest.optionalDependencies)).size, 1);
});

test('the Node of this machine is the one that runs the tests', async () => {
  const { file, version } = await nodeOf(targetFor(process.platform, process.arch));
  assert.equal(execFileSync(file, ['--version'], { encoding: 'utf8' }).trim(), `v${version}`);
  assert.equal(process.version, `v${version}`);
});

test('a machine that no executable is made for is refused with those there are', () => {
  assert.throws(() => targetFor('sunos', 'sparc'), /no executable is made for sunos-sparc; there are linux-x64,/);
});
