import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../check.ts';
import { variablesRecent } from './variables-recent.ts';

const owner = { kind: 'deployment', namespace: 'shop', name: 'orders' };
const mount = { namespace: 'shop', secretProviderClass: 'orders', volume: 'secrets', overrides: {}, podGroups: ['g1'] };
const known = (value: unknown): unknown => ({ state: 'known', value });

/** A class that makes Secret orders-db of file `password`, which is secret db-password of the vault. */
function judge({ createdOn, runningSince, secrets = ['orders-db'] }: { readonly createdOn?: string; readonly runningSince?: string; readonly secrets?: readonly string[] }): Outcome {
  const given = [
    { secretObjects: [{ secretName: 'orders-db', type: 'Opaque', data: [{ key: 'p', objectName: 'password' }] }] },
    known({ objects: { state: 'listed', objects: [{ file: 'password', name: 'db-password', type: 'secret' }] } }),
    known({ objects: [{ object: { type: 'secret', secretName: 'db-password' }, read: { result: 'read', ...(createdOn === undefined ? {} : { createdOn }) } }], refused: [] }),
    known([{ container: 'app', pod: 'orders-1', podGroup: 'g1', ...(runningSince === undefined ? {} : { runningSince }) }]),
    known([{ id: 'g1', shape: { containers: [{ name: 'app', secrets }] } }]),
    { owner },
  ];
  return variablesRecent.run(given as never, { mount } as never);
}

test('a container that began before the version of the vault has the old value', () => {
  assert.equal(judge({ createdOn: '2026-02-01T00:00:00.000Z', runningSince: '2026-01-31T23:59:59Z' }).outcome, 'warn');
  assert.equal(judge({ createdOn: '2026-02-01T00:00:00.000Z', runningSince: '2026-02-01T00:00:00Z' }).outcome, 'ok');
});

test('nothing is compared that has no time, does not run, or reads another Secret', () => {
  assert.equal(judge({ runningSince: '2026-01-01T00:00:00Z' }).outcome, 'skip');
  assert.equal(judge({ createdOn: '2026-02-01T00:00:00.000Z' }).outcome, 'skip');
  assert.equal(judge({ createdOn: '2026-02-01T00:00:00.000Z', runningSince: '2026-01-01T00:00:00Z', secrets: ['other'] }).outcome, 'skip');
});
