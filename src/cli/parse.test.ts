import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { doctor } from './commands/doctor.ts';
import { helpFlag, type Flag } from './flag.ts';
import { parse, type Parsed } from './parse.ts';
import { UsageError } from './usage-error.ts';

const flags: readonly Flag[] = [
  { name: 'namespace', short: 'n', value: 'NAME', summary: '' },
  { name: 'output', short: 'o', value: 'FORMAT', choices: ['text', 'json', 'yaml'], summary: '' },
  { name: 'as-group', value: 'GROUP', repeated: true, summary: '' },
  { name: 'no-exchange', summary: '' },
  { name: 'v', short: 'v', summary: '' },
];

function parsed(...argv: readonly string[]): Parsed {
  return parse(argv, flags, 'kubectl wi doctor --help');
}

function refusal(...argv: readonly string[]): readonly [message: string, hint: string | undefined] {
  try {
    parsed(...argv);
  } catch (error) {
    assert.ok(error instanceof UsageError);
    assert.equal(error.exitCode, 2);
    return [error.message, error.hint];
  }
  throw new Error(`${argv.join(' ')} was taken`);
}

describe('argv', () => {
  test('has flags and words in any order', () => {
    const { words, value } = parsed('deploy/a', '-n', 'shop', 'deploy/b', '--output=json');
    assert.deepEqual([words, value('namespace'), value('output')], [['deploy/a', 'deploy/b'], 'shop', 'json']);
  });

  test('has a value in each way that pflag takes one', () => {
    for (const argv of [['--namespace', 'shop'], ['--namespace=shop'], ['-n', 'shop'], ['-nshop'], ['-n=shop']]) {
      assert.equal(parsed(...argv).value('namespace'), 'shop', argv.join(' '));
    }
    assert.equal(parsed('--namespace=').value('namespace'), '');
    assert.equal(parsed('--namespace=a=b').value('namespace'), 'a=b');
  });

  test('counts the last of a flag that is given twice, and all of one that may be repeated', () => {
    assert.equal(parsed('-n', 'a', '-n', 'b').value('namespace'), 'b');
    assert.deepEqual(parsed('--as-group=a', '--as-group', 'b').values('as-group'), ['a', 'b']);
    assert.deepEqual(parsed().values('as-group'), []);
  });

  test('turns a switch on, and off where it says so', () => {
    const cases: readonly (readonly [argv: readonly string[], on: boolean])[] = [
      [[], false],
      [['--no-exchange'], true],
      [['--no-exchange=true'], true],
      [['--no-exchange=FALSE'], false],
      [['--no-exchange', '--no-exchange=false'], false],
    ];
    for (const [argv, on] of cases) assert.equal(parsed(...argv).on('no-exchange'), on, argv.join(' '));
    assert.ok(parsed('-v').on('v'));
  });

  test('has no flags after --', () => {
    assert.deepEqual(parsed('a', '--', '-n', '--nonsense').words, ['a', '-n', '--nonsense']);
  });

  test('lets a switch stand before a word without eating it', () => {
    const { words, on } = parsed('--no-exchange', 'deploy/a');
    assert.deepEqual([words, on('no-exchange')], [['deploy/a'], true]);
  });

  test('does not give a flag of its own to what a prototype has', () => {
    assert.deepEqual(refusal('--constructor'), ['unknown flag: --constructor', 'see kubectl wi doctor --help']);
    assert.deepEqual(refusal('--__proto__=x'), ['unknown flag: --__proto__', 'see kubectl wi doctor --help']);
  });
});

describe('what is wrong with argv is said in one sentence', () => {
  const cases: readonly (readonly [argv: readonly string[], message: string, hint: string | undefined])[] = [
    [['--namepsace', 'shop'], 'unknown flag: --namepsace', 'did you mean --namespace?'],
    [['--nothing-like-it'], 'unknown flag: --nothing-like-it', 'see kubectl wi doctor --help'],
    [['-x'], 'unknown flag: -x', 'see kubectl wi doctor --help'],
    [['--namespace'], '--namespace needs a value: --namespace NAME', undefined],
    [['-n'], '-n needs a value: -n NAME', undefined],
    [['-o', 'jsn'], '-o: "jsn" is not one of text, json, yaml', 'did you mean json?'],
    [['--output=xml'], '--output: "xml" is not one of text, json, yaml', undefined],
    [['--no-exchange=maybe'], '--no-exchange is a switch: it takes true, false or nothing, not "maybe"', undefined],
  ];
  for (const [argv, message, hint] of cases) {
    test(argv.join(' '), () => {
      assert.deepEqual(refusal(...argv), [message, hint]);
    });
  }
});

test('whatever argv is, it is taken or refused, and a flag never has a value that its choices lack', () => {
  const all = [...doctor.flags, helpFlag];
  const flagWord = fc.constantFrom(...all).chain(({ name, short }) => fc.constantFrom(`--${name}`, ...(short === undefined ? [] : [`-${short}`])));
  const word = fc.oneof(flagWord, fc.tuple(flagWord, fc.string()).map(([flag, text]) => `${flag}=${text}`), fc.string({ unit: 'binary' }), fc.constantFrom('--', '-', '---', '-=', '--=', 'deploy/a', '-ojson', '-vn'));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (argv) => {
      let result: Parsed;
      try {
        result = parse(argv, all, 'help');
      } catch (error) {
        assert.ok(error instanceof UsageError, String(error));
        assert.ok(!/undefined/.test(error.message), error.message);
        return;
      }
      for (const { name, choices } of all) {
        const value = result.value(name);
        assert.ok(value === undefined || choices === undefined || choices.includes(value), name);
      }
    }),
    { numRuns: 2000 },
  );
});
