import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Fault, Scenario } from '../../src/sandbox/scenario.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { start } from '../cli/process.ts';
import { withSandbox } from '../scenarios/world.ts';

const signals = [['SIGINT', 130], ['SIGTERM', 143]] as const;
/** Milliseconds from the signal to the end; a person takes 200 for at once, and a busy machine some more. */
const atOnce = 400;
/** While modules are loaded nothing is heard; from source that is a third of a second of work, and more on a busy machine. */
const loaded = 4000;
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

function hanging(act: Fault['act'] = 'hang'): Pick<Scenario, 'cluster' | 'azure'> {
  return { ...healthy, cluster: { ...healthy.cluster, faults: [{ match: 'GET 127.0.0.1/apis/apps/v1/namespaces/shop/deployments/*', act }] } };
}

async function until(what: string, holds: () => boolean, ms = 20_000): Promise<void> {
  const end = Date.now() + ms;
  while (!holds()) {
    assert.ok(Date.now() < end, `waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Sends a signal to a process alone, as `kill` does, and gives how it ended. */
async function endOf(child: ChildProcess, signal: NodeJS.Signals, limit = atOnce): Promise<{ readonly code: number | null; readonly by: NodeJS.Signals | null }> {
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const sent = performance.now();
  child.kill(signal);
  const [code, by] = await exited;
  const took = performance.now() - sent;
  assert.ok(took < limit, `it took ${Math.round(took)} ms`);
  return { code, by };
}

/** Whether a process runs; one that nobody has buried yet does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !existsSync(`/proc/${pid}/stat`) || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** A program that says who it is and then does not end by itself. */
async function sleeper(directory: string, name: string): Promise<{ readonly file: string; pid(): number | undefined }> {
  const [file, pidFile] = [join(directory, name), join(directory, `${name}.pid`)];
  await writeFile(file, `#!/bin/sh\necho $$ > '${pidFile}'\nexec /bin/sleep 60\n`);
  await chmod(file, 0o755);
  return { file, pid: () => (existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) || undefined : undefined) };
}

async function withDirectory(use: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-interrupt-'));
  try {
    await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

for (const [signal, exitCode] of signals) {
  describe(`${signal} ends a run with ${exitCode}, and what it started, at once`, () => {
    for (const act of ['hang', 'stall', 'drip'] as const) {
      it(`while an answer does not come to its end (${act}), and leaves no file behind`, async () => {
        await withDirectory(async (directory) => {
          await withSandbox(hanging(act), async ({ env, cluster }) => {
            const home = join(directory, 'home');
            await mkdir(home);
            const { child, ended } = start([...healthy.command, '-o', 'json'], { ...env, HOME: home, TMPDIR: directory });
            await until('the request', () => cluster.requests.some(({ path }) => path.includes('/deployments/')));
            const { code, by } = await endOf(child, signal);
            const { stdout, stderr } = await ended;
            assert.deepEqual([code, by, stdout, stderr], [exitCode, null, '', '']);
            assert.deepEqual(await readdir(directory, { recursive: true }), ['home']);
          });
        });
      });
    }

    it('while it starts', async () => {
      await withSandbox(hanging(), async ({ env }) => {
        for (const ms of [0, 20, 40, 80, 120, 200, 300]) {
          const { child, ended } = start(healthy.command, env);
          await once(child, 'spawn');
          await new Promise((resolve) => setTimeout(resolve, ms));
          const { code, by } = await endOf(child, signal, loaded);
          // before our first line runs it is Node that ends, as any program does: for a shell that is the same code
          assert.ok(by === signal || code === exitCode, `after ${ms} ms: ${code} ${by}`);
          const { stdout, stderr } = await ended;
          assert.deepEqual([stdout, stderr], ['', '']);
        }
      });
    });

    it('while a credential plugin waits for its user', async () => {
      await withDirectory(async (directory) => {
        const plugin = await sleeper(directory, 'kubelogin');
        const file = join(directory, 'config');
        await writeFile(
          file,
          `apiVersion: v1\nkind: Config\ncurrent-context: here\ncontexts: [{name: here, context: {cluster: one, user: me}}]\nclusters: [{name: one, cluster: {server: "https://127.0.0.1:1"}}]\n` +
            `users: [{name: me, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: '${plugin.file}', interactiveMode: Never}}}]\n`,
        );
        const { child, ended } = start(healthy.command, { KUBECONFIG: file, HOME: directory });
        await until('the plugin', () => plugin.pid() !== undefined);
        const { code } = await endOf(child, signal);
        assert.deepEqual([code, (await ended).stdout], [exitCode, '']);
        await until('the end of the plugin', () => !isAlive(plugin.pid() ?? 0), 2000);
      });
    });

    it('while az thinks', async () => {
      await withDirectory(async (directory) => {
        const az = await sleeper(directory, 'az');
        await withSandbox(healthy, async ({ env }) => {
          const { child, ended } = start(healthy.command, { ...env, PATH: directory });
          await until('az', () => az.pid() !== undefined);
          const { code } = await endOf(child, signal);
          assert.deepEqual([code, (await ended).stdout], [exitCode, '']);
          await until('the end of az', () => !isAlive(az.pid() ?? 0), 2000);
        });
      });
    });
  });
}

const script = '/usr/bin/script';

// util-linux has it; where it is not there, nobody makes a terminal for us
if (existsSync(script)) {
  describe('on a terminal', () => {
    for (const [signal, exitCode] of signals) {
      it(`${signal} takes the line of progress away, gives the cursor back and ends with ${exitCode}`, async () => {
        await withDirectory(async (directory) => {
          await withSandbox(hanging(), async ({ env, cluster }) => {
            const pidFile = join(directory, 'pid');
            const line = `echo $$ > '${pidFile}'; exec '${process.execPath}' '${main}' ${healthy.command.join(' ')}`;
            const terminal = spawn(script, ['-qfec', line, '/dev/null'], { env: { ...env, TERM: 'xterm-256color', LANG: 'C.UTF-8', SHELL: '/bin/sh' }, stdio: ['ignore', 'pipe', 'pipe'] });
            let shown = '';
            terminal.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
            await until('the request and a line of progress', () => cluster.requests.some(({ path }) => path.includes('/deployments/')) && shown.includes('looking at the workload'));
            process.kill(Number(readFileSync(pidFile, 'utf8')), signal);
            const [code]: unknown[] = await once(terminal, 'close');
            assert.equal(code, exitCode);
            assert.ok(shown.endsWith('\r\u001b[2K\u001b[?25h'), JSON.stringify(shown.slice(-60)));
          });
        });
      });
    }
  });
}
