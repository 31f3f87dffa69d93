import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { commands } from '../../src/cli/commands/index.ts';
import { assertGolden } from './golden.ts';
import { run } from './run.ts';

/** Help in parts that fit a screen: what the command is for, its own flags, and kubectl's. */
function partsOf(help: string): { readonly about: string; readonly own: string; readonly shared: string } {
  const [about = '', ...sections] = help.split(/^(?=Flags)/m);
  return { about, own: sections.find((section) => section.startsWith('Flags:')) ?? '', shared: sections.find((section) => section.startsWith('Flags of')) ?? '' };
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
    const { about, own, shared } = partsOf(stdout);
    const long = `${about}${own}`.split('\n').length > 40;
    assertGolden(`help-${name}`, long ? about : `${about}${own}`);
    if (long) assertGolden(`help-${name}-flags`, own);
    if (shared !== '') assertGolden('help-connection-flags', shared);
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
  const named = commands.flatMap(({ name }) => [`help-${name}.txt`, `help-${name}-flags.txt`]);
  assert.deepEqual(goldens.filter((file) => file !== 'help-connection-flags.txt' && !named.includes(file)), []);
});

test('help, -h and --help alone are the overview', async () => {
  const { stdout } = await run();
  for (const argv of [['help'], ['-h'], ['--help']]) assert.equal((await run(...argv)).stdout, stdout);
});
