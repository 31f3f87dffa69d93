import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

/** Lines of a large terminal: what a reviewer of a golden sees at once. */
const screen = 50;

/** Holds a text to its golden file; UPDATE_GOLDENS=1 writes the file anew. */
export function assertGolden(name: string, text: string): void {
  const file = new URL(`./goldens/${name}.txt`, import.meta.url);
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(file, text);
  assert.equal(text, readFileSync(file, 'utf8'));
  assert.ok(text.split('\n').length - 1 <= screen, `${name} is longer than a screen`);
}
