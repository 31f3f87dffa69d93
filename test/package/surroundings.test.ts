/** What a packaged executable takes from where it runs, and what it leaves there. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { targetNamed } from '../../build/targets.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { runProgram, type ProgramRun } from '../cluster/run-program.ts';
import { inFolder, root, unpack, type Packaged } from './packaged.ts';

type Environment = Readonly<Record<string, string>>;

/** Not even root can make a file there. */
const unwritable = '/proc';
const doctor = ['doctor', 'deployment/orders', '-n', 'shop'];

/** Every file below a folder, with its mode. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${name} ${(lstatSync(path.join(folder, name)).mode & 0o777).toString(8)}`)
    .sort();
}

describe('the packaged executable', () => {
  let packaged: Packaged;
  before(async () => {
    packaged = await unpack(targetNamed('linux-amd64'));
  });
  after(() => packaged.remove());

  /** Runs the doctor on a healthy world from a folder of its own; `left` is what is there afterwards and was not before. */
  async function doctorIn(prepare: (folder: string) => Environment, file = packaged.file): Promise<ProgramRun & { readonly folder: string; readonly left: readonly string[] }> {
    return inFolder(async (folder) => {
      const world = path.join(folder, 'world');
      const sandbox = await startSandbox(healthy, world);
      try {
        const here = path.join(folder, 'here');
        mkdirSync(here);
        const more = prepare(folder);
        const before = filesBelow(folder);
        const run = await runProgram('/bin/sh', ['-c', 'cd "$1" && shift && exec "$@"', 'sh', here, file, ...doctor], { ...sandbox.env, HOME: path.join(folder, 'home'), ...more });
        const known = new Set(before);
        return { ...run, folder, left: filesBelow(folder).filter((one) => !known.has(one)) };
      } finally {
        await sandbox.close();
      }
    });
  }

  const works = ({ exitCode, stdout, stderr }: ProgramRun): void => assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' }, stdout);

  test('leaves no file behind', async () => {
    const run = await doctorIn(() => ({}));
    works(run);
    assert.deepEqual(run.left, []);
  });

  test('does not obey NODE_OPTIONS, nor loads what NODE_PATH names', async () => {
    for (const env of [{ NODE_OPTIONS: '--no-such-option' }, { NODE_OPTIONS: '--require ./first.cjs' }, { NODE_PATH: '.' }]) {
      const run = await doctorIn((folder) => {
        writeFileSync(path.join(folder, 'here', 'first.cjs'), "require('node:fs').writeFileSync('loaded', ''); process.exit(9);");
        return env;
      });
      works(run);
      assert.deepEqual({ env, left: run.left }, { env, left: [] });
    }
  });

  test('loads nothing from the folder it is started in', async () => {
    const run = await doctorIn((folder) => {
      const here = path.join(folder, 'here');
      const trap = "require('node:fs').writeFileSync('loaded', ''); process.exit(9);";
      writeFileSync(path.join(here, '.env'), 'KUBECONFIG=/nowhere\nHTTPS_PROXY=http://127.0.0.1:9\n');
      writeFileSync(path.join(here, 'package.json'), '{ "type": "module", "main": "main.js", "imports": { "#x": "./main.js" } }');
      for (const name of ['main.js', 'index.js', 'sea.cjs', 'node.config.json', 'chunk.js.cache']) writeFileSync(path.join(here, name), trap);
      for (const name of ['zod', 'yaml', 'undici', 'supports-color', 'debug']) {
        mkdirSync(path.join(here, 'node_modules', name), { recursive: true });
        writeFileSync(path.join(here, 'node_modules', name, 'index.js'), trap);
      }
      return {};
    });
    works(run);
    assert.deepEqual(run.left, []);
  });

  test('works with a home that may only be read, one that is not there, and none at all', async () => {
    works(await doctorIn(() => ({ HOME: unwritable })));
    works(await doctorIn((folder) => ({ HOME: path.join(folder, 'not-there') })));
    works(await doctorIn(() => ({ HOME: '' })));
  });
});

describe('the executable whose code cache could not be built in', () => {
  let folder = '';
  let file = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-uncached-'));
    file = path.join(folder, 'kubectl-wi');
    await promisify(execFile)(process.execPath, [path.join(root, 'build', 'build.ts'), '--without-code-cache', `--output=${file}`]);
  });
  after(() => rm(folder, { recursive: true }));

  const version = (home: string): Promise<ProgramRun> => runProgram(file, ['version'], home === '' ? {} : { HOME: home });

  test('makes it at the first run, in the cache of the user, and takes it from then on', async () => {
    const home = path.join(folder, 'home');
    mkdirSync(home);
    const first = await version(home);
    const made = filesBelow(home);
    assert.ok(made.length > 5, made.join());
    assert.deepEqual(made.filter((one) => !/^\.cache( 7\d\d|\/kubectl-wi( 700|\/code( 700|\/[0-9a-f]{16}-linux-x64-node-v[\d.]+( 700|\/[\w-]+\.js\.cache 600))))$/.test(one)), []);
    assert.deepEqual(await version(home), first);
    assert.deepEqual(filesBelow(home), made);
    assert.equal(first.exitCode, 0);
  });

  test('works as well where it cannot write it', async () => {
    for (const home of [unwritable, path.join(folder, 'not-there'), file]) {
      const { exitCode, stderr } = await version(home);
      assert.deepEqual({ home, exitCode, stderr }, { home, exitCode: 0, stderr: '' });
    }
  });
});
