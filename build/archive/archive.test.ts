import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gunzipSync, inflateRawSync } from 'node:zlib';

import { deflate } from './deflate.ts';
import { startSevenZip } from './seven-zip.ts';
import { tarGz } from './tar-gz.ts';
import { zip } from './zip.ts';

const time = new Date('2026-11-24T08:14:24.000Z');
const text = Buffer.from('a licence, again and again. '.repeat(100));
const entries = [
  { name: 'kubectl-wi', content: Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * at) % 251)), mode: 0o755 },
  { name: 'LICENSE', content: text, mode: 0o644 },
  { name: 'EMPTY', content: Buffer.alloc(0), mode: 0o644 },
];

describe('an archive', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'kubectl-wi-archive-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  test('has the same bytes whatever the order, as tar.gz and as zip', async () => {
    assert.deepEqual(await tarGz(entries, time), await tarGz(entries.toReversed(), time));
    assert.deepEqual(await zip(entries, time), await zip(entries.toReversed(), time));
  });

  test('is one that tar reads: names in order, modes, owner and time', async () => {
    writeFileSync(path.join(folder, 'one.tar.gz'), await tarGz(entries, time));
    const list = execFileSync('tar', ['-tvzf', 'one.tar.gz'], { cwd: folder, encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } });
    assert.deepEqual(
      list.trim().split('\n').map((line) => line.replace(/ +/g, ' ')),
      [
        '-rw-r--r-- root/root 0 2026-11-24 08:14 EMPTY',
        '-rw-r--r-- root/root 2800 2026-11-24 08:14 LICENSE',
        '-rwxr-xr-x root/root 3000 2026-11-24 08:14 kubectl-wi',
      ],
    );
    execFileSync('tar', ['-xzf', 'one.tar.gz'], { cwd: folder });
    assert.deepEqual(readFileSync(path.join(folder, 'LICENSE')), text);
    assert.equal(statSync(path.join(folder, 'kubectl-wi')).mode & 0o777, 0o755);
  });

  test('says no time and no name in the header of gzip', async () => {
    const made = await tarGz(entries, time);
    assert.equal(made.subarray(0, 10).toString('hex'), '1f8b08000000000000ff');
    assert.equal(gunzipSync(made).length % 512, 0);
  });

  test('is a zip that 7-Zip reads: names in order, modes, time and content', async () => {
    const lines: string[] = [];
    const sevenZip = await startSevenZip({ print: (line) => lines.push(line) });
    sevenZip.FS.writeFile('one.zip', await zip(entries, time));
    sevenZip.callMain(['l', '-slt', 'one.zip']);
    const said = (field: string): readonly string[] => lines.filter((line) => line.startsWith(`${field} = `)).map((line) => line.slice(field.length + 3));
    assert.deepEqual(said('Path'), ['one.zip', 'EMPTY', 'LICENSE', 'kubectl-wi']);
    assert.deepEqual(said('Attributes'), [' -rw-r--r--', ' -rw-r--r--', ' -rwxr-xr-x']);
    assert.deepEqual(new Set(said('Modified').map((moment) => moment.slice(0, 19))), new Set(['2026-11-24 08:14:24']));
    sevenZip.callMain(['x', 'one.zip']);
    assert.deepEqual(Buffer.from(sevenZip.FS.readFile('LICENSE')), text);
    assert.deepEqual(Buffer.from(sevenZip.FS.readFile('kubectl-wi')), entries[0]?.content);
  });
});

test('what is compressed comes out again', async () => {
  const { stream, size } = await deflate(text);
  assert.equal(size, text.length);
  assert.ok(stream.length < text.length / 20);
  assert.deepEqual(inflateRawSync(stream), text);
});
