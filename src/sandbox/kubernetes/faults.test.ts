import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFaultList } from './faults.ts';

describe('faults', () => {
  it('hit the requests that match from their start, as often as they say, in order', () => {
    const faults = createFaultList([
      { match: 'GET 127.0.0.1/api/v1/*/pods', times: 1, act: 'reset' },
      { match: 'GET 127.0.0.1/api', act: 'hang' },
    ]);
    assert.equal(faults.take('GET 127.0.0.1/api/v1/namespaces/shop/pods?limit=500'), 'reset');
    assert.equal(faults.take('GET 127.0.0.1/api/v1/namespaces/shop/pods?limit=500'), 'hang');
    assert.equal(faults.take('POST 127.0.0.1/api/v1/namespaces/shop/pods'), undefined);
  });

  it('take every other character literally', () => {
    const faults = createFaultList([{ match: 'GET 127.0.0.1/a.b?c=(d)', act: 'hang' }]);
    assert.equal(faults.take('GET 127.0.0.1/aXb?c=(d)'), undefined);
    assert.equal(faults.take('GET 127.0.0.1/a.b?c=(d)&e'), 'hang');
  });
});
