import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WireFailure } from '../wire/failure.ts';
import { notFound } from './not-found.ts';

const message = 'deployments.apps "orders" not found';

test('an object is absent only where an API server itself says so', () => {
  assert.equal(notFound(new WireFailure('GET /it', { kind: 'status', status: 404, code: 'NotFound', message })), message);
  const others = [
    new WireFailure('GET /it', { kind: 'status', status: 404, message: '404 page not found' }),
    new WireFailure('GET /it', { kind: 'status', status: 403, code: 'Forbidden', message }),
    new WireFailure('GET /it', { kind: 'garbled', message: '404 with a web page instead of JSON' }),
    new Error(message),
  ];
  for (const error of others) assert.equal(notFound(error), undefined);
});
