import assert from 'node:assert/strict';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { dispatch } from '../../src/cli/dispatch.ts';
import type { Host } from '../../src/cli/host.ts';
import { assertGolden } from './golden.ts';
import { run, runOn, type Run } from './run.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell', 'kubectl'];

describe('kubectl wi completion', () => {
  test('prints the file that kubectl starts', async () => {
    const { stdout, stderr, exitCode } = await run('completion', 'kubectl');
    assertGolden('completion-kubectl', stdout);
    assert.deepEqual([stderr, exitCode], ['', 0]);
  });

  test('prints that file as a batch file on Windows', async () => {
    const { stdout } = await runOn({ env: {}, homeDirectory: 'C:\\', platform: 'win32', arch: 'x64', nodeVersion: 'v22.0.0' }, ['completion', 'kubectl']);
    assert.equal(stdout, '@rem made by kubectl wi completion; it may be replaced by a newer one\r\n@kubectl-wi __complete %* 2>nul\r\n');
  });

  test('prints a script for each shell, which names the program and nothing of this machine', async () => {
    for (const shell of shells) {
      const { stdout, stderr, exitCode } = await run('completion', shell);
      assert.deepEqual([stderr, exitCode], ['', 0]);
      assert.match(stdout, /kubectl-wi/);
      assert.doesNotMatch(stdout, /\beval\b|Invoke-Expression|undefined|\/nowhere/, shell);
    }
  });

  test('completes its own words', async () => {
    assert.equal((await run('__complete', 'completion', '')).stdout, `${[...shells, 'install'].join('\n')}\n:4\n`);
    assert.equal((await run('__complete', 'completion', 'bash', '')).stdout, ':4\n');
  });

  const refusals: readonly (readonly [argv: readonly string[], stderr: string])[] = [
    [[], 'error: name one shell, kubectl or install\nkubectl wi completion bash, zsh, fish, powershell, kubectl, install\n'],
    [['bash', 'zsh'], 'error: name one shell, kubectl or install\nkubectl wi completion bash, zsh, fish, powershell, kubectl, install\n'],
    [['bsh'], 'error: there is no completion for "bsh"\ndid you mean bash?\n'],
    [['tcsh-like'], 'error: there is no completion for "tcsh-like"\nthere is one for bash, zsh, fish, powershell, kubectl\n'],
    [['constructor'], 'error: there is no completion for "constructor"\nthere is one for bash, zsh, fish, powershell, kubectl\n'],
    [['bash', '--yes'], 'error: --yes is for install; a script is only printed\n'],
    [['install'], 'error: kubectl-wi is not on your PATH: kubectl would find neither it nor its completion\nadd its folder to PATH, or: kubectl wi completion kubectl > FOLDER/kubectl_complete-wi\n'],
  ];
  for (const [argv, stderr] of refusals) {
    test(`refuses in a sentence: completion ${argv.join(' ')}`, async () => {
      assert.deepEqual(await run('completion', ...argv), { exitCode: 2, stdout: '', stderr });
    });
  }
});

