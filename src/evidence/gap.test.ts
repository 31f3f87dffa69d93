import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problems } from '../problems/registry.ts';
import { WireFailure, type WireFault } from '../wire/failure.ts';
import type { Gap } from './answer.ts';
import { gapOfFailure } from './gap.ts';
import type { AzureRight, ClusterRight } from './right.ts';

const listPods: ClusterRight = { where: 'cluster', verb: 'list', group: '', resource: 'pods', scope: 'namespace', power: 'read' };
const getAccount: ClusterRight = { where: 'cluster', verb: 'get', group: '', resource: 'serviceaccounts', scope: 'namespace', nameable: 'service-account', power: 'read' };
const createToken: ClusterRight = { ...getAccount, verb: 'create', subresource: 'token', power: 'powerful' };
const listWebhooks: ClusterRight = { where: 'cluster', verb: 'list', group: 'admissionregistration.k8s.io', resource: 'mutatingwebhookconfigurations', scope: 'cluster', power: 'read' };
const getWorkload: ClusterRight = { where: 'cluster', verb: 'get', group: 'apps', resource: 'deployments,statefulsets', scope: 'namespace', power: 'read' };
const getNamespace: ClusterRight = { where: 'cluster', verb: 'get', group: '', resource: 'namespaces', scope: 'cluster', nameable: 'namespace', power: 'read' };
const readIdentity: AzureRight = { where: 'azure', action: 'Microsoft.ManagedIdentity/userAssignedIdentities/read', power: 'read', carriedBy: 'role Reader' };

function gapOf(fault: WireFault, rights: readonly (ClusterRight | AzureRight)[] = [], place: { namespace?: string; name?: string } = {}): Gap {
  return gapOfFailure(new WireFailure('GET /it', fault), rights, place);
}

function refusal(status: number, message: string): WireFault {
  return { kind: 'status', status, message };
}

/** Refusals in the words of a real API server (v1.33), and the right that each names. */
const refusals: readonly (readonly [message: string, right: ClusterRight, needs: string])[] = [
  ['pods is forbidden: User "dev" cannot list resource "pods" in API group "" in the namespace "shop"', listPods, 'list pods in namespace shop'],
  ['pods is forbidden: User "dev" cannot list resource "pods" in API group "" at the cluster scope', listPods, 'list pods at the cluster scope'],
  ['pods is forbidden: User "system:serviceaccount:ci:doctor" cannot create resource "pods" in API group "" in the namespace "shop"', { ...listPods, verb: 'create' }, 'create pods in namespace shop'],
  ['serviceaccounts "orders" is forbidden: User "dev" cannot get resource "serviceaccounts" in API group "" in the namespace "shop"', getAccount, 'get serviceaccounts resourceNames=[orders] in namespace shop'],
  ['serviceaccounts "orders" is forbidden: User "dev" cannot create resource "serviceaccounts/token" in API group "" in the namespace "shop"', createToken, 'create serviceaccounts/token resourceNames=[orders] in namespace shop'],
  ['deployments.apps "orders" is forbidden: User "dev" cannot get resource "deployments" in API group "apps" in the namespace "shop"', getWorkload, 'get deployments.apps in namespace shop'],
  ['mutatingwebhookconfigurations.admissionregistration.k8s.io is forbidden: User "dev" cannot list resource "mutatingwebhookconfigurations" in API group "admissionregistration.k8s.io" at the cluster scope', listWebhooks, 'list mutatingwebhookconfigurations.admissionregistration.k8s.io at the cluster scope'],
  ['namespaces "shop" is forbidden: User "dev" cannot get resource "namespaces" in API group "" in the namespace "shop"', getNamespace, 'get namespaces resourceNames=[shop] in namespace shop'],
  ['users "boss" is forbidden: User "dev" cannot impersonate resource "users" in API group "" at the cluster scope', listPods, 'impersonate users at the cluster scope'],
  // AKS with Azure RBAC adds a sentence, RBAC of the cluster may add what it could not resolve
  ['pods is forbidden: User "ann@contoso.com" cannot list resource "pods" in API group "" in the namespace "shop": User does not have access to the resource in Azure. Update role assignment to allow access.', listPods, 'list pods in namespace shop'],
  ['pods is forbidden: User "dev" cannot list resource "pods" in API group "" in the namespace "shop": RBAC: clusterrole.rbac.authorization.k8s.io "view" not found', listPods, 'list pods in namespace shop'],
  // a name that reads like the sentence around it
  ['pods is forbidden: User "a cannot get resource \\"x\\"" cannot list resource "pods" in API group "" in the namespace "shop"', listPods, 'list pods in namespace shop'],
];

