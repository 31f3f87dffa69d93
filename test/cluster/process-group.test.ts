import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { until } from './deadline.ts';
import { openProcessGroup } from './process-group.ts';

const exec = promisify(execFile);

test('stop ends every program and removes the folder', async () => {
  const group = await openProcessGroup('test');
  const program = group.start('/bin/sleep', ['60']);
  assert.equal(program.isRunning(), true);
  await group.stop();
  assert.equal(program.isRunning(), false);
  await assert.rejects(access(group.directory));
});

test('a program that ends or never starts is seen, with what it said', async () => {
  const group = await openProcessGroup('test');
  const ended = group.start('/bin/sh', ['-c', 'echo no such flag >&2; exit 1']);
  const absent = group.start('/nowhere/program', []);
  await until('the programs to end', 5000, async () => (ended.isRunning() || absent.isRunning() ? undefined : true));
  assert.equal(ended.logTail(), 'no such flag\n');
  await until('the error of the start', 5000, async () => (absent.logTail().includes('ENOENT') ? true : undefined));
  await group.stop();
});

for (const signal of ['SIGINT', 'SIGKILL'] as const) {
  test(`programs and folder go when the process ends by ${signal}`, async () => {
    const module = JSON.stringify(join(import.meta.dirname, 'process-group.ts'));
    const script = `
      const { openProcessGroup } = await import(${module});
      const group = await openProcessGroup('test');
      group.start('/bin/sh', ['-c', 'echo $$ > pid; exec sleep 60']);
      console.log(group.directory);
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const directory = String((await once(createInterface(child.stdout), 'line'))[0]);
    const pid = (await until('the program', 5000, async () => (await exec('cat', [join(directory, 'pid')])).stdout.trim() || undefined));
    assert.equal(await isAlive(pid), true);
    child.kill(signal);
    await until('the program to end', 5000, async () => ((await isAlive(pid)) ? undefined : true));
    await until('the folder to go', 5000, () => access(directory).then(() => undefined, () => true as const));
  });
}

/** A zombie that nobody has reaped is not alive. */
async function isAlive(pid: string): Promise<boolean> {
  const { stdout } = await exec('ps', ['-o', 'stat=', '-p', pid]).catch(() => ({ stdout: '' }));
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}
