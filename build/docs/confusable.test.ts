import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { problems } from '../../src/problems/registry.ts';
import { scenarios } from '../../src/sandbox/scenarios/index.ts';
import { causeIn, confusablePage } from './confusable.ts';
import { confusablePairs } from './confusable-pairs.ts';

const thirds = confusablePairs.flatMap(({ one, other, without }) => ('scenario' in without ? [{ one, other, ...without }] : []));

describe('the pairs that look alike', () => {
  test('are at least forty, and no two scenarios are a pair twice', () => {
    const keys = confusablePairs.map(({ one, other }) => [one, other].toSorted().join(' '));
    assert.deepEqual(keys.filter((key, at) => keys.indexOf(key) !== at), []);
    assert.ok(keys.length >= 60, String(keys.length));
  });

  test('have a scenario with one cause on each side, and another one on the other', () => {
    const odd = confusablePairs.filter(({ one, other }) => {
      const [a, b] = [causeIn(one, scenarios), causeIn(other, scenarios)];
      return a === undefined || b === undefined || a === b;
    });
    assert.deepEqual(odd.map(({ one, other }) => `${one} ${other}`), []);
  });

  test('are left open where the evidence cannot be seen: both are candidates, or a gap stands for both', () => {
    const odd = thirds.filter(({ one, other, scenario }) => {
      const expect = scenarios.find(({ name }) => name === scenario)?.expect;
      const causes = [one, other].map((name) => causeIn(name, scenarios) ?? name);
      const { undecided = [], gaps = [] } = expect ?? {};
      const candidates = causes.every((cause) => undecided.includes(cause));
      const gap = gaps.length > 0 && !causes.some((cause) => undecided.includes(cause));
      return expect?.verdict !== 'undecided' || expect.rootCauses.length > 0 || !(candidates || gap);
    });
    assert.deepEqual(odd.map(({ one, other, scenario }) => `${one} ${other} ${scenario}`), []);
  });

  test('are left open in many cases', () => {
    assert.ok(thirds.length >= 30, String(thirds.length));
  });

  test('stand on a page, each with the codes of both', () => {
    const { text } = confusablePage({ pairs: confusablePairs, problems, scenarios });
    assert.match(text, /\[fic-propagation\]\(scenarios\/fic-propagation\.md\), \[WI\d{3}\].*\[fic-subject-mismatch\]\(scenarios\/fic-subject-mismatch\.md\), \[WI\d{3}\].*undecided: \[fic-subject-mismatch-unread\]/);
  });
});

test('a scenario with several causes, or with none, has no one cause', () => {
  assert.equal(causeIn('two-roots', scenarios), undefined);
  assert.equal(causeIn('healthy', scenarios), undefined);
  assert.equal(causeIn('on-the-moon', scenarios), undefined);
});
