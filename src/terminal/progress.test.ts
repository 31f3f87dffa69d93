import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startProgress } from './progress.ts';

const style = { color: false, ascii: true, width: 40 };

test('on a terminal a line stands there at once, turns, and is cleared at the end', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const written: string[] = [];
  const progress = startProgress({ write: (text) => written.push(text), isTerminal: true, style }, 'reading pods');
  assert.deepEqual(written, ['\r\u001b[2K| reading pods']);
  t.mock.timers.tick(80);
  assert.equal(written.at(-1), '\r\u001b[2K/ reading pods');
  progress.stop();
  assert.equal(written.at(-1), '\r\u001b[2K');
  const count = written.length;
  t.mock.timers.tick(800);
  progress.say('more');
  progress.stop();
  assert.equal(written.length, count);
});

test('elsewhere nothing is written', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const written: string[] = [];
  const progress = startProgress({ write: (text) => written.push(text), isTerminal: false, style }, 'reading pods');
  progress.say('asking Entra');
  t.mock.timers.tick(800);
  progress.pause();
  progress.stop();
  assert.deepEqual(written, []);
});

test('a pause keeps the line free until the next word', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const written: string[] = [];
  const progress = startProgress({ write: (text) => written.push(text), isTerminal: true, style }, 'logging in');
  progress.pause();
  const count = written.length;
  t.mock.timers.tick(800);
  assert.equal(written.length, count);
  progress.say('asking Entra');
  assert.match(written.at(-1) ?? '', /asking Entra$/);
  progress.stop();
});

test('the line never wraps and carries no foreign escape', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const written: string[] = [];
  startProgress({ write: (text) => written.push(text), isTerminal: true, style }, `\u001b[2J${'x'.repeat(100)}`).stop();
  assert.equal(written[0], `\r\u001b[2K| ${'x'.repeat(37)}`);
});
