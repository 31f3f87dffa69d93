import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const root = path.resolve(import.meta.dirname, '..', '..');
const name = process.platform === 'win32' ? 'kubectl-wi.exe' : 'kubectl-wi';
const built = path.join(root, 'dist', name);

describe('the executable', () => {
  let folder = '';

  before(() => {
    assert.ok(existsSync(built), `${built} is missing: npm run build makes it`);
    folder = mkdtempSync(path.join(tmpdir(), 'kubectl-wi-package-'));
    copyFileSync(built, path.join(folder, name));
  });

  after(() => rmSync(folder, { recursive: true }));

  /** Runs it from an empty folder with an empty environment: it needs nothing but itself. */
  function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}): SpawnSyncReturns<string> {
    return spawnSync(path.join(folder, name), argv, { cwd: folder, env, encoding: 'utf8', timeout: 30_000, input: '' });
  }

  test('says its version, which is that of package.json', () => {
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly version: string };
    const { status, stdout, stderr } = run(['version']);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    assert.ok(stdout.includes(version), stdout);
  });

  test('helps', () => {
    for (const argv of [['--help'], ['help'], []]) {
      const { status, stdout, stderr } = run(argv);
      assert.deepEqual({ argv, status, stderr }, { argv, status: 0, stderr: '' });
      assert.match(stdout, /\bdoctor\b/);
    }
  });

  test('refuses a command that it does not know, with exit code 2 and nothing on stdout', () => {
    const { status, stdout, stderr } = run(['doktor']);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
    assert.match(stderr, /doktor/);
  });

  test('does not obey NODE_OPTIONS, which are meant for other programs', () => {
    const { status, stderr } = run(['version'], { NODE_OPTIONS: '--no-such-option' });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  });
});
