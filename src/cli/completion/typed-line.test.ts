import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { doctor } from '../commands/doctor.ts';
import { helpFlag, type Flag } from '../flag.ts';
import { readTyped, type Typing } from './typed-line.ts';

const flags: readonly Flag[] = [...doctor.flags, helpFlag];

function typing(...argv: readonly string[]): Typing {
  return readTyped(argv, flags).typing;
}

/** `namespace:sh` for a value of that flag, with what is kept before it. */
function short(one: Typing): string {
  if (one.what === 'value') return `${one.flag.name}:${one.kept === '' ? '' : `${one.kept}|`}${one.text}`;
  return one.what === 'unknown' ? 'unknown' : `${one.what} ${one.text}`.trimEnd();
}

describe('what is being typed', () => {
  const cases: readonly (readonly [argv: readonly string[], typing: string])[] = [
    [[], 'word'],
    [[''], 'word'],
    [['po'], 'word po'],
    [['deploy/orders', 'sts/'], 'word sts/'],
    [['-'], 'flag -'],
    [['--'], 'flag --'],
    [['--na'], 'flag --na'],
    [['--namespace'], 'flag --namespace'],
    [['-A'], 'flag -A'],
    [['-n'], 'flag -n'],
    [['--namespace', ''], 'namespace:'],
    [['-n', 'sh'], 'namespace:sh'],
    [['-n', '-'], 'namespace:-'],
    [['--namespace=sh'], 'namespace:sh'],
    [['--namespace='], 'namespace:'],
    [['--namespace=a=b'], 'namespace:a=b'],
    [['-n=sh'], 'namespace:sh'],
    [['-nsh'], 'namespace:-n|sh'],
    [['-An', 'sh'], 'namespace:sh'],
    [['-Ansh'], 'namespace:-An|sh'],
    [['-v=tr'], 'unknown'],
    [['--no-read=f'], 'no-read:f'],
    [['--wait='], 'wait:'],
    [['--wait', ''], 'word'],
    [['-n', 'shop', ''], 'word'],
    [['-n=shop', 'po'], 'word po'],
    [['--bogus', 'po'], 'word po'],
    [['--bogus=x'], 'unknown'],
    [['-q'], 'unknown'],
    [['--', '-n'], 'word -n'],
    [['--', '--namespace=x'], 'word --namespace=x'],
    [['-o', 'nonsense', 'po'], 'word po'],
  ];
  for (const [argv, expected] of cases) {
    test(`is ${expected} in: doctor ${argv.map((word) => word || "''").join(' ')}`, () => {
      assert.equal(short(typing(...argv)), expected);
    });
  }

  test('is the last word alone; what stands before it is read as the doctor reads it', () => {
    const { before } = readTyped(['deploy/a', '-n=shop', '--as-group', 'x', '--as-group=y', '-A', '--no-read=false', '--context'], flags);
    assert.deepEqual(before.words, ['deploy/a']);
    assert.deepEqual([before.value('namespace'), before.values('as-group'), before.on('all-namespaces'), before.on('no-read'), before.value('context')], ['shop', ['x', 'y'], true, false, undefined]);
  });

  test('is told of any line without a throw', () => {
    const word = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('-n', '-A', '--', '-', '--namespace', '--namespace=', '-o', '-Ano=', 'deploy', '-n=', '--__proto__', '-constructor'));
    fc.assert(fc.property(fc.array(word, { maxLength: 5 }), (argv) => assert.ok(readTyped(argv, flags).typing.what !== undefined)), { numRuns: 1000 });
  });
});
