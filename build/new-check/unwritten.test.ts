import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { problemSource, unwritten } from './templates.ts';

const source = path.resolve(import.meta.dirname, '..', '..', 'src');

/** Lines of a text that still say what is to be written. */
function left(text: string): readonly string[] {
  return text.split('\n').filter((line) => new RegExp(`['"\`]${unwritten} `).test(line));
}

test('no sentence of a new check is left unwritten', () => {
  assert.equal(left(problemSource({ link: 'pod', check: 'on-time', problem: 'pod-late' }, 'WI999', '0.1.0')).length, 5);
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found = files.flatMap((file) => left(readFileSync(path.join(source, file), 'utf8')).map((line) => `src/${file}: ${line.trim()}`));
  assert.deepEqual(found, []);
});
