/** The executable for windows-amd64, started by Wine: not Windows, but more than a look at its headers. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { targetNamed } from '../../../build/targets.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import { ficSubjectMismatch } from '../../../src/sandbox/scenarios/fic-subject-mismatch.ts';
import { healthy } from '../../../src/sandbox/scenarios/healthy.ts';
import { runProgram, type ProgramRun } from '../../cluster/run-program.ts';
import { archiveOf, inFolder, root } from '../packaged.ts';

type Environment = Readonly<Record<string, string>>;

/** Variables that hold a path, which Windows knows below its drive Z. */
const paths = ['KUBECONFIG', 'NODE_EXTRA_CA_CERTS', 'AZURE_CONFIG_DIR'];
const doctor = ['doctor', 'deployment/orders', '-n', 'shop'];

describe('the packaged executable for windows-amd64, under Wine', () => {
  let folder = '';

  before(
    async () => {
      const archive = archiveOf(targetNamed('windows-amd64'));
      folder = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-wine-'));
      const unpacked = await tool('unzip', ['-q', archive, '-d', folder]);
      assert.equal(unpacked.exitCode, 0, unpacked.stderr);
      const started = await tool('wine', ['wineboot', '-i']);
      assert.equal(started.exitCode, 0, started.stderr);
    },
    { timeout: 120_000 },
  );
  after(async () => {
    await tool('wineserver', ['-k']);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  function environment(): Environment {
    return { PATH: process.env['PATH'] ?? '', HOME: folder, WINEPREFIX: path.join(folder, 'prefix'), WINEDEBUG: '-all', NODE_SKIP_PLATFORM_CHECK: '1' };
  }

  async function tool(name: string, argv: readonly string[]): Promise<ProgramRun> {
    try {
      return await runProgram(name, argv, environment());
    } catch (error) {
      throw new Error(`${name} is missing; for Debian and Ubuntu: test/package/wine/install.sh`, { cause: error });
    }
  }

  /** What it writes goes to files: Node under Wine cannot write to a pipe. */
  async function run(argv: readonly string[], env: Environment = {}): Promise<ProgramRun> {
    const [out, err] = [path.join(folder, 'out'), path.join(folder, 'err')];
    const { exitCode } = await runProgram('/bin/sh', ['-c', 'exec wine "$0" "$@" >"$OUT" 2>"$ERR" </dev/null', path.join(folder, 'kubectl-wi.exe'), ...argv], { ...env, ...environment(), OUT: out, ERR: err });
    return { exitCode, stdout: await readFile(out, 'utf8'), stderr: await readFile(err, 'utf8') };
  }

  test('says its version and helps', async () => {
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { readonly version: string };
    assert.deepEqual(await run(['version']), { exitCode: 0, stdout: `kubectl wi ${version}\n`, stderr: '' });
    const said = JSON.parse((await run(['version', '-o', 'json'])).stdout) as Environment;
    assert.equal(said['platform'], 'win32/x64');
    assert.match((await run(['help'])).stdout, /\bdoctor\b/);
    assert.equal((await run(['doktor'])).exitCode, 2);
  });

  test('keeps its code cache where Windows has caches', async () => {
    await run(['version']);
    // not the whole prefix: its links lead to all of this machine
    const users = path.join(folder, 'prefix', 'drive_c', 'users');
    const [user = ''] = (await readdir(users)).filter((name) => name !== 'Public');
    const files = await readdir(path.join(users, user, 'AppData', 'Local', 'kubectl-wi', 'code'), { recursive: true });
    assert.ok(files.some((name) => /^[0-9a-f]{16}-win32-x64-node-v[\d.]+\/main\.js\.cache$/.test(name)), files.join());
  });

  for (const [scenario, code, seen] of [[healthy, 0, /no problem found/], [ficSubjectMismatch, 1, /WI551/]] as const) {
    test(`ends with ${code} in the world of ${scenario.name}`, async () => {
      await inFolder(async (directory) => {
        await mkdir(path.join(directory, 'world'));
        const sandbox = await startSandbox(scenario, path.join(directory, 'world'));
        try {
          const env = Object.fromEntries(Object.entries(sandbox.env).map(([name, value]) => [name, paths.includes(name) ? `Z:${value.replaceAll('/', '\\')}` : value]));
          const { exitCode, stdout, stderr } = await run(doctor, env);
          assert.equal(exitCode, code, `${stdout}${stderr}`);
          assert.match(stdout, seen);
        } finally {
          await sandbox.close();
        }
      });
    });
  }
});
