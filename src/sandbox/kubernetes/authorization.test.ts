import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClusterOperator } from '../scenario.ts';
import { authorize, requireAllowed } from './authorization.ts';
import { grantOperator } from './bootstrap.ts';
import { clusterAfter, shop } from './testing/fixtures.ts';
import { requestInfo } from './request-info.ts';
import { answerReview } from './reviews.ts';

const dev = { name: 'dev', groups: ['developers', 'system:authenticated'] };

function refusal(operator: ClusterOperator, method: string, path: string): string | undefined {
  const state = clusterAfter(shop);
  grantOperator(state, operator);
  try {
    requireAllowed(state, dev, requestInfo(method, new URL(`https://127.0.0.1${path}`)));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const namedToken: ClusterOperator = {
  namespaceRules: { shop: [{ apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'], resourceNames: ['orders'] }] },
};

describe('rights', () => {
  it('are refused in the API server’s words, for a namespace, the cluster, an object and a subresource', () => {
    assert.equal(refusal({}, 'GET', '/api/v1/namespaces/shop/pods'), 'pods is forbidden: User "dev" cannot list resource "pods" in API group "" in the namespace "shop"');
    assert.equal(refusal({}, 'GET', '/api/v1/pods'), 'pods is forbidden: User "dev" cannot list resource "pods" in API group "" at the cluster scope');
    assert.equal(
      refusal({}, 'GET', '/apis/apps/v1/namespaces/shop/deployments/orders'),
      'deployments.apps "orders" is forbidden: User "dev" cannot get resource "deployments" in API group "apps" in the namespace "shop"',
    );
    assert.equal(
      refusal({}, 'POST', '/api/v1/namespaces/shop/serviceaccounts/orders/token'),
      'serviceaccounts "orders" is forbidden: User "dev" cannot create resource "serviceaccounts/token" in API group "" in the namespace "shop"',
    );
    assert.equal(refusal({}, 'GET', '/openid/v1/jwks'), 'forbidden: User "dev" cannot get path "/openid/v1/jwks"');
  });

  it('of a name hold for that name alone, and not for the resource above', () => {
    assert.equal(refusal(namedToken, 'POST', '/api/v1/namespaces/shop/serviceaccounts/orders/token'), undefined);
    assert.match(refusal(namedToken, 'POST', '/api/v1/namespaces/shop/serviceaccounts/other/token') ?? '', /cannot create resource "serviceaccounts\/token"/);
    assert.match(refusal(namedToken, 'GET', '/api/v1/namespaces/shop/serviceaccounts/orders') ?? '', /cannot get/);
  });

  it('of a namespace end there, those of the cluster do not', () => {
    const rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list'] }];
    assert.equal(refusal({ namespaceRules: { shop: rules } }, 'GET', '/api/v1/namespaces/shop/pods'), undefined);
    assert.match(refusal({ namespaceRules: { shop: rules } }, 'GET', '/api/v1/namespaces/default/pods') ?? '', /cannot list/);
    assert.equal(refusal({ clusterRules: rules }, 'GET', '/api/v1/pods'), undefined);
  });

  it('to a list by name follow from the name in the field selector', () => {
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['list'], resourceNames: ['a'] }];
    assert.equal(refusal({ namespaceRules: { shop: rules } }, 'GET', '/api/v1/namespaces/shop/pods?fieldSelector=metadata.name=a'), undefined);
  });

  it('to discovery and to ask about oneself belong to everybody who is known', () => {
    for (const path of ['/version', '/api', '/apis/apps/v1']) assert.equal(refusal({}, 'GET', path), undefined);
    assert.equal(refusal({}, 'POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'), undefined);
  });

  it('of an administrator are all', () => {
    const attributes = { verb: 'delete', group: 'x', resource: 'y', subresource: '', namespace: '', name: '' };
    assert.equal(authorize(clusterAfter(), { name: 'root', groups: ['system:masters'] }, attributes).allowed, true);
  });
});

describe('an access review', () => {
  it('agrees with what a request would be told, and says which binding allows it', () => {
    const state = clusterAfter(shop);
    grantOperator(state, namedToken);
    const ask = (name: string) =>
      answerReview(state, dev, 'selfsubjectaccessreviews', {
        spec: { resourceAttributes: { verb: 'create', resource: 'serviceaccounts', subresource: 'token', namespace: 'shop', name } },
      })['status'];
    assert.deepEqual(ask('orders'), { allowed: true, reason: 'RBAC: allowed by RoleBinding "dev/shop" of Role "dev" to User "dev"' });
    assert.deepEqual(ask('other'), { allowed: false });
    assert.deepEqual(ask(''), { allowed: false });
  });
});
