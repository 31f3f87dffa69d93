/** What must work of a packaged executable on every machine that it can be run on. */
import assert from 'node:assert/strict';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import type { Target } from '../../build/targets.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import { ficSubjectMismatch } from '../../src/sandbox/scenarios/fic-subject-mismatch.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import type { ProgramRun } from '../cluster/run-program.ts';
import { inFolder, root, unpack, type Packaged } from './packaged.ts';

type Environment = Readonly<Record<string, string>>;

const doctor = ['doctor', 'deployment/orders', '-n', 'shop'];

/** Declares the tests; `interpreter` is what starts a program of another processor. */
export function smokeTests(target: Target, interpreter: readonly string[] = []): void {
  describe(`the packaged executable for ${target.os}-${target.cpu}`, () => {
    let packaged: Packaged;
    before(async () => {
      packaged = await unpack(target, interpreter);
    });
    after(() => packaged.remove());

    async function inWorldOf<T>(scenario: Scenario, use: (sandbox: Sandbox, folder: string) => Promise<T>): Promise<T> {
      return inFolder(async (folder) => {
        const sandbox = await startSandbox(scenario, folder);
        try {
          return await use(sandbox, folder);
        } finally {
          await sandbox.close();
        }
      });
    }

    const ends = ({ exitCode, stdout, stderr }: ProgramRun, code: number): string => {
      assert.equal(exitCode, code, `${stdout}${stderr}`);
      return stdout;
    };

    test('says its version, that of package.json, and what it was made of', async () => {
      const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { readonly version: string };
      assert.deepEqual(await packaged.run(['version']), { exitCode: 0, stdout: `kubectl wi ${version}\n`, stderr: '' });
      const said = JSON.parse(ends(await packaged.run(['version', '-o', 'json']), 0)) as Environment;
      assert.deepEqual({ ...said, commit: '', buildDate: '' }, { version, commit: '', buildDate: '', nodeVersion: process.version, platform: `${target.platform}/${target.arch}` });
      assert.match(said['commit'] ?? '', /^[0-9a-f]{12}$/);
      assert.match(said['buildDate'] ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    });

    test('helps, whichever way one asks', async () => {
      for (const argv of [['--help'], ['help'], [], ['help', 'doctor'], ['doctor', '--help']]) {
        const { exitCode, stdout, stderr } = await packaged.run(argv);
        assert.deepEqual({ argv, exitCode, stderr }, { argv, exitCode: 0, stderr: '' });
        assert.match(stdout, /\bdoctor\b/);
      }
    });

    test('refuses a command that it does not know, with exit code 2 and nothing on stdout', async () => {
      const { exitCode, stdout, stderr } = await packaged.run(['doktor']);
      assert.deepEqual({ exitCode, stdout }, { exitCode: 2, stdout: '' });
      assert.match(stderr, /doktor/);
    });

    for (const [scenario, code] of [[healthy, 0], [ficSubjectMismatch, 1]] as const) {
      test(`ends with ${code} in the world of ${scenario.name}, in every format`, async () => {
        await inWorldOf(scenario, async ({ env }) => {
          const formats = /format: (.*)/.exec(ends(await packaged.run(['doctor', '--help']), 0))?.[1]?.split(/[^a-z]+/) ?? [];
          assert.ok(formats.includes('text') && formats.includes('json') && formats.length >= 5, String(formats));
          for (const format of formats.filter((word) => word !== 'default' && word !== '')) {
            const { exitCode, stdout, stderr } = await packaged.run([...doctor, '-o', format], env);
            assert.deepEqual({ format, exitCode, stderr }, { format, exitCode: code, stderr: '' });
            if (format === 'json') assert.equal((JSON.parse(stdout) as { kind: string }).kind, 'DoctorReport');
            if (format === 'yaml') assert.equal((parse(stdout) as { kind: string }).kind, 'DoctorReport');
            if (format === 'text' || format === 'wide') assert.equal(/WI551/.test(stdout), code === 1, stdout);
          }
        });
      });
    }

    test('signs in to the cluster with a client certificate, and without it not at all', async () => {
      await inWorldOf(healthy, async ({ env }) => {
        const kubeconfig = await readFile(env['KUBECONFIG'] ?? '', 'utf8');
        assert.match(kubeconfig, /client-certificate-data/);
        ends(await packaged.run(doctor, env), 0);
        await writeFile(env['KUBECONFIG'] ?? '', kubeconfig.replace(/client-(certificate|key)-data/g, 'x-client-$1-data'));
        ends(await packaged.run(doctor, env), 3);
      });
    });

    test('signs in to the cluster with what an exec plugin gives', async () => {
      await inWorldOf(healthy, async ({ env }, folder) => {
        const withPlugin = await kubeconfigWithPlugin(env['KUBECONFIG'] ?? '', folder);
        ends(await packaged.run(doctor, { ...env, KUBECONFIG: withPlugin.kubeconfig }), 0);
        await writeFile(withPlugin.answer, '{}');
        assert.notEqual((await packaged.run(doctor, { ...env, KUBECONFIG: withPlugin.kubeconfig })).exitCode, 0);
      });
    });

    test('reaches Azure through HTTPS_PROXY, with the authority of NODE_EXTRA_CA_CERTS, and the cluster past it with NO_PROXY', async () => {
      await inWorldOf(healthy, async ({ env, azure }) => {
        // the real names of its hosts lead to the sandbox through its proxy alone
        ends(await packaged.run(doctor, env), 0);
        assert.ok(azure.requests.length > 0);
        const { NODE_EXTRA_CA_CERTS: _authority, ...strange } = env;
        assert.equal(await identityOf(packaged, strange), 'gap');
        // nobody listens at the discard port: Azure is out of reach, the cluster is not
        assert.equal(await identityOf(packaged, { ...env, HTTPS_PROXY: 'http://127.0.0.1:9' }), 'gap');
        assert.equal(await identityOf(packaged, env), 'known');
      });
    });
  });
}

/** Whether the doctor saw the cluster's half and got an answer of Azure. */
async function identityOf(packaged: Packaged, env: Environment): Promise<'known' | 'gap'> {
  const { stdout, stderr, exitCode } = await packaged.run([...doctor, '-o', 'wide', '--timeout', '20s'], env);
  assert.match(stdout, /access\/cluster-answers +<none> +ok/, `${exitCode} ${stdout}${stderr}`);
  return exitCode === 0 ? 'known' : 'gap';
}

/** The same cluster and the same certificate, but the certificate comes from a plugin. */
async function kubeconfigWithPlugin(file: string, folder: string): Promise<{ readonly kubeconfig: string; readonly answer: string }> {
  const text = await readFile(file, 'utf8');
  const { users, ...rest } = parse(text) as { users: readonly [{ name: string; user: Readonly<Record<string, string>> }] };
  const decoded = (key: string): string => Buffer.from(users[0].user[key] ?? '', 'base64').toString('utf8');
  const [answer, plugin, kubeconfig] = ['answer.json', 'plugin', 'exec.kubeconfig'].map((name) => path.join(folder, name)) as [string, string, string];
  const apiVersion = 'client.authentication.k8s.io/v1';
  const status = { clientCertificateData: decoded('client-certificate-data'), clientKeyData: decoded('client-key-data') };
  await writeFile(answer, JSON.stringify({ apiVersion, kind: 'ExecCredential', status }));
  await writeFile(plugin, `#!/bin/sh\nexec /bin/cat '${answer}'\n`);
  await chmod(plugin, 0o755);
  const user = { exec: { apiVersion, command: plugin, interactiveMode: 'Never' } };
  await writeFile(kubeconfig, JSON.stringify({ ...rest, users: [{ name: users[0].name, user }] }), { mode: 0o600 });
  return { kubeconfig, answer };
}