describe('completion install', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-wi-install-'));
    file = join(folder, 'kubectl_complete-wi');
    writeFileSync(join(folder, 'kubectl-wi'), '');
    chmodSync(join(folder, 'kubectl-wi'), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** As a user of Linux whose PATH is that folder; at a terminal if there is an answer to give. */
  async function install({ answer, yes = false, path = folder, commandName = ['kubectl', 'wi'] }: { readonly answer?: string; readonly yes?: boolean; readonly path?: string; readonly commandName?: readonly string[] }): Promise<Run> {
    let stdout = '';
    let stderr = '';
    const host: Host = {
      env: { PATH: path },
      homeDirectory: folder,
      platform: 'linux',
      arch: 'x64',
      nodeVersion: 'v22.0.0',
      commandName,
      stdout: { write: (text) => void (stdout += text), isTerminal: false },
      stderr: { write: (text) => void (stderr += text), isTerminal: answer !== undefined },
      stdinIsTerminal: answer !== undefined,
      readStdin: async () => '',
      readLine: async () => answer ?? '',
      signal: new AbortController().signal,
      self: [],
    };
    const exitCode = await dispatch(['completion', 'install', ...(yes ? ['--yes'] : [])], host);
    return { exitCode, stdout, stderr };
  }

  const script = async (): Promise<string> => (await run('completion', 'kubectl')).stdout;

  test('shows what it would write, asks, and writes it where the plugin is', async () => {
    const { exitCode, stdout, stderr } = await install({ answer: 'y' });
    assert.deepEqual([exitCode, stdout], [0, `${file} written\n`]);
    assertGolden('completion-install', stderr.replaceAll(folder, '/home/me/bin'));
    assert.equal(readFileSync(file, 'utf8'), await script());
    assert.equal(statSync(file).mode & 0o777 & ~0o022, 0o755);
  });

  for (const answer of ['', 'n', 'no', 'yess', 'N']) {
    test(`writes nothing at the answer "${answer}"`, async () => {
      const { exitCode, stdout, stderr } = await install({ answer });
      assert.deepEqual([exitCode, stdout, readdirSync(folder)], [0, '', ['kubectl-wi']]);
      assert.match(stderr, /nothing was written\n$/);
    });
  }

  test('without a terminal it writes only with --yes', async () => {
    const { exitCode, stdout, stderr } = await install({});
    assert.deepEqual([exitCode, stdout, readdirSync(folder)], [2, '', ['kubectl-wi']]);
    assert.match(stderr, /error: nothing was written: this asks first, and standard input is no terminal\n--yes writes without asking\n$/);
    assert.equal((await install({ yes: true })).stdout, `${file} written\n`);
  });

  test('a second time there is nothing to do, and nothing is asked', async () => {
    await install({ yes: true });
    assert.deepEqual(await install({}), { exitCode: 0, stdout: `${file} unchanged\n`, stderr: '' });
  });

  test('an older one of ours is replaced, also one that lost its mode', async () => {
    writeFileSync(file, `#!/bin/sh\n${(await script()).split('\n')[1]}\nexec kubectl-wi-of-old\n`);
    assert.equal((await install({ answer: 'yes' })).stdout, `${file} replaced\n`);
    assert.equal(readFileSync(file, 'utf8'), await script());
    chmodSync(file, 0o644);
    assert.equal((await install({ yes: true })).stdout, `${file} replaced\n`);
    assert.equal(statSync(file).mode & 0o111, 0o111);
    assert.deepEqual(readdirSync(folder).sort(), ['kubectl-wi', 'kubectl_complete-wi']);
  });

  const foreign: readonly (readonly [what: string, make: () => void])[] = [
    ['a file of somebody else', () => writeFileSync(file, '#!/bin/sh\necho mine\n')],
    ['an empty file', () => writeFileSync(file, '')],
    ['a file that speaks of ours further down', () => writeFileSync(file, '#!/bin/sh\n\n# made by kubectl wi completion; it may be replaced by a newer one\n')],
    ['a link, also one that leads nowhere', () => symlinkSync(join(folder, 'nowhere'), file)],
    ['a link to the plugin', () => symlinkSync('kubectl-wi', file)],
    ['a folder', () => mkdirSync(file)],
  ];
  for (const [what, make] of foreign) {
    test(`${what} is left as it is, with --yes too`, async () => {
      make();
      const before = lstatSync(file);
      const { exitCode, stdout, stderr } = await install({ yes: true });
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.equal(stderr, `error: ${file} is there already, and was not written by this command\nlook at it, and remove it if it is not wanted; or write elsewhere: kubectl wi completion kubectl > FOLDER/kubectl_complete-wi\n`);
      assert.deepEqual([lstatSync(file).mtimeMs, lstatSync(file).size, lstatSync(file).mode], [before.mtimeMs, before.size, before.mode]);
      assert.deepEqual(readdirSync(folder).sort(), ['kubectl-wi', 'kubectl_complete-wi']);
    });
  }

  test('a folder that it finds from where it stands alone is no place', async () => {
    const { exitCode, stderr } = await install({ yes: true, path: `${folder}/nowhere:./node_modules/../${join('..', '..', '..', '..', '..', '..', folder)}` });
    assert.equal(exitCode, 2);
    assert.match(stderr, /PATH entry that is not absolute/);
  });

  test('a name of its own has a file of its own, and one without kubectl has none', async () => {
    writeFileSync(join(folder, 'kubectl-workload_identity'), '');
    chmodSync(join(folder, 'kubectl-workload_identity'), 0o755);
    assert.equal((await install({ yes: true, commandName: ['kubectl', 'workload-identity'] })).stdout, `${join(folder, 'kubectl_complete-workload_identity')} written\n`);
    assert.match(readFileSync(join(folder, 'kubectl_complete-workload_identity'), 'utf8'), /^exec kubectl-workload_identity __complete "\$@"/m);
    const { exitCode, stderr } = await install({ yes: true, commandName: ['wi'] });
    assert.deepEqual([exitCode, stderr], [2, 'error: kubectl completes its plugins, and wi is called without kubectl\nfor a shell: wi completion bash, zsh, fish or powershell\n']);
    const strange = await install({ yes: true, commandName: ['a b'] });
    assert.deepEqual([strange.exitCode, strange.stderr], [2, 'error: "a b" is no name that a completion script can have\ncall it by a name of letters, digits, dashes and underscores\n']);
  });

  test('a file that cannot be written is said, and nothing is left', async () => {
    const { planInstall, install: carryOut } = await import('../../src/cli/completion/install.ts');
    const plan = planInstall({ name: 'kubectl-wi', completer: 'kubectl_complete-wi' }, { env: { PATH: folder }, homeDirectory: folder, platform: 'linux', commandName: ['kubectl', 'wi'] });
    // it came between the plan and the deed
    writeFileSync(file, 'mine');
    assert.throws(() => carryOut(plan), { message: `${file} cannot be written: EEXIST` });
    assert.equal(readFileSync(file, 'utf8'), 'mine');
    assert.throws(() => carryOut({ ...plan, file: join(folder, 'nowhere', 'kubectl_complete-wi') }), { exitCode: 2 });
  });
});
