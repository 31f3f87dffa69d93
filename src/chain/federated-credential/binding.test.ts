import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../check.ts';
import { binding } from './binding.ts';

const owner = { kind: 'deployment', namespace: 'shop', name: 'orders' };
const issuer = 'https://westeurope.oic.prod-aks.azure.com/t/c/';
const ofBinding = { name: 'aks-identity-binding', issuer: 'https://ib.oic.prod-aks.azure.com/t/i', audiences: [] };
const own = { name: 'fic-orders', issuer, subject: 'system:serviceaccount:shop:orders', audiences: [] };
const foreign = { ...own, issuer: 'https://other.example/' };
const unread = { state: 'unknown', gap: { reason: 'forbidden', needs: 'Reader' } };

interface World {
  readonly audience?: string;
  readonly kind?: string;
  readonly annotation?: string;
  readonly entrance?: string;
}

function judge(credentials: readonly unknown[] | undefined, { audience = 'api://AzureADTokenExchange', kind = 'user-assigned', annotation, entrance = 'webhook' }: World = {}): Outcome {
  const annotations = annotation === undefined ? {} : { 'azure.workload.identity/use-identity-binding': annotation };
  const given = [
    credentials === undefined ? unread : { state: 'known', value: credentials },
    { state: 'known', value: { kind, name: 'id-orders', clientId: 'an id' } },
    { state: 'known', value: [{ id: 'g1', shape: { annotations } }] },
    { state: 'known', value: issuer },
    { owner },
  ];
  const login = { audience: { value: audience }, entrance, podGroups: ['g1'], namespace: 'shop', serviceAccount: 'orders', clientId: { value: 'an id' } };
  return binding.run(given as never, { login } as never);
}

function said(outcome: Outcome): string {
  return 'found' in outcome ? outcome.found.problem.name : outcome.outcome;
}

test('a login by a binding needs the credential that AKS keeps, of a managed identity', () => {
  const bound = { audience: 'api://AKSIdentityBinding', annotation: 'true' };
  assert.equal(said(judge([ofBinding], bound)), 'ok');
  assert.equal(said(judge([own], bound)), 'ib-fic-deleted');
  assert.equal(said(judge([], { ...bound, kind: 'application' })), 'ib-app-registration');
  assert.equal(said(judge(undefined, bound)), 'unseen');
});

test('a login without one is told of a binding only where it has nothing else', () => {
  assert.equal(said(judge([own])), 'ok');
  assert.equal(said(judge([])), 'ok');
  assert.equal(said(judge([ofBinding, own])), 'ok');
  assert.equal(said(judge([ofBinding])), 'ib-annotation-missing');
  assert.equal(said(judge([ofBinding, foreign])), 'ib-annotation-missing');
  assert.equal(said(judge([ofBinding], { annotation: 'yes' })), 'ib-annotation-missing');
  assert.equal(said(judge(undefined)), 'unseen');
});

test('pods that ask in vain, and the driver, are judged by others', () => {
  assert.equal(said(judge([ofBinding], { annotation: 'True' })), 'skip');
  assert.equal(said(judge([ofBinding], { entrance: 'csi' })), 'skip');
});
