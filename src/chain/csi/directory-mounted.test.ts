import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../check.ts';
import { directoryMounted } from './directory-mounted.ts';

const owner = { kind: 'deployment', namespace: 'shop', name: 'orders' };
const mount = { namespace: 'shop', secretProviderClass: 'orders', volume: 'secrets', overrides: {}, podGroups: ['g1'] };

/** What the check says of a container that mounts this subPath of a class with these files; undefined: the whole volume. */
function judge(subPath: string | undefined, files: readonly string[] | undefined): Outcome {
  const mounts = [{ volume: 'secrets', path: '/mnt', ...(subPath === undefined ? {} : { subPath }) }];
  const groups = { state: 'known', value: [{ id: 'g1', shape: { containers: [{ name: 'app', mounts }] } }] };
  const given = files === undefined ? { state: 'unknown', gap: { reason: 'forbidden', needs: 'get' } } : { state: 'known', value: { objects: { state: 'listed', objects: files.map((file) => ({ file })) } } };
  return directoryMounted.run([groups, given, { owner }] as never, { mount } as never);
}

function problemOf(outcome: Outcome): string | undefined {
  return 'found' in outcome ? outcome.found.problem.name : undefined;
}

test('a subPath that is no file of the class becomes an empty directory', () => {
  for (const subPath of ['db-pasword', 'certs', 'DB-password']) assert.equal(problemOf(judge(subPath, ['db-password', 'tls/orders.pem'])), 'csi-subpath-missing', subPath);
});

test('a file, the directory above one, a version in one and half of a certificate are there', () => {
  for (const subPath of ['db-password', './db-password', 'tls', 'tls/orders.pem', 'db-password/0', 'cert.key']) assert.equal(problemOf(judge(subPath, ['db-password', 'tls/orders.pem', 'cert'])), 'csi-rotation-subpath', subPath);
});

test('what is made at the start of the container, or of a class that was not read, is not called missing', () => {
  assert.equal(problemOf(judge('$(POD_NAME)/token', ['db-password'])), 'csi-rotation-subpath');
  assert.equal(problemOf(judge('anything', undefined)), 'csi-rotation-subpath');
  assert.equal(judge(undefined, ['db-password']).outcome, 'ok');
});
