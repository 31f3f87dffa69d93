import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nearest } from './nearest.ts';

const commands = ['doctor', 'explain', 'checks', 'rbac', 'demo', 'version', 'help'];

const meant: readonly (readonly [word: string, candidate: string | undefined])[] = [
  ['doctr', 'doctor'],
  ['docotr', 'doctor'],
  ['Doctor', 'doctor'],
  ['dcotor', 'doctor'],
  ['explian', 'explain'],
  ['hlep', 'help'],
  ['rbca', 'rbac'],
  ['deploy', undefined],
  ['bind', undefined],
  ['x', undefined],
  ['', undefined],
];
for (const [word, candidate] of meant) {
  test(`${JSON.stringify(word)} ${candidate === undefined ? 'is near to nothing' : `means ${candidate}`}`, () => {
    assert.equal(nearest(word, commands), candidate);
  });
}

test('a word that is there is nearest to itself, and one slip in a longer word is seen through', () => {
  const long = commands.filter((command) => command.length > 3);
  fc.assert(
    fc.property(fc.constantFrom(...long), fc.nat(), fc.constantFrom('drop', 'swap', 'change', 'add'), (word, position, slip) => {
      assert.equal(nearest(word, commands), word);
      const at = position % (word.length - 1);
      const rest = word.slice(at + 1);
      const slips = { drop: word.slice(0, at) + rest, swap: `${word.slice(0, at)}${rest[0] ?? ''}${word[at] ?? ''}${rest.slice(1)}`, change: `${word.slice(0, at)}#${rest}`, add: `${word.slice(0, at)}#${word.slice(at)}` };
      assert.equal(nearest(slips[slip as keyof typeof slips], commands), word);
    }),
  );
});

test('what is suggested is one of the candidates, whatever the word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string()), (word, candidates) => {
      const found = nearest(word, candidates);
      assert.ok(found === undefined || candidates.includes(found));
    }),
  );
});
