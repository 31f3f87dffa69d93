import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseLabelSelector } from '../sandbox/kubernetes/selectors.ts';
import type { LabelSelector } from './kubernetes-shapes.ts';
import { mismatchOf, selectorText } from './selector.ts';

const keys = ['app', 'tier', 'azure.workload.identity/use', 'kubernetes.azure.com/managedby'];
const values = ['', 'a', 'b', 'true'];
const key = fc.constantFrom(...keys);
const value = fc.constantFrom(...values);
const labels = fc.dictionary(key, value, { noNullPrototype: true });
const expression = fc.oneof(
  fc.record({ key, operator: fc.constantFrom('In', 'NotIn'), values: fc.array(value, { minLength: 1, maxLength: 3 }) }),
  fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
);
const selector = fc.record({ matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 3 }) }, { requiredKeys: [] });

/** What the Kubernetes documentation says of a label selector, word for word. */
function holds({ matchLabels, matchExpressions }: LabelSelector, given: Readonly<Record<string, string>>): boolean {
  const has = (name: string): boolean => Object.hasOwn(given, name);
  return (
    Object.entries(matchLabels ?? {}).every(([name, wanted]) => has(name) && given[name] === wanted) &&
    (matchExpressions ?? []).every(({ key: name, operator, values: listed }) => {
      const contained = has(name) && (listed ?? []).includes(given[name] ?? '');
      return { In: contained, NotIn: !contained, Exists: has(name), DoesNotExist: !has(name) }[operator];
    })
  );
}

test('a selector matches where the documentation says so, else its own first requirement that does not hold is named', () => {
  fc.assert(
    fc.property(selector, labels, (given, seen) => {
      const mismatch = mismatchOf(given, seen);
      assert.equal(mismatch === undefined, holds(given, seen));
      assert.ok(mismatch === undefined || /^!?[a-z./]+(=[a-z]*| (in|notin) \([a-z, ]*\))?$/.test(mismatch), mismatch);
    }),
    { numRuns: 500 },
  );
});

test('as the text of a list request it selects the same', () => {
  fc.assert(
    fc.property(selector, labels, (given, seen) => {
      assert.equal(parseLabelSelector(selectorText(given))(seen), holds(given, seen));
    }),
    { numRuns: 500 },
  );
});

test('no selector and an empty one match everything', () => {
  assert.equal(mismatchOf(undefined, {}), undefined);
  assert.equal(mismatchOf({}, { app: 'orders' }), undefined);
  assert.equal(mismatchOf({ matchLabels: null, matchExpressions: null }, {}), undefined);
  assert.equal(selectorText({}), '');
});

test('an operator that nobody knows matches nothing', () => {
  const odd = { matchExpressions: [{ key: 'app', operator: 'Like', values: ['a'] }] };
  assert.equal(mismatchOf(odd, { app: 'a' }), 'app like (a)');
});

test('labels that a prototype would have are not there', () => {
  assert.equal(mismatchOf({ matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }, {}), 'constructor');
  assert.equal(mismatchOf({ matchExpressions: [{ key: 'toString', operator: 'DoesNotExist' }] }, {}), undefined);
});

test('each kind of requirement is written as kubectl writes it', () => {
  const given = {
    matchLabels: { app: 'orders' },
    matchExpressions: [
      { key: 'tier', operator: 'In', values: ['a', 'b'] },
      { key: 'env', operator: 'NotIn', values: ['prod'] },
      { key: 'owner', operator: 'Exists' },
      { key: 'old', operator: 'DoesNotExist' },
    ],
  };
  assert.equal(selectorText(given), 'app=orders,tier in (a,b),env notin (prod),owner,!old');
});
