import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { archiveName, executableName, targetName, targetNamed, targetOf, targets } from './targets.ts';

const manifest = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
  readonly optionalDependencies: Readonly<Record<string, string>>;
};

test('every target has its Node in package.json, all of the same version', () => {
  assert.deepEqual(targets.map(({ nodePackage }) => nodePackage).sort(), Object.keys(manifest.optionalDependencies).sort());
  assert.equal(new Set(Object.values(manifest.optionalDependencies)).size, 1);
});

test('a target is found by its name and by the words of Node', () => {
  for (const target of targets) {
    assert.equal(targetNamed(targetName(target)), target);
    assert.equal(targetOf(target.platform, target.arch), target);
  }
});

test('a machine that no executable is made for is refused with those there are', () => {
  assert.throws(() => targetNamed('linux-x64'), /no executable is made for linux-x64; there are linux-amd64,/);
  assert.throws(() => targetOf('sunos', 'sparc'), /no executable is made for sunos-sparc/);
});

test('Windows gets a zip with an .exe, everybody else a tar.gz', () => {
  assert.deepEqual(
    targets.filter(({ cpu }) => cpu === 'amd64').map((target) => [archiveName(target), executableName(target)]),
    [
      ['kubectl-wi_linux_amd64.tar.gz', 'kubectl-wi'],
      ['kubectl-wi_darwin_amd64.tar.gz', 'kubectl-wi'],
      ['kubectl-wi_windows_amd64.zip', 'kubectl-wi.exe'],
    ],
  );
});
