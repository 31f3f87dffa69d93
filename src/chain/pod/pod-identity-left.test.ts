import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Outcome } from '../check.ts';
import { podIdentityLeft, speaksOfPodIdentity } from './pod-identity-left.ts';

const owner = { kind: 'deployment', namespace: 'shop', name: 'orders' };
const shape = (labels: Readonly<Record<string, string>>): unknown => ({ labels, annotations: {}, containers: [], tokenSources: [] });
const old = { aadpodidbinding: 'orders' };
const use = { 'azure.workload.identity/use': 'true' };

const installed = { state: 'known', value: { identities: [], bindings: [{ namespace: 'shop', name: 'orders', azureIdentity: 'id', selector: 'orders' }] } };
const nmi = { state: 'known', value: { namespace: 'kube-system', name: 'nmi', addOn: false } };
const absent = { state: 'absent' };
const forbidden = { state: 'unknown', gap: { reason: 'forbidden', needs: 'list azureidentities' } };

function judge(labels: Readonly<Record<string, string>>, ofPods: Readonly<Record<string, string>>, { v1 = installed, daemon = nmi, selector = '' }: { v1?: unknown; daemon?: unknown; selector?: string } = {}): Outcome {
  return podIdentityLeft.run([{ owner, labels, template: shape(ofPods), selector }, { state: 'known', value: [] }, v1, daemon] as never, {} as never);
}

function problemOf(outcome: Outcome): string | undefined {
  return 'found' in outcome ? outcome.found.problem.name : undefined;
}

describe('the label of pod identity v1', () => {
  test('is nothing where it is not there, and then the cluster is asked for nothing', () => {
    assert.equal(judge({}, use, { v1: { state: 'not-needed' }, daemon: { state: 'not-needed' } }).outcome, 'ok');
    assert.equal(speaksOfPodIdentity({ state: 'known', value: { labels: {}, template: shape(use) } } as never), false);
    assert.equal(speaksOfPodIdentity({ state: 'known', value: { labels: old, template: shape(use) } } as never), true);
  });

  test('beside that of workload identity is a leftover, unless a selector keeps it', () => {
    assert.equal(problemOf(judge({}, { ...use, ...old })), 'podid-label-leftover');
    assert.equal(judge({}, { ...use, ...old }, { selector: 'aadpodidbinding=orders,app=orders' }).outcome, 'ok');
    assert.equal(judge(old, use).outcome, 'ok');
  });

  test('alone is as it should be where a binding selects it, and a failure where none does', () => {
    assert.equal(judge({}, old).outcome, 'skip');
    assert.equal(problemOf(judge({}, { aadpodidbinding: 'other' })), 'podid-nmi-intercepts');
    assert.equal(problemOf(judge(old, {})), 'podid-binding-label-missing');
  });

  test('says nothing where pod identity v1 is not there, and is open where nobody could look', () => {
    assert.equal(judge({}, { aadpodidbinding: 'other' }, { v1: absent }).outcome, 'skip');
    assert.equal(judge(old, {}, { daemon: absent }).outcome, 'skip');
    assert.equal(judge({}, { aadpodidbinding: 'other' }, { v1: forbidden }).outcome, 'unseen');
  });
});
