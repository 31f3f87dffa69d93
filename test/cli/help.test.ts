import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { commands } from '../../src/cli/commands/index.ts';
import { assertGolden } from './golden.ts';
import { run } from './run.ts';

/** Help of a command; where it is longer than a screen, its flags and kubectl's apart. */
function partsOf(name: string, help: string): readonly (readonly [golden: string, text: string])[] {
  if (help.split('\n').length <= 40) return [[`help-${name}`, help]];
  return help.split(/^(?=Flags)/m).map((part) => [`help-${name}${part.startsWith('Flags:') ? '-flags' : part.startsWith('Flags') ? '-connection-flags' : ''}`, part]);
}

test('the overview says what it is for, and lists every command', async () => {
  const { stdout, stderr, exitCode } = await run();
  assertGolden('overview', stdout);
  assert.deepEqual([stderr, exitCode], ['', 0]);
  for (const { name, summary } of commands) assert.match(stdout, new RegExp(`^  ${name} +${summary}$`, 'm'));
});

for (const { name, summary } of commands) {
  test(`help of ${name} is as its golden says`, async () => {
    const { stdout, exitCode } = await run(name, '--help');
    assert.equal(exitCode, 0);
    for (const [golden, text] of partsOf(name, stdout)) assertGolden(golden, text);
    assert.ok(stdout.startsWith(`${summary}.\n`), 'its first line is its summary');
  });

  test(`help of ${name} is the same in each way to ask, and fits 80 columns`, async () => {
    const { stdout } = await run(name, '--help');
    for (const argv of [[name, '-h'], ['help', name], [name, 'word', '--help']]) assert.equal((await run(...argv)).stdout, stdout, argv.join(' '));
    for (const line of stdout.split('\n')) assert.ok([...line].length <= 80, line);
  });
}

test('every golden of help is that of a command', () => {
  const goldens = readdirSync(new URL('./goldens/', import.meta.url)).filter((file) => file.startsWith('help-'));
  const named = commands.flatMap(({ name }) => ['', '-flags', '-connection-flags'].map((part) => `help-${name}${part}.txt`));
  assert.deepEqual(goldens.filter((file) => !named.includes(file)), []);
});

test('help, -h and --help alone are the overview', async () => {
  const { stdout } = await run();
  for (const argv of [['help'], ['-h'], ['--help']]) assert.equal((await run(...argv)).stdout, stdout);
});
