import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClock } from './clock.ts';
import { answerLog } from './logs.ts';
import type { StoredObject } from './objects.ts';
import { createState } from './state.ts';
import type { ClusterState } from './state.ts';

const metadata = { name: 'orders-abc', namespace: 'shop', uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };

function pod(status: Record<string, unknown> = {}, spec: Record<string, unknown> = {}): StoredObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName: 'node', containers: [{ name: 'app' }], ...spec }, status };
}

function world(): ClusterState {
  const state = createState(createClock(Date.now, 0), '');
  state.logs.push({ do: 'log', namespace: 'shop', of: 'orders', container: 'app', lines: [{ ago: 30, text: 'one' }, { ago: 20, text: 'two' }, { ago: 10, text: 'three' }] });
  return state;
}

function read(query: string, of: StoredObject = pod(), state = world()): string {
  return answerLog(state, of, new URLSearchParams(query)).body;
}

describe('the log of a container', () => {
  test('is its last lines, and of these so many bytes', () => {
    assert.equal(read(''), 'one\ntwo\nthree\n');
    assert.equal(read('tailLines=2'), 'two\nthree\n');
    assert.equal(read('tailLines=0'), '');
    assert.equal(read('tailLines=2&limitBytes=5'), 'two\nt');
  });

  test('has times where they are asked for', () => {
    assert.match(read('timestamps=true&tailLines=1'), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z three\n$/);
  });

  const waiting = { containerStatuses: [{ name: 'app', state: { waiting: { reason: 'ContainerCreating' } } }] };
  const crashed = { containerStatuses: [{ name: 'app', state: { waiting: { reason: 'CrashLoopBackOff' } } }] };

  test('is refused while the container waits, in the words of the kubelet', () => {
    const state = world();
    state.logs.length = 0;
    assert.throws(() => read('', pod(waiting), state), { code: 400, message: 'container "app" in pod "orders-abc" is waiting to start: ContainerCreating' });
    assert.equal(read('', pod(crashed), state), '');
  });

  test('is refused for a container that never was, and for one that is not in the pod', () => {
    assert.throws(() => read('previous=true'), { code: 400, message: 'previous terminated container "app" in pod "orders-abc" not found' });
    assert.throws(() => read('container=web'), { code: 400, message: 'container web is not valid for pod orders-abc' });
    assert.throws(() => read('', pod({}, { containers: [{ name: 'app' }, { name: 'proxy' }] })), { code: 400, message: 'a container name must be specified for pod orders-abc, choose one of: [app proxy]' });
  });

  test('is refused for numbers that are none', () => {
    assert.throws(() => read('tailLines=-1'), { code: 422, message: 'PodLogOptions "orders-abc" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0' });
    assert.throws(() => read('limitBytes=0'), { code: 422, message: 'PodLogOptions "orders-abc" is invalid: limitBytes: Invalid value: 0: must be greater than 0' });
  });

  test('is empty where the pod has no node', () => {
    assert.equal(read('', pod({}, { nodeName: undefined })), '');
  });
});
