import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { archiveName, targetNamed } from '../../build/targets.ts';
import { archiveOf, inFolder, root } from './packaged.ts';

const target = targetNamed('linux-amd64');

test('the archive of one commit is the same a second time, in another place, at another time', { timeout: 300_000 }, async () => {
  await inFolder(async (folder) => {
    const before = await readFile(archiveOf(target));
    const { PATH = '', XDG_CACHE_HOME = '', HOME = '' } = process.env;
    // another length of every path, another zone: neither may get into the archive
    const env = { PATH, HOME, XDG_CACHE_HOME, TMPDIR: path.join(folder, 'home'), TZ: 'Pacific/Auckland', LC_ALL: 'C' };
    await promisify(execFile)(process.execPath, [path.join(root, 'build', 'package.ts'), '--target=linux-amd64', '--output', folder], { env });
    const after = await readFile(path.join(folder, archiveName(target)));
    assert.equal(createHash('sha256').update(after).digest('hex'), createHash('sha256').update(before).digest('hex'), 'not the same commit, or another content');
    const sums = await readFile(path.join(folder, 'checksums.txt'), 'utf8');
    assert.ok(sums.includes(`${createHash('sha256').update(after).digest('hex')}  ${archiveName(target)}\n`), sums);
  });
});