for (const [message, right, needs] of refusals) {
  test(`the API server's refusal names the right: ${message.slice(0, 100)}`, () => {
    const gap = gapOf(refusal(403, message), [right], { namespace: 'elsewhere', name: 'other' });
    assert.deepEqual(gap, { reason: 'forbidden', needs, detail: message, problem: right.subresource === 'token' ? 'doctor-no-tokenrequest' : 'doctor-rbac-partial' });
  });
}

test('a refusal in other words names the right that the question declared, narrowed to its key', () => {
  const others = ['Forbidden', '', 'admission webhook "policy.example" denied the request: no', 'pods is forbidden: User "dev" may not'];
  for (const message of others) {
    assert.equal(gapOf(refusal(403, message), [getAccount], { namespace: 'shop', name: 'orders' }).needs, 'get serviceaccounts resourceNames=[orders] in namespace shop');
    assert.equal(gapOf(refusal(403, message), [listWebhooks], { name: 'x' }).needs, 'list mutatingwebhookconfigurations.admissionregistration.k8s.io at the cluster scope');
  }
});

test('a 401 of the API server says that the credentials are bad, not a right', () => {
  const gap = gapOf(refusal(401, 'Unauthorized'), [listPods], { namespace: 'shop' });
  assert.deepEqual(gap, { reason: 'forbidden', needs: 'valid credentials for the API server', detail: 'Unauthorized', problem: 'kube-auth-expired' });
});

test('a refusal of Azure names the action and who carries it, for 401 and 403 alike', () => {
  for (const status of [401, 403]) {
    const gap = gapOf(refusal(status, 'The client does not have authorization'), [readIdentity]);
    assert.deepEqual(gap, { reason: 'forbidden', needs: `${readIdentity.action} (role Reader)`, detail: 'The client does not have authorization', problem: 'doctor-rbac-partial' });
  }
});

test('a refusal of what no right was declared for names what was tried', () => {
  assert.equal(gapOf(refusal(403, 'no')).needs, 'leave to GET /it');
});

const others: readonly (readonly [fault: WireFault, gap: Gap])[] = [
  [{ kind: 'unreachable', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 10.0.0.1:443' }, { reason: 'unreachable', needs: 'an answer to GET /it', detail: 'ECONNREFUSED: connect ECONNREFUSED 10.0.0.1:443' }],
  [{ kind: 'timeout', afterMs: 10_000 }, { reason: 'timeout', needs: 'an answer to GET /it', detail: 'none within 10000 ms' }],
  [{ kind: 'garbled', message: 'HTML where JSON was expected' }, { reason: 'unreachable', needs: 'a usable answer to GET /it', detail: 'HTML where JSON was expected' }],
  [refusal(500, 'etcdserver: request timed out'), { reason: 'unreachable', needs: 'a usable answer to GET /it', detail: '500: etcdserver: request timed out' }],
  [refusal(429, 'too many requests'), { reason: 'unreachable', needs: 'a usable answer to GET /it', detail: '429: too many requests' }],
  [refusal(404, 'not found'), { reason: 'unreachable', needs: 'a usable answer to GET /it', detail: '404: not found' }],
  [{ kind: 'not-sent', message: 'the host is not one of Azure' }, { reason: 'not-asked', needs: 'the host is not one of Azure' }],
];
for (const [fault, gap] of others) {
  test(`what went wrong on the wire has one meaning: ${fault.kind}${fault.kind === 'status' ? ` ${fault.status}` : ''}`, () => {
    assert.deepEqual(gapOf(fault), gap);
  });
}

test('a login to Azure that is missing is a missing right, and says how to get one', () => {
  assert.deepEqual(gapOf({ kind: 'not-sent', message: 'no Azure credential here; run: az login' }, [readIdentity]), {
    reason: 'not-asked',
    needs: 'no Azure credential here; run: az login',
    problem: 'doctor-rbac-partial',
  });
});

test('every problem that a gap names is in the registry', () => {
  const named = [gapOf(refusal(401, ''), [listPods]), gapOf(refusal(403, ''), [listPods]), gapOf(refusal(403, ''), [createToken]), gapOf(refusal(403, ''), [readIdentity])];
  const known = new Set(problems.map(({ name }) => name));
  for (const { problem = '' } of named) assert.ok(known.has(problem), problem);
});
