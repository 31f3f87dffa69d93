import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawTable } from './table.ts';

test('columns line up, also below wide characters, and no line ends in spaces', () => {
  assert.deepEqual(drawTable(['NAME', 'STATE'], [['a', 'ok'], ['注文です', '']]), ['NAME       STATE', 'a          ok', '注文です']);
});

test('without rows the headers stand alone', () => {
  assert.deepEqual(drawTable(['NAME', 'STATE'], []), ['NAME   STATE']);
});
