/** The plugin as users have it: the executable, found and started by a real kubectl. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import { ficSubjectMismatch } from '../../src/sandbox/scenarios/fic-subject-mismatch.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { kubeAuthExpired } from '../../src/sandbox/scenarios/kube-auth-expired.ts';
import { kubeUnreachable } from '../../src/sandbox/scenarios/kube-unreachable.ts';
import { startControlPlane } from './control-plane.ts';
import type { ControlPlane } from './control-plane.ts';
import { withRealWorld } from './real-world.ts';
import { runProgram } from './run-program.ts';
import type { ProgramRun } from './run-program.ts';
import { runSteps } from './run-steps.ts';
import { createWebhook } from './webhook-server.ts';

const root = resolve(import.meta.dirname, '..', '..');
const soon = { timeout: 60_000 };

describe('kubectl wi', () => {
  let plane: ControlPlane;
  let folder: string;
  /** Holds kubectl and kubectl-wi, and nothing else. */
  let programs: string;

  // Without the cache a build of nine minutes and more comes first.
  before(
    async () => {
      folder = await mkdtemp(join(tmpdir(), 'kubectl-wi-plugin-'));
      programs = join(folder, 'bin');
      await mkdir(programs);
      const [built, started] = await Promise.all([
        runProgram(process.execPath, [join(root, 'build', 'build.ts'), `--output=${join(programs, 'kubectl-wi')}`], { HOME: folder, PATH: process.env['PATH'] ?? '' }),
        startControlPlane({ issuer: healthy.cluster.issuer, authority: createAuthority('kubernetes') }),
      ]);
      plane = started;
      assert.equal(built.exitCode, 0, built.stderr);
      await symlink(plane.binaries.kubectl, join(programs, 'kubectl'));
      await runSteps({ plane, webhook: await createWebhook(plane) }, healthy.cluster.steps);
    },
    { timeout: 45 * 60_000 },
  );
  after(async () => {
    await plane.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const kubectl = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ProgramRun> =>
    runProgram(join(programs, 'kubectl'), argv, { HOME: folder, ...env, PATH: env['PATH'] === undefined ? programs : `${programs}:${env['PATH']}` });

  const inWorldOf = (scenario: Scenario, argv: readonly string[]): Promise<ProgramRun> => withRealWorld(scenario, plane, (env) => kubectl(argv, env));

  it('is listed by kubectl plugin list, without a warning', soon, async () => {
    const { exitCode, stdout, stderr } = await kubectl(['plugin', 'list']);
    assert.deepEqual({ exitCode, stdout, stderr }, { exitCode: 0, stdout: `The following compatible plugins are available:\n\n${join(programs, 'kubectl-wi')}\n`, stderr: '' });
  });

  it('says its version, and calls itself as the user does', soon, async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    assert.deepEqual(await kubectl(['wi', 'version']), { exitCode: 0, stdout: `kubectl wi ${version}\n`, stderr: '' });
  });

  it('finds nothing wrong with a healthy workload, with flags in any place after the command', soon, async () => {
    for (const argv of [
      ['doctor', 'deployment/orders', '-n', 'shop'],
      ['doctor', '-n', 'shop', 'deploy', 'orders'],
      ['doctor', '--namespace=shop', 'deployments.apps/orders', '--context', 'sandbox'],
    ]) {
      const { exitCode, stdout, stderr } = await inWorldOf(healthy, ['wi', ...argv]);
      assert.deepEqual({ argv, exitCode, stderr }, { argv, exitCode: 0, stderr: '' });
      assert.match(stdout, /^deployment\/orders {2}namespace shop {2}context sandbox$/m);
    }
  });

  it('cannot be given flags before its name: kubectl says so', soon, async () => {
    const { exitCode, stderr } = await inWorldOf(healthy, ['-n', 'shop', 'wi', 'doctor', 'deployment/orders']);
    assert.equal(exitCode, 1);
    assert.match(stderr, /^error: flags cannot be placed before plugin name: -n$/im);
  });

  for (const [scenario, code, argv] of [
    [ficSubjectMismatch, 1, ['doctor', 'deployment/orders', '-n', 'shop']],
    [healthy, 2, ['doctor', 'deployment/other', '-n', 'shop']],
    [healthy, 2, ['doctor', 'deployment/orders', '-n', 'shop', '--no-such-flag']],
    [kubeUnreachable, 3, ['doctor', 'deployment/orders', '-n', 'shop']],
    [kubeAuthExpired, 4, ['doctor', 'deployment/orders', '-n', 'shop']],
  ] as const) {
    it(`ends with ${code} for ${argv.join(' ')} in the world of ${scenario.name}, and kubectl passes it through`, soon, async () => {
      const { exitCode, stdout, stderr } = await inWorldOf(scenario, ['wi', ...argv]);
      assert.equal(exitCode, code, `${stdout}${stderr}`);
    });
  }

  it('reads the namespace of the context where none is given', soon, async () => {
    const { exitCode, stderr } = await withRealWorld(healthy, plane, async (env) => {
      const file = join(folder, 'with-namespace.kubeconfig');
      await writeFile(file, await readFile(env['KUBECONFIG'] ?? ''));
      await chmod(file, 0o600);
      await kubectl(['config', 'set-context', '--current', '--namespace=shop'], { ...env, KUBECONFIG: file });
      return kubectl(['wi', 'doctor', 'deployment/orders'], { ...env, KUBECONFIG: file });
    });
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' });
  });

  it('demo --serve prints the way for kubectl and the doctor, and Ctrl-C leaves nothing', soon, async () => {
    const temporary = join(folder, 'tmp');
    await mkdir(temporary);
    const demo = spawn(join(programs, 'kubectl'), ['wi', 'demo', '--serve', healthy.name], { env: { HOME: folder, PATH: programs, TMPDIR: temporary } });
    try {
      const printed = await readUntil(demo.stdout, /kubectl wi doctor .*\n$/);
      const shell = (command: string): Promise<ProgramRun> => runProgram('/bin/sh', ['-c', `${printed}\n${command}`], { HOME: folder, PATH: programs });
      const pods = await shell('kubectl get pods -n shop -o name');
      assert.match(pods.stdout, /^pod\/orders-[a-z0-9]+-[a-z0-9]{5}\npod\/orders-[a-z0-9]+-[a-z0-9]{5}\n$/, pods.stderr);
      const doctor = await shell('kubectl wi doctor deployment/orders -n shop');
      assert.deepEqual([doctor.exitCode, doctor.stderr], [0, ''], doctor.stdout);
      const ended = once(demo, 'exit', { signal: AbortSignal.timeout(2000) });
      demo.kill('SIGINT');
      assert.deepEqual(await ended, [130, null]);
      assert.deepEqual(await readdir(temporary), []);
    } finally {
      demo.kill('SIGKILL');
    }
  });
});

/** What a stream has said by the time that it has said this. */
async function readUntil(stream: Readable, end: RegExp): Promise<string> {
  let said = '';
  stream.setEncoding('utf8');
  for await (const piece of stream.iterator({ destroyOnReturn: false })) {
    said += String(piece);
    if (end.test(said)) return said;
  }
  throw new Error(`it ended with: ${said}`);
}
