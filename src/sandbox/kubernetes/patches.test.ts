import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { jsonPatch, mergePatch, strategicMerge } from './patches.ts';

describe('merge patch', () => {
  it('does what the examples of RFC 7396 do', () => {
    const examples: readonly (readonly [unknown, unknown, unknown])[] = [
      [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
      [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
      [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
      [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
      [['a', 'b'], ['c', 'd'], ['c', 'd']],
      [{ a: 'foo' }, null, null],
      [{ e: null }, { a: 1 }, { e: null, a: 1 }],
      [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
    ];
    for (const [target, patch, result] of examples) assert.deepEqual(mergePatch(target, patch), result);
  });

  it('changes nothing when it is applied again, nor what it was given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (target, patch) => {
        const before = structuredClone(target);
        const once = mergePatch(target, patch);
        assert.deepEqual(mergePatch(once, patch), once);
        assert.deepEqual(target, before);
      }),
    );
  });
});

describe('strategic merge', () => {
  it('merges containers by name, and removes one that is marked', () => {
    const target = { containers: [{ name: 'app', image: 'a:1', env: [{ name: 'X', value: '1' }] }, { name: 'side' }] };
    const patch = { $setElementOrder: [], containers: [{ name: 'app', env: [{ name: 'Y', value: '2' }] }, { name: 'side', $patch: 'delete' }] };
    assert.deepEqual(strategicMerge(target, patch), {
      containers: [{ name: 'app', image: 'a:1', env: [{ name: 'X', value: '1' }, { name: 'Y', value: '2' }] }],
    });
  });

  it('replaces lists whose items have no key', () => {
    assert.deepEqual(strategicMerge({ args: ['a'] }, { args: ['b'] }), { args: ['b'] });
  });
});

describe('JSON patch', () => {
  it('adds, replaces, removes and tests, also below escaped keys', () => {
    const target = { metadata: { annotations: { 'a/b': '1' } }, list: [1, 2] };
    const operations = [
      { op: 'test', path: '/metadata/annotations/a~1b', value: '1' },
      { op: 'replace', path: '/metadata/annotations/a~1b', value: '2' },
      { op: 'add', path: '/list/-', value: 3 },
      { op: 'remove', path: '/list/0' },
    ];
    assert.deepEqual(jsonPatch(target, operations), { metadata: { annotations: { 'a/b': '2' } }, list: [2, 3] });
  });

  it('refuses a path that is not there', () => {
    assert.throws(() => jsonPatch({}, [{ op: 'remove', path: '/a' }]), /missing path: \/a/);
  });
});
