import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asciiOnly, foreign, visible, visibleCharacters } from './foreign.ts';

const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom('\u001b', '[', ']', '31m', '0;', '\u0007', '\u009b', '\u009d', '\u202e', '\u200b', '\ud800', '\n', 'a', ' ', '\\')).map((parts) => parts.join('')),
);

test('plain text passes unchanged', () => {
  assert.equal(foreign('system:serviceaccount:shop:orders – ünï 注文'), 'system:serviceaccount:shop:orders – ünï 注文');
});

test('escape sequences go whole, with the text they carry', () => {
  assert.equal(foreign('a\u001b[31mred\u001b[0m b'), 'ared b');
  assert.equal(foreign('a\u009b2Jb'), 'ab');
  assert.equal(foreign('a\u001b]0;a title\u0007b'), 'ab');
  assert.equal(foreign('a\u001b]8;;https://evil\u001b\\b'), 'ab');
  assert.equal(foreign('a\u001bP1;2|x\u001b\\b'), 'ab');
});

test('an unterminated escape sequence does not swallow what follows', () => {
  assert.equal(foreign('a\u001b]0;the rest stays'), 'a0;the rest stays');
});

test('a megabyte of unterminated sequences takes no time to speak of', () => {
  for (const part of ['\u009d', '\u001b]', '\u001b[0;', '\u009baaaa', '\u0090\u009d']) {
    const start = performance.now();
    foreign(part.repeat(1_000_000 / part.length));
    assert.ok(performance.now() - start < 2000, JSON.stringify(part));
  }
});

test('line breaks and tabs become one space, so that a value stays on its line', () => {
  assert.equal(foreign('one\r\ntwo\u2028three\tfour'), 'one two three four');
});

test('bidi overrides and zero-width characters are taken out', () => {
  assert.equal(foreign('\u202eabc\u2066\u200b\u200d\ufeff\u00ad'), 'abc');
});

test('no text yields anything a terminal would obey, and a second pass changes nothing', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = foreign(text);
      assert.doesNotMatch(once, unseen);
      assert.equal(foreign(once), once);
    }),
  );
});

test('what cannot be seen is made visible', () => {
  assert.equal(visible('orders\n'), 'orders\\n');
  assert.equal(visible(' a b '), '\\u0020a b\\u0020');
  assert.equal(visible('\u200bа\t'), '\\u200b\\u0430\\t');
  assert.equal(visible('\u{1f600}'), '\\u{1f600}');
  assert.equal(visible('\ud800'), '\\ud800');
});

test('a visible text is printable ASCII, with one entry a character', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.match(visible(text), /^[ -~]*$/);
      assert.equal(visibleCharacters(text).length, [...text].length);
    }),
  );
});

test('an ASCII terminal gets ASCII', () => {
  assert.equal(asciiOnly('a → b … “c” – ü'), 'a -> b ... "c" - \\u00fc');
  fc.assert(fc.property(anyText, (text) => assert.match(asciiOnly(text), /^[ -~]*$/)));
});
