import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { jsonPatch } from './json-patch.ts';
import type { PatchOperation } from './json-patch.ts';

test('applying the patch to the first value gives the second, whatever they are', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (left, right) => {
      const before = plain(left);
      const after = plain(right);
      assert.deepEqual(applied(before, jsonPatch(before, after)), after);
    }),
  );
});

test('applying the patch works for a value and a small change of it', () => {
  const key = fc.constantFrom('a', 'b', 'a/b', '~', '~1', '');
  const tree = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 4 }, fc.integer({ min: 0, max: 2 }), fc.array(tie('node'), { maxLength: 4 }), fc.dictionary(key, tie('node'), { maxKeys: 3 })),
  })).node;
  fc.assert(
    fc.property(tree, tree, (left, right) => {
      const before = plain(left);
      const after = plain(right);
      assert.deepEqual(applied(before, jsonPatch(before, after)), after);
    }),
    { numRuns: 1000 },
  );
});

test('equal values need no patch, and an appended element is one operation', () => {
  assert.deepEqual(jsonPatch({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), []);
  assert.deepEqual(jsonPatch({ env: [{ name: 'A' }] }, { env: [{ name: 'A' }, { name: 'B' }] }), [{ op: 'add', path: '/env/-', value: { name: 'B' } }]);
});

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** RFC 6902 for the three operations, written apart from what it tests. */
function applied(document: unknown, operations: readonly PatchOperation[]): unknown {
  const holder = { root: structuredClone(document) };
  for (const operation of operations) {
    const keys = ['root', ...operation.path.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))];
    const last = keys.pop();
    const parent = keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], holder);
    assert.ok(last !== undefined && typeof parent === 'object' && parent !== null);
    if (Array.isArray(parent)) {
      const index = last === '-' ? parent.length : Number(last);
      assert.ok(operation.op === 'add' ? index <= parent.length : index < parent.length, `${operation.path} is outside`);
      if (operation.op === 'remove') parent.splice(index, 1);
      else parent.splice(index, operation.op === 'add' ? 0 : 1, structuredClone(operation.value));
    } else {
      assert.equal(Object.hasOwn(parent, last), operation.op !== 'add', operation.path);
      if (operation.op === 'remove') delete (parent as Record<string, unknown>)[last];
      else Object.defineProperty(parent, last, { value: structuredClone(operation.value), enumerable: true, configurable: true, writable: true });
    }
  }
  return holder.root;
}
