import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedAnew } from './failed-creates.ts';

const before = new Map([['failing', 3]]);

for (const [what, now, failed] of [
  ['nothing has failed since', [['failing', 3]], []],
  ['one more failure may be of an attempt from before the change', [['failing', 4]], []],
  ['two more failures cannot', [['failing', 5]], ['failing']],
  ['the first failure of all comes of the change', [['failing', 3], ['new', 1]], ['new']],
] as const) {
  test(what, () => {
    assert.deepEqual([...failedAnew(before, new Map<string, number>(now))], failed);
  });
}
