import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeProblem, found } from '../problem.ts';
import { exampleMount } from '../secret-provider-class.ts';
import { identitySystemAssigned } from './identity-system-assigned.ts';

const { example } = identitySystemAssigned;
const corrected = (data: Partial<typeof example>): readonly string[] =>
  describeProblem(found(identitySystemAssigned, { ...example, ...data })).fix.flatMap(({ argv: [tool, ...words] }) => (tool === 'az' || tool === undefined ? [] : [words.slice(0, 2).join(' ')]));

test('the client id is corrected where it comes from', () => {
  assert.deepEqual(corrected({}), ['annotate serviceaccount/orders', 'rollout restart', 'wi bind']);
  assert.deepEqual(corrected({ container: 'app' }), ['set env']);
  assert.deepEqual(corrected({ mount: exampleMount }), ['patch secretproviderclass/orders', 'rollout restart']);
});
