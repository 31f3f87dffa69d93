import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { requestInfo } from './request-info.ts';

const info = (method: string, path: string) => requestInfo(method, new URL(`https://127.0.0.1${path}`));

describe('what a request asks for', () => {
  it('tells lists, watches, objects and subresources apart', () => {
    const base = { type: 'resource', group: '', version: 'v1', namespace: 'shop', subresource: '' };
    assert.deepEqual(info('GET', '/api/v1/namespaces/shop/pods?limit=500'), { ...base, verb: 'list', resource: 'pods', name: '' });
    assert.deepEqual(info('GET', '/api/v1/namespaces/shop/pods?watch=true'), { ...base, verb: 'watch', resource: 'pods', name: '' });
    assert.deepEqual(info('POST', '/api/v1/namespaces/shop/serviceaccounts/orders/token'), {
      ...base,
      verb: 'create',
      resource: 'serviceaccounts',
      name: 'orders',
      subresource: 'token',
    });
    assert.deepEqual(info('DELETE', '/apis/apps/v1/namespaces/shop/deployments'), {
      ...base,
      verb: 'deletecollection',
      group: 'apps',
      resource: 'deployments',
      name: '',
    });
  });

  it('takes a namespace itself as a resource in that namespace', () => {
    const asked = { type: 'resource', verb: 'get', group: '', version: 'v1', namespace: 'shop', resource: 'namespaces', name: 'shop', subresource: '' };
    assert.deepEqual(info('GET', '/api/v1/namespaces/shop'), asked);
    assert.deepEqual(info('GET', '/api/v1/namespaces/shop/status'), { ...asked, subresource: 'status' });
  });

  it('takes a field selector on the name as that name', () => {
    const asked = info('GET', '/api/v1/namespaces/shop/pods?fieldSelector=metadata.name%3Da');
    assert.equal(asked.type === 'resource' && asked.name, 'a');
  });

  it('takes everything else as a path', () => {
    for (const path of ['/version', '/api/v1', '/apis/apps/v1', '/apis', '/openid/v1/jwks']) {
      assert.deepEqual(info('GET', path), { type: 'path', verb: 'get', path });
    }
  });

  it('reads any path', () => {
    fc.assert(fc.property(fc.webPath(), (path) => assert.ok(['resource', 'path'].includes(info('GET', path).type))));
  });
});
