/** The executable for linux-arm64, started by QEMU where this machine is of another kind. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { targetNamed } from '../../../build/targets.ts';
import { inFolder, unpack, type Packaged } from '../packaged.ts';
import { smokeTests } from '../smoke.ts';

const target = targetNamed('linux-arm64');
const libraries = '/usr/aarch64-linux-gnu';
const interpreter = process.arch === 'arm64' ? [] : [qemu(), '-L', libraries];

/** Throws where there is none: a test that is not run must not look like one that passes. */
function qemu(): string {
  const found = (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, 'qemu-aarch64-static')).find((file) => existsSync(file));
  if (found === undefined || !existsSync(libraries)) throw new Error('QEMU and the libraries of arm64 are missing; for Debian and Ubuntu: test/package/arm64/install.sh');
  return found;
}

smokeTests(target, interpreter);

describe('the code cache of linux-arm64', () => {
  let packaged: Packaged;
  before(async () => {
    packaged = await unpack(target, interpreter);
  });
  after(() => packaged.remove());

  test('is made by the first run, and taken by the second', async () => {
    await inFolder(async (folder) => {
      const home = path.join(folder, 'home');
      mkdirSync(home, { recursive: true });
      const first = await packaged.run(['version'], { HOME: home });
      const files = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js.cache'));
      assert.ok(files.length > 1 && files.every((name) => name.includes('-linux-arm64-node-v')), files.join());
      assert.deepEqual(await packaged.run(['version'], { HOME: home }), first);
    });
  });
});
