import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LabelSelector } from '../../evidence/kubernetes-shapes.ts';
import { mismatchOf } from '../../evidence/selector.ts';
import { describeProblem } from '../../problems/problem.ts';
import { leftOut } from './left-out.ts';

const configuration = 'azure-wi-webhook-mutating-webhook-configuration';

function judged(namespaceSelector: LabelSelector, labels: Readonly<Record<string, string>>, namespace = 'shop') {
  const requirement = mismatchOf(namespaceSelector, labels);
  assert.ok(requirement !== undefined, 'the selector takes the namespace');
  const outcome = leftOut({ kind: 'deployment', namespace, name: 'orders' }, [], { configuration, createdAt: '', failurePolicy: 'Fail', hasCaBundle: true, namespaceSelector }, requirement);
  assert.equal(outcome.outcome, 'fail');
  return { name: outcome.found.problem.name, lines: describeProblem(outcome.found).fix.map(({ argv }) => argv.join(' ')) };
}

describe('a namespace that the selector does not take', () => {
  test('is kept out by AKS where a label of its own namespaces must not be there', () => {
    assert.equal(judged({ matchExpressions: [{ key: 'control-plane', operator: 'DoesNotExist' }] }, { 'control-plane': 'true' }).name, 'webhook-excluded-ns');
    assert.equal(judged({ matchExpressions: [{ key: 'kubernetes.azure.com/managedby', operator: 'NotIn', values: ['aks'] }] }, { 'kubernetes.azure.com/managedby': 'aks' }).name, 'webhook-excluded-ns');
  });

  test('is left out by somebody else where such a label has to be there', () => {
    assert.equal(judged({ matchLabels: { 'control-plane': 'true' } }, {}).name, 'webhook-ns-selector');
    assert.equal(judged({ matchExpressions: [{ key: 'control-plane', operator: 'In', values: ['true'] }] }, {}).name, 'webhook-ns-selector');
  });

  test('loses what AKS put in, the last first, and keeps what it did not', () => {
    const { lines } = judged(
      { matchExpressions: [{ key: 'control-plane', operator: 'NotIn', values: ['true'] }, { key: 'team', operator: 'Exists' }, { key: 'kubernetes.azure.com/managedby', operator: 'NotIn', values: ['aks'] }] },
      { 'control-plane': 'true', team: 'a' },
    );
    const patch = lines.find((line) => line.includes(' patch '))?.split(' -p ')[1] ?? '';
    const expressions = '/webhooks/0/namespaceSelector/matchExpressions';
    assert.deepEqual(JSON.parse(patch), [
      { op: 'test', path: `${expressions}/2/key`, value: 'kubernetes.azure.com/managedby' },
      { op: 'remove', path: `${expressions}/2` },
      { op: 'test', path: `${expressions}/0/key`, value: 'control-plane' },
      { op: 'remove', path: `${expressions}/0` },
      { op: 'add', path: '/metadata/labels/admissions.enforcer~1disabled', value: 'true' },
    ]);
    assert.ok(lines.some((line) => line.endsWith('label namespace shop control-plane-')));
  });

  test('keeps its labels where it is one of AKS, which puts them back', () => {
    const { lines } = judged({ matchExpressions: [{ key: 'control-plane', operator: 'DoesNotExist' }] }, { 'control-plane': 'true' }, 'kube-system');
    assert.ok(!lines.some((line) => line.includes('label namespace')));
  });
});
