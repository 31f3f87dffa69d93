import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entriesThatSet, isByHand } from './field-writers.ts';

const label = 'azure.workload.identity/use';
const metadata = {
  name: 'orders',
  managedFields: [
    { manager: 'argocd-controller', operation: 'Apply', fieldsV1: { 'f:metadata': { 'f:labels': { [`f:${label}`]: {} } } } },
    { manager: 'kubectl-patch', operation: 'Update', fieldsV1: { 'f:spec': { 'f:template': { 'f:metadata': { 'f:labels': { [`f:${label}`]: {} } } } } } },
    { manager: 'kubelet', operation: 'Update' },
  ],
};

test('names who set a field, and below a part of the object alone where one is named', () => {
  assert.deepEqual(entriesThatSet(metadata, label).map(({ manager }) => manager), ['argocd-controller', 'kubectl-patch']);
  assert.deepEqual(entriesThatSet(metadata, label, 'f:spec').map(({ manager }) => manager), ['kubectl-patch']);
  assert.deepEqual(entriesThatSet({ name: 'orders' }, label), []);
});

test('takes kubectl by hand for a hand, and neither apply nor a controller', () => {
  for (const manager of ['kubectl-edit', 'kubectl-patch', 'kubectl-label', 'kubectl-annotate']) assert.ok(isByHand(manager), manager);
  for (const manager of ['kubectl-client-side-apply', 'kubectl', 'kubectl-wi', 'helm', 'kustomize-controller', 'argocd-controller']) assert.ok(!isByHand(manager), manager);
});
