import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columns, pad, wrapCommand, wrapText } from './wrap.ts';

test('wide characters count two columns and combining ones none', () => {
  assert.equal(columns('abc'), 3);
  assert.equal(columns('注文'), 4);
  assert.equal(columns('e\u0301'), 1);
  assert.equal(columns('✓→…'), 3);
  assert.equal(pad('注', 4), '注  ');
});

test('prose is broken at spaces only, fits the width, and loses no word', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[!-~]{1,30}$/)), fc.integer({ min: 10, max: 80 }), (words, width) => {
      const lines = wrapText(words.join(' '), width, '  ', '    ');
      assert.deepEqual(lines.flatMap((line) => line.trim().split(' ')), words);
      for (const line of lines) assert.ok(line.length <= width || !line.trim().includes(' '), line);
    }),
  );
});

test('no prose is no line', () => {
  assert.deepEqual(wrapText('', 80), []);
});

test('a command that fits stays on one line', () => {
  assert.deepEqual(wrapCommand(['kubectl', 'get', 'pods'], 'posix', 80, '    '), ['    kubectl get pods']);
});

test('an option stays with its value, and every line but the last says that it goes on', () => {
  assert.deepEqual(wrapCommand(['az', 'create', '--name', 'orders', '--role', 'Key Vault User', '--yes'], 'posix', 29, '  '), [
    '  az create --name orders \\',
    "    --role 'Key Vault User' \\",
    '    --yes',
  ]);
  assert.equal(wrapCommand(['az', 'create', '--name', 'orders'], 'powershell', 20, '')[0], 'az create `');
});

test('an option whose value fits on no line keeps it', () => {
  const url = `https://${'a'.repeat(60)}/`;
  assert.deepEqual(wrapCommand(['az', 'create', '--issuer', url, '-x'], 'posix', 40), ['az create \\', `  --issuer ${url} \\`, '  -x']);
});

test('no line of a command is wider than asked for, but for a word that is wider by itself', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z-]{1,20}$/), { minLength: 1 }), fc.integer({ min: 30, max: 90 }), (argv, width) => {
      for (const line of wrapCommand(argv, 'posix', width, '    ')) assert.ok(line.length <= width, line);
    }),
  );
});
