import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { directive, drawAnswer, failed, nothing, only } from './answer.ts';

describe('an answer', () => {
  test('is a choice a line, with its summary behind a tab, and the directive at the end', () => {
    assert.equal(drawAnswer(only([{ text: 'doctor', summary: 'Find it' }, { text: 'demo' }]), ''), 'doctor\tFind it\ndemo\n:4\n');
    assert.equal(drawAnswer({ choices: [], directive: directive.onlyDirectories }, ''), ':16\n');
    assert.equal(drawAnswer(nothing, 'x'), ':4\n');
    assert.equal(drawAnswer(failed, ''), ':1\n');
  });

  test('has what begins with the word, each once', () => {
    assert.equal(drawAnswer(only(['orders', 'other', 'billing', 'orders'].map((text) => ({ text }))), 'o'), 'orders\nother\n:4\n');
  });

  test('has flags, names of objects and of contexts', () => {
    const texts = ['--output', '-ojson', 'orders-7f448f5c69-2xglp', 'arn:aws:eks:eu-west-1:1:cluster/a', 'me@aks-prod', 'gke_p_z_c', 'WI551', 'Admin+1'];
    assert.equal(drawAnswer(only(texts.map((text) => ({ text }))), ''), `${texts.join('\n')}\n:4\n`);
  });

  test('has nothing that a shell could take for more than a word, nor a line for a directive', () => {
    const texts = ['$(touch x)', '`touch x`', 'a b', 'a;b', 'a|b', "a'b", 'a"b', 'a\\b', 'a\nb', 'a\tb', '~', '*', ':4', '', '-', '--', 'a&b', '\u001b[2J', 'ä'];
    assert.equal(drawAnswer(only(texts.map((text) => ({ text }))), ''), ':4\n');
  });

  test('is, whatever the choices are, lines of safe words that begin with what was typed', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ text: fc.oneof(fc.string(), fc.string({ unit: 'binary' })), summary: fc.string({ unit: 'binary' }) })), fc.string({ maxLength: 1 }), (choices, typed) => {
        const lines = drawAnswer(only(choices), typed).split('\n');
        assert.deepEqual(lines.slice(-2), [':4', '']);
        for (const line of lines.slice(0, -2)) {
          assert.match(line, /^[\w-][\w.@:/+=,-]*(\t\P{Cc}*)?$/u);
          assert.ok(line.startsWith(typed));
        }
      }),
    );
  });
});
