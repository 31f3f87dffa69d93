/** The archives and the manifest of `npm run package`, judged and installed by krew. */
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { checksumsIn } from '../../../build/krew-manifest.ts';
import { archiveName, executableName, targetName, targetNamed, targets, type Target } from '../../../build/targets.ts';
import { executableFaults } from '../../../build/verify.ts';
import { ensureBinaries } from '../../cluster/binaries.ts';
import { runProgram, type ProgramRun } from '../../cluster/run-program.ts';
import { archiveOf, root } from '../packaged.ts';
import { krewPrograms } from './programs.ts';

const here = targetNamed('linux-amd64');
const manifest = path.join(root, 'dist', 'wi.yaml');
/** Those that were packaged: one on a developer's machine, all for a release. */
const packaged = targets.filter((target) => existsSync(path.join(root, 'dist', archiveName(target))) && existsSync(manifest) && checksumsIn(readFileSync(manifest, 'utf8')).has(archiveName(target)));

function withFlippedByte(file: Buffer, at: number): Buffer {
  const broken = Buffer.from(file);
  broken[at] = (broken[at] ?? 0) ^ 1;
  return broken;
}

describe('krew', () => {
  let folder = '';
  let programs = '';
  let validate = '';

  // Without the cache, kubectl is built first: nine minutes and more.
  before(
    async () => {
      archiveOf(here);
      folder = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-krew-'));
      programs = path.join(folder, 'bin');
      mkdirSync(programs);
      const [built, { kubectl }] = await Promise.all([krewPrograms(), ensureBinaries()]);
      validate = built.validate;
      symlinkSync(built.krew, path.join(programs, 'kubectl-krew'));
      symlinkSync(kubectl, path.join(programs, 'kubectl'));
    },
    { timeout: 45 * 60_000 },
  );
  after(() => rm(folder, { recursive: true, force: true }));

  /** kubectl with a krew that has a folder of its own. */
  function kubectl(argv: readonly string[], krewRoot: string, more: Readonly<Record<string, string>> = {}): Promise<ProgramRun> {
    const PATH = [path.join(krewRoot, 'bin'), programs, process.env['PATH']].join(':');
    return runProgram(path.join(programs, 'kubectl'), argv, { HOME: folder, KREW_ROOT: krewRoot, KREW_NO_UPGRADE_CHECK: '1', PATH, ...more });
  }

  function install(target: Target, krewRoot: string, archive = archiveOf(target), file = manifest): Promise<ProgramRun> {
    return kubectl(['krew', 'install', `--manifest=${file}`, `--archive=${archive}`], krewRoot, { KREW_OS: target.os, KREW_ARCH: target.cpu });
  }

  /** Krew asks for an index, even where a manifest is given: one without plugins, which git need not fetch. */
  async function newRoot(name: string): Promise<string> {
    const krewRoot = path.join(folder, name);
    const index = path.join(krewRoot, 'index', 'default');
    mkdirSync(path.join(index, 'plugins'), { recursive: true });
    const env = { HOME: folder, PATH: process.env['PATH'] ?? '' };
    await runProgram('git', ['init', '-q', index], env);
    await runProgram('git', ['-C', index, 'remote', 'add', 'origin', `file://${index}`], env);
    return krewRoot;
  }

  test('finds the manifest sound, each platform used and none selected twice', async () => {
    const checked = path.join(folder, 'wi.yaml');
    copyFileSync(manifest, checked);
    const { exitCode, stderr } = await runProgram(validate, ['-manifest', checked, '-skip-install'], {});
    assert.equal(exitCode, 0, stderr);
    writeFileSync(checked, readFileSync(manifest, 'utf8').replace('name: wi', 'name: wo'));
    assert.notEqual((await runProgram(validate, ['-manifest', checked, '-skip-install'], {})).exitCode, 0);
  });

  for (const target of packaged) {
    test(`installs the archive of ${targetName(target)}: executable, licence and notices, and nothing else`, async () => {
      const krewRoot = await newRoot(targetName(target));
      const { exitCode, stderr } = await install(target, krewRoot);
      assert.equal(exitCode, 0, stderr);
      const [version = ''] = readdirSync(path.join(krewRoot, 'store', 'wi'));
      const store = path.join(krewRoot, 'store', 'wi', version);
      assert.deepEqual(readdirSync(store).sort(), ['LICENSE', 'THIRD_PARTY_NOTICES', executableName(target)].sort());
      assert.ok(readdirSync(store).every((name) => lstatSync(path.join(store, name)).isFile()));
      const executable = path.join(store, executableName(target));
      assert.equal(lstatSync(executable).mode & 0o111, 0o111);
      const content = readFileSync(executable);
      assert.deepEqual(executableFaults(content, target), []);
      assert.notDeepEqual(executableFaults(content.subarray(0, -1024), target), []);
      // a file for Linux has no hash of itself
      if (target.os !== 'linux') assert.notDeepEqual(executableFaults(withFlippedByte(content, content.length >> 1), target), []);
      const links = readdirSync(path.join(krewRoot, 'bin'));
      assert.deepEqual(links, [executableName(target)]);
      assert.equal(realpathSync(path.join(krewRoot, 'bin', links[0] ?? '')), realpathSync(executable));
      assert.ok(readlinkSync(path.join(krewRoot, 'bin', links[0] ?? '')).includes('store'));
    });
  }

  test('makes it a command of kubectl, which says its version', async () => {
    const krewRoot = await newRoot('used');
    assert.equal((await install(here, krewRoot)).exitCode, 0);
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly version: string };
    assert.deepEqual(await kubectl(['wi', 'version'], krewRoot), { exitCode: 0, stdout: `kubectl wi ${version}\n`, stderr: '' });
    assert.equal((await kubectl(['krew', 'list'], krewRoot)).stdout, 'detached/wi\n');
    assert.equal((await kubectl(['krew', 'uninstall', 'wi'], krewRoot)).exitCode, 0);
    assert.notEqual((await kubectl(['wi', 'version'], krewRoot)).exitCode, 0);
  });

  test('refuses an archive in which a byte has changed', async () => {
    const archive = path.join(folder, archiveName(here));
    const bytes = readFileSync(archiveOf(here));
    writeFileSync(archive, withFlippedByte(bytes, bytes.length - 1));
    const { exitCode, stderr } = await install(here, await newRoot('changed'), archive);
    assert.notEqual(exitCode, 0);
    assert.match(stderr, /checksum does not match/);
  });

  test('takes a repository with plugins/wi.yaml as an index of its own', async () => {
    const repository = path.join(folder, 'repository');
    mkdirSync(path.join(repository, 'plugins'), { recursive: true });
    copyFileSync(manifest, path.join(repository, 'plugins', 'wi.yaml'));
    const git = (...argv: readonly string[]): Promise<ProgramRun> =>
      runProgram('git', ['-C', repository, '-c', 'user.name=test', '-c', 'user.email=test@example.invalid', ...argv], { HOME: folder, PATH: process.env['PATH'] ?? '' });
    await git('init', '-q');
    await git('add', '.');
    assert.equal((await git('commit', '-qm', 'Release')).exitCode, 0);
    const krewRoot = await newRoot('index');
    const added = await kubectl(['krew', 'index', 'add', 'wi', `file://${repository}`], krewRoot);
    assert.equal(added.exitCode, 0, added.stderr);
    const { stdout, stderr } = await kubectl(['krew', 'search'], krewRoot, { KREW_OS: 'linux', KREW_ARCH: 'amd64' });
    assert.match(stdout, /^wi\/wi +Diagnose Azure Workload Identity/m, stderr);
    assert.match((await kubectl(['krew', 'info', 'wi/wi'], krewRoot)).stdout, /^VERSION: v\d/m);
  });
});
