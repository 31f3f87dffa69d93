import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { problems } from '../registry.ts';
import { backgrounds } from './index.ts';

/** What only looks: the verbs of kubectl and az, anywhere among the words of a command. */
const looks = /^kubectl (-n \S+ )?(get|describe|logs|version|explain|auth can-i|rollout (status|history)|exec|config (view|current-context)|debug) |^az .*\b(show|list|list-deleted|get-access-token|get-credentials|query|list-keys|get-upgrades|list-runs|graph query)\b|^az (rest --method get|graph query|version|cloud show|resource show) ?|^az extension add |^helm (list|get|status|history|show) /;

describe('the background of a problem', () => {
  test('is there for each problem, and for nothing else', () => {
    assert.deepEqual(Object.keys(backgrounds).toSorted(), problems.map(({ name }) => name).toSorted());
  });

  for (const [name, { sign, texts = [], look, healing, sources }] of Object.entries(backgrounds)) {
    test(`${name}: sentences, texts of one line, and commands that only look`, () => {
      for (const sentence of [sign, healing]) assert.match(sentence, /^[A-Z0-9"].*[.?]$/, sentence);
      for (const { text } of texts) assert.match(text, /^[^\s\p{Cc}][^\p{Cc}]*[^\s\p{Cc}]$/u, text);
      for (const { tool, argv } of look) {
        if (tool !== 'note') assert.match(`${argv.join(' ')} `, looks, argv.join(' '));
      }
      assert.ok(look.length > 0 && sources.length > 0);
    });
  }
});
