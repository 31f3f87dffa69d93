import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { quoteCommand, quoteWords, survivesOldPowerShell } from './quote.ts';
import { wrapCommand } from './wrap.ts';

const shells = ['sh', 'bash'];
const awkward = fc.array(fc.constantFrom("'", '"', '\\', '$', '`', '!', '*', '?', '~', '#', '&', '|', ';', '<', '>', '(', ')', '{', '}', '[', ']', '=', '%', ' ', '\n', '\t', 'a', '-', ',', '^'), { maxLength: 8 }).map((parts) => parts.join(''));
const word = fc.oneof(awkward, fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')), fc.constantFrom('', '--name', '-n', 'shop', 'api://AzureADTokenExchange', '~', '=ls', 'a=b'));
const words = fc.array(word, { minLength: 1, maxLength: 6 });

/** What a shell hands to a command that is called with these arguments. */
function handedOn(shell: string, command: string): string[] {
  const run = spawnSync(shell, ['-c', command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } });
  assert.equal(run.stderr, '');
  return run.stdout.split('\0').slice(0, -1);
}

for (const shell of shells) {
  test(`any argv survives ${shell} unchanged`, () => {
    fc.assert(
      fc.property(words, (argv) => {
        assert.deepEqual(handedOn(shell, quoteCommand(['printf', '%s\\0', ...argv], 'posix')), argv);
      }),
      { numRuns: 150 },
    );
  });

  test(`a command wrapped to any width survives ${shell} unchanged`, () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 90 }), (argv, width) => {
        const lines = wrapCommand(['printf', '%s\\0', ...argv], 'posix', width, '    ');
        assert.deepEqual(handedOn(shell, lines.join('\n')), argv);
      }),
      { numRuns: 150 },
    );
  });

  test(`a reserved word or an assignment in front is a command's name to ${shell}`, () => {
    for (const name of ['if', 'done', 'time', 'a=b', '{', '!']) {
      const run = spawnSync(shell, ['-c', quoteCommand([name, 'x'], 'posix')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
      assert.equal(run.status, 127, `${name}: ${run.stderr}`);
    }
  });
}

test('ordinary words stay bare in both shells', () => {
  const argv = ['az', 'identity', 'federated-credential', 'create', '-g', 'rg-shop', '--issuer', 'https://a.example/b/', '--subject', 'system:serviceaccount:shop:orders'];
  assert.equal(quoteCommand(argv, 'posix'), argv.join(' '));
  assert.equal(quoteCommand(argv, 'powershell'), argv.join(' '));
});

test('a word with a meaning is quoted in each shell its own way', () => {
  const cases = [
    ["it's", `'it'\\''s'`, `'it''s'`],
    ['', "''", "''"],
    ['a b', "'a b'", "'a b'"],
    ['$HOME', "'$HOME'", "'$HOME'"],
    ['{"a":1}', `'{"a":1}'`, `'{"a":1}'`],
    ['a,b', 'a,b', "'a,b'"],
    ['@x', '@x', "'@x'"],
    ['-o.b', '-o.b', "'-o.b'"],
    ['-o:b', '-o:b', "'-o:b'"],
    ['--a=b', '--a=b', "'--a=b'"],
    ['--', '--', "'--'"],
    ['--%', '--%', "'--%'"],
    ['=ls', "'=ls'", "'=ls'"],
    ['%x', '%x', "'%x'"],
    ['C:\\a', `'C:\\a'`, 'C:\\a'],
    ['\u2019', `'\u2019'`, `'\u2019\u2019'`],
    ['\u2013x', `'\u2013x'`, `'\u2013x'`],
    ['a`b', "'a`b'", "'a`b'"],
  ] as const;
  for (const [given, posix, powershell] of cases) {
    assert.deepEqual(quoteWords(['az', given], 'posix'), ['az', posix]);
    assert.deepEqual(quoteWords(['az', given], 'powershell'), ['az', powershell]);
  }
});

test('PowerShell calls a quoted name with the call operator', () => {
  assert.equal(quoteCommand(['/opt/my tools/az', 'x'], 'powershell'), "& '/opt/my tools/az' x");
  assert.equal(quoteCommand(['foreach', 'x'], 'powershell'), "& 'foreach' x");
});

test('every PowerShell argument is a plain word or a single-quoted string that reads back as itself', () => {
  const typographic = fc.array(fc.constantFrom("'", '\u2018', '\u2019', '\u201a', '\u201b', '$', '`', '"', 'a')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(word, typographic), (given) => {
      const quoted = quoteWords(['az', given], 'powershell')[1] ?? '';
      if (!quoted.startsWith("'")) {
        assert.equal(quoted, given);
        assert.match(given, /^[A-Za-z0-9_./:\\=+-]+$/);
        return;
      }
      const inner = quoted.slice(1, -1);
      assert.ok(quoted.length >= 2 && quoted.endsWith("'"));
      assert.doesNotMatch(inner.replace(/(['\u2018-\u201b])\1/g, ''), /['\u2018-\u201b]/);
      assert.equal(inner.replace(/(['\u2018-\u201b])\1/g, '$1'), given);
    }),
  );
});

test('a NUL, which no argument can hold, is refused', () => {
  assert.throws(() => quoteCommand(['az', 'a\0b'], 'posix'), RangeError);
});

test('arguments that Windows PowerShell 5.1 would change are told from those it hands on', () => {
  assert.equal(survivesOldPowerShell(['az', 'Key Vault Secrets User']), true);
  assert.equal(survivesOldPowerShell(['kubectl', '{"a":1}']), false);
  assert.equal(survivesOldPowerShell(['kubectl', '']), false);
  assert.equal(survivesOldPowerShell(['kubectl', 'a b\\']), false);
});
