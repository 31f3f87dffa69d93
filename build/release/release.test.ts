import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';

import { targets, archiveName } from '../targets.ts';
import { changesOf, notesText } from './notes-text.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const { scripts, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly version: string; readonly scripts: Readonly<Record<string, string>> };

interface Workflow {
  readonly on: { readonly push: { readonly tags: readonly string[] } };
  readonly jobs: Readonly<Record<string, { readonly permissions: Readonly<Record<string, string>>; readonly steps: readonly { readonly run?: string; readonly uses?: string }[] }>>;
}

describe('the release workflow', () => {
  const workflow = parse(readFileSync(path.join(root, '.github', 'workflows', 'release.yml'), 'utf8')) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  const runs = steps.flatMap(({ run }) => (run === undefined ? [] : [run]));

  test('runs npm scripts that there are, and of its own only what publishes', () => {
    const wrong = runs.filter((run) => {
      const script = run === 'npm test' ? 'test' : /^(?:sudo )?npm run ([\w:-]+)/.exec(run)?.[1];
      return script === undefined ? !/^(npm ci|gh release (create|download) .*|git push origin HEAD:main)$/.test(run) : scripts[script] === undefined;
    });
    assert.deepEqual(wrong, []);
  });

  test('tests what it has packaged before it attests and publishes it', () => {
    const order = steps.map(({ run, uses = '' }) => run ?? uses.replace(/@.*/, ''));
    const wanted = ['npm ci', 'npm run release:tag', 'npm test', 'npm run package', 'npm run test:package', 'npm run test:package:krew', 'npm run test:package:arm64', 'npm run test:package:wine', 'actions/attest-build-provenance', 'npm run release:notes'];
    assert.deepEqual(order.filter((step) => wanted.includes(step)).slice(0, wanted.length + 1), [...wanted, 'npm ci']);
    const publish = runs.find((run) => run.startsWith('gh release create')) ?? '';
    for (const file of ['dist/kubectl-wi_*', 'dist/checksums.txt', 'dist/kubectl-wi.cdx.json', 'dist/wi.yaml', 'dist/notes.md']) assert.ok(publish.includes(file), file);
  });

  test('starts for a tag of a version, and has only the rights that it needs', () => {
    assert.deepEqual(workflow.on, { push: { tags: ['v*'] } });
    assert.deepEqual(Object.values(workflow.jobs).map(({ permissions }) => permissions), [{ contents: 'write', 'id-token': 'write', attestations: 'write' }, { contents: 'write' }]);
  });
});

describe('a release', () => {
  test('is made of the tag of its version alone', () => {
    const run = (tag: string): number | null => spawnSync(process.execPath, [path.join(root, 'build', 'release', 'tag.ts'), tag]).status;
    assert.equal(run(`v${version}`), 0);
    assert.equal(run('v99.0.0'), 1);
    assert.equal(run(version), 1);
    execFileSync(process.execPath, [path.join(root, 'build', 'release', 'tag.ts')], { env: { ...process.env, GITHUB_REF_NAME: `v${version}` } });
  });

  test('says for each archive whether it was run, and of those that were not that they never were', () => {
    const text = notesText('1.2.3', '# Changelog\n\n## Unreleased\n\nNew.\n', 'abc  kubectl-wi_linux_amd64.tar.gz\n');
    const expected: Readonly<Record<string, RegExp>> = { 'linux-amd64': / run natively/, 'linux-arm64': / under QEMU.*; never /, 'windows-amd64': / under Wine.*; never / };
    for (const target of targets) {
      const row = text.split('\n').find((line) => line.startsWith(`| ${archiveName(target)} |`)) ?? '';
      assert.match(row, expected[`${target.os}-${target.cpu}`] ?? / never run; /);
    }
    assert.match(text, /^abc {2}kubectl-wi_linux_amd64\.tar\.gz$/m);
  });

  test('tells what changed: its section of the changelog, or what was unreleased', () => {
    const changelog = '# Changelog\n\n## Unreleased\n\nLater.\n\n## 1.2.3\n\nNow.\n\n## 1.2.2\n\nBefore.\n';
    assert.equal(changesOf('1.2.3', changelog), 'Now.\n');
    assert.equal(changesOf('1.3.0', changelog), 'Later.\n');
    assert.throws(() => changesOf('1.3.0', '# Changelog\n'), /says nothing about 1\.3\.0/);
  });
});
