import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { canonical, sameJson } from './objects.ts';

describe('equality of JSON', () => {
  it('is the equality of canonical texts', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(fc.property(value, value, (a, b) => assert.equal(sameJson(a, b), canonical(a) === canonical(b))));
    fc.assert(fc.property(value, (a) => assert.ok(sameJson(a, JSON.parse(canonical(a))))));
  });

  it('takes no heed of order, nor of fields that are undefined', () => {
    assert.ok(sameJson({ a: 1, b: { c: [1], d: undefined } }, { b: { c: [1] }, a: 1 }));
    assert.ok(!sameJson({ a: undefined, b: 1 }, { a: 1, b: 1 }));
  });
});
