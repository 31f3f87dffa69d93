import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const root = path.resolve(import.meta.dirname, '..', '..');

describe('a new check', () => {
  let folder = '';
  let made: SpawnSyncReturns<string>;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'kubectl-wi-new-check-'));
    for (const name of ['src', 'build', 'package.json', 'tsconfig.json', '.oxlintrc.json']) {
      cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    made = run(path.join('build', 'new-check.ts'), 'webhook/on-time', 'webhook-came-late');
  });

  after(() => rmSync(folder, { recursive: true }));

  function run(script: string, ...argv: readonly string[]): SpawnSyncReturns<string> {
    // A runner within a runner would report to the outer one and always end well.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    return spawnSync(process.execPath, [script, ...argv], { cwd: folder, env, encoding: 'utf8', timeout: 120_000 });
  }

  function source(file: string): string {
    return readFileSync(path.join(folder, file), 'utf8');
  }

  test('is entered in the three lists', () => {
    assert.deepEqual({ status: made.status, stderr: made.stderr }, { status: 0, stderr: '' });
    assert.match(source('src/chain/checks.ts'), / {2}onTime,\n/);
    assert.match(source('src/problems/registry.ts'), / {2}webhookCameLate,\n/);
    assert.match(source('src/sandbox/scenarios/index.ts'), / {2}webhookCameLate,\n {2}webhookCameLateMended,\n/);
  });

  test('compiles as it is', () => {
    const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const files = ['chain/webhook/on-time.test.ts', 'chain/checks.ts', 'problems/registry.ts', 'sandbox/scenarios/index.ts'];
    const config = { extends: './tsconfig.json', include: [], files: files.map((file) => `src/${file}`) };
    writeFileSync(path.join(folder, 'tsconfig.new.json'), JSON.stringify(config));
    const { status, stdout } = run(tsc, '-p', 'tsconfig.new.json');
    assert.deepEqual({ status, stdout }, { status: 0, stdout: '' });
  });

  test('passes the linter', () => {
    const written = readdirSync(path.join(folder, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => /on-time|webhook-came-late/.test(file));
    assert.equal(written.length, 5);
    const { status, stdout } = run(path.join(root, 'node_modules', 'oxlint', 'bin', 'oxlint'), ...written.map((file) => path.join('src', file)));
    assert.equal(status, 0, stdout);
  });

  test('has tests that fail until it judges', () => {
    const { status, stdout } = run('--test', path.join('src', 'chain', 'webhook', 'on-time.test.ts'));
    assert.equal(status, 1);
    assert.match(stdout, /not ok 1 - fails with webhook-came-late where it is broken/);
    assert.match(stdout, /not ok 2 - is ok where it is right/);
  });

  test('is not written over what is there', () => {
    const { status, stderr } = run(path.join('build', 'new-check.ts'), 'webhook/on-time', 'webhook-came-late');
    assert.equal(status, 2);
    assert.match(stderr, /there already: .*src\/chain\/webhook\/on-time\.ts/);
  });
});
