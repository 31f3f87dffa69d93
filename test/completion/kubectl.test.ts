/** Completion of `kubectl wi` by a real kubectl, which starts kubectl_complete-wi for every Tab. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { commands } from '../../src/cli/commands/index.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { gatherPrograms, type Programs } from './programs.ts';
import { atTerminal, type Shell } from './terminal.ts';

const soon = { timeout: 120_000 };
const bashCompletion = '/usr/share/bash-completion/bash_completion';

const shells: readonly Shell[] = [
  // kubectl's own script for bash needs that package
  { name: 'bash', startUp: `source ${bashCompletion}\nsource <(kubectl completion bash)` },
  { name: 'zsh', startUp: 'autoload -U compinit; compinit -u -D\nsource <(kubectl completion zsh)' },
];

describe('kubectl', () => {
  let sandbox: Sandbox;
  let programs: Programs;
  let folder: string;
  let completer: string;

  before(async () => {
    assert.ok(existsSync(bashCompletion), `${bashCompletion} is missing: install bash-completion, kubectl's script for bash needs it`);
    folder = await mkdtemp(join(tmpdir(), 'kubectl-wi-kubectl-'));
    sandbox = await startSandbox(healthy, folder);
    programs = await gatherPrograms(sandbox, folder);
    completer = join(programs.bin, 'kubectl_complete-wi');
  }, { timeout: 45 * 60_000 });
  after(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Choices with the directive, as kubectl hands them to a shell. */
  async function complete(...words: readonly string[]): Promise<readonly string[]> {
    const { exitCode, stdout } = await programs.run('kubectl', '__complete', 'wi', ...words);
    assert.equal(exitCode, 0);
    return stdout.trimEnd().split('\n').map((line) => line.split('\t')[0] ?? '');
  }

  async function answersAll(): Promise<void> {
    assert.deepEqual(await complete(''), [...commands.map(({ name }) => name), ':4']);
    assert.deepEqual(await complete('doctor', 'po'), ['pod', ':4']);
    assert.deepEqual(await complete('doctor', '--na'), ['--namespace', ':4']);
    assert.deepEqual(await complete('doctor', '-n', ''), ['default', 'kube-node-lease', 'kube-public', 'kube-system', 'shop', ':4']);
    assert.deepEqual(await complete('doctor', '-n', 'shop', 'deploy/'), ['deploy/orders', ':4']);
    assert.deepEqual(await complete('doctor', '--namespace=shop', 'deploy', ''), ['orders', ':4']);
  }

  test('completes nothing of the plugin before kubectl_complete-wi is there', soon, async () => {
    assert.deepEqual(await complete('doctor', 'po'), [':0']);
  });

  test('completes by the file that install writes', soon, async () => {
    const refused = await programs.run('kubectl', 'wi', 'completion', 'install');
    assert.deepEqual([refused.exitCode, refused.stdout, existsSync(completer)], [2, '', false]);
    assert.match(refused.stderr, /^error: nothing was written: this asks first, and standard input is no terminal\n--yes writes without asking$/m);
    const { exitCode, stdout, stderr } = await programs.run('kubectl', 'wi', 'completion', 'install', '--yes');
    assert.deepEqual([exitCode, stdout], [0, `${completer} written\n`], stderr);
    assert.equal((await stat(completer)).mode & 0o777, 0o755);
    assert.equal(await readFile(completer, 'utf8'), (await programs.run('kubectl', 'wi', 'completion', 'kubectl')).stdout);
    await answersAll();
  });

  for (const shell of shells) {
    test(`completes by its own script in ${shell.name}, on a terminal`, soon, async () => {
      await atTerminal(shell, programs.env, async (type) => {
        for (const [keys, line] of [
          ['kubectl wi doc', 'kubectl wi doctor '],
          ['kubectl wi doctor -n sh', 'kubectl wi doctor -n shop '],
          ['kubectl wi doctor --output=j', 'kubectl wi doctor --output=json '],
          ['kubectl wi doctor -n shop deploy/', 'kubectl wi doctor -n shop deploy/orders '],
          ['kubectl wi doctor deploy/x sta', 'kubectl wi doctor deploy/x statefulset/'],
        ] as const) {
          const after = await type(`${keys}\t`);
          assert.equal(after.line, line, after.shown);
        }
      });
    });
  }

  test('completes by a link to the plugin, which sees its name', soon, async () => {
    await rm(completer);
    await symlink('kubectl-wi', completer);
    await answersAll();
  });

  test('has what it asked of the plugin under each of its names', soon, async () => {
    const other = join(folder, 'other');
    await mkdir(other);
    for (const [name, called] of [['kubectl-wi', 'kubectl wi'], ['kubectl-workload_identity', 'kubectl workload-identity'], ['wi', 'wi']] as const) {
      await symlink(join(programs.bin, 'kubectl-wi'), join(other, name));
      assert.match((await programs.run(join(other, name), 'version')).stdout, new RegExp(`^${called} \\d`));
      assert.match((await programs.run(join(other, name), 'nonsense')).stderr, new RegExp(`for "${called}"\nsee ${called} help$`, 'm'));
    }
    assert.match((await programs.run('kubectl', 'wi', 'version')).stdout, /^kubectl wi \d/);
  });

  test('is told by version -o json what this build is', soon, async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string };
    const { stdout } = await programs.run('kubectl', 'wi', 'version', '-o', 'json');
    const told = JSON.parse(stdout) as Readonly<Record<string, string>>;
    assert.deepEqual(Object.keys(told), ['version', 'commit', 'buildDate', 'nodeVersion', 'platform']);
    assert.deepEqual([told['version'], told['platform']], [version, `${process.platform}/${process.arch}`]);
    assert.match(told['commit'] ?? '', /^([0-9a-f]{7,40}|unknown)$/);
    assert.match(told['buildDate'] ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.match(told['nodeVersion'] ?? '', /^v\d+\.\d+\.\d+$/);
  });

  test('is not harmed by a file of somebody else: install leaves it as it is', soon, async () => {
    await rm(completer, { force: true });
    await writeFile(completer, '#!/bin/sh\necho mine\n');
    const { exitCode, stdout, stderr } = await programs.run('kubectl', 'wi', 'completion', 'install', '--yes');
    assert.deepEqual([exitCode, stdout, await readFile(completer, 'utf8')], [2, '', '#!/bin/sh\necho mine\n']);
    assert.match(stderr, /is there already, and was not written by this command/);
  });
});
