import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseStyle, mark, paint, shown } from './style.ts';
import type { StyleInputs } from './style.ts';

const terminal: StyleInputs = { color: 'auto', env: { TERM: 'xterm-256color', LANG: 'en_US.UTF-8' }, isTTY: true, platform: 'linux', columns: 120 };
const plain = { color: false, ascii: false, width: 80 };

test('colour follows flag, then FORCE_COLOR, then NO_COLOR, then the terminal', () => {
  const cases = [
    [{}, true],
    [{ isTTY: false }, false],
    [{ color: 'always', isTTY: false, env: { NO_COLOR: '1' } }, true],
    [{ color: 'never', env: { FORCE_COLOR: '1' } }, false],
    [{ env: { NO_COLOR: '1' } }, false],
    [{ env: { NO_COLOR: '' } }, true],
    [{ env: { FORCE_COLOR: '1' }, isTTY: false }, true],
    [{ env: { FORCE_COLOR: '0' } }, false],
    [{ env: { FORCE_COLOR: '1', NO_COLOR: '1' }, isTTY: false }, true],
    [{ env: { TERM: 'dumb' } }, false],
  ] as const;
  for (const [change, expected] of cases) assert.equal(chooseStyle({ ...terminal, ...change }).color, expected, JSON.stringify(change));
});

test('ASCII is for locales and consoles that show no more', () => {
  const cases = [
    [{}, false],
    [{ env: { LANG: 'C' } }, true],
    [{ env: { LC_ALL: 'POSIX', LANG: 'en_US.UTF-8' } }, true],
    [{ env: { LC_ALL: '', LC_CTYPE: 'C.utf8', LANG: 'C' } }, false],
    [{ env: {} }, false],
    [{ env: { TERM: 'linux' } }, true],
    [{ env: {}, platform: 'win32' }, true],
    [{ env: { WT_SESSION: 'x' }, platform: 'win32' }, false],
  ] as const;
  for (const [change, expected] of cases) assert.equal(chooseStyle({ ...terminal, ...change }).ascii, expected, JSON.stringify(change));
});

test('the width is that of the terminal, within 40 and 80', () => {
  assert.deepEqual([120, 60, 10, 0, undefined].map((columns) => chooseStyle({ ...terminal, columns }).width), [80, 60, 40, 80, 80]);
});

test('marks are one column wide in both character sets, and differ', () => {
  const names = ['ok', 'fail', 'warn', 'undecided', 'none'] as const;
  for (const style of [plain, { ...plain, ascii: true }]) {
    const drawn = names.map((name) => mark(style, name));
    assert.equal(new Set(drawn).size, names.length);
    assert.ok(drawn.every((text) => text.length === 1));
  }
  assert.deepEqual(names.map((name) => mark(plain, name)), ['✓', '✗', '!', '?', '–']);
});

test('colour is an addition to the text, and only where the style has it', () => {
  assert.equal(paint(plain, 'bad', 'x'), 'x');
  assert.equal(paint({ ...plain, color: true }, 'bad', 'x'), '\u001b[31mx\u001b[0m');
});

test('foreign text loses its escapes, and its letters where the terminal has none for them', () => {
  assert.equal(shown(plain, 'ü\u001b[31m'), 'ü');
  assert.equal(shown({ ...plain, ascii: true }, 'a…'), 'a...');
});
