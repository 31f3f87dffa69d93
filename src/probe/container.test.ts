import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultImage, probeContainer, type Wanted } from './container.ts';

const wanted: Wanted = {
  name: 'kubectl-wi-1',
  image: defaultImage,
  volume: 'azure-identity-token',
  tokenPath: 'azure-identity-token',
  proxies: [],
  authorityHost: 'https://login.microsoftonline.com/',
  tenantId: 'tenant',
  clientId: 'client',
  scope: 'https://vault.azure.net/.default',
  hosts: ['login.microsoftonline.com'],
  objects: [{ vaultHost: 'kv.vault.azure.net', path: '/secrets/a' }],
};

describe('the container that is added', () => {
  test('runs as the user of the one it stands for, and as root only where that is root', () => {
    const security = (more: Partial<Wanted>): unknown => probeContainer({ ...wanted, ...more })['securityContext'];
    const strict = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, seccompProfile: { type: 'RuntimeDefault' } };
    assert.deepEqual(security({}), { ...strict, runAsUser: 65532, runAsNonRoot: true });
    assert.deepEqual(security({ user: 1000, group: 2000 }), { ...strict, runAsUser: 1000, runAsGroup: 2000, runAsNonRoot: true });
    assert.deepEqual(security({ user: 0 }), { ...strict, runAsUser: 0 });
  });

  test('mounts the token volume alone, and is told what to ask as words of its own', () => {
    const { volumeMounts, command } = probeContainer(wanted);
    assert.deepEqual(volumeMounts, [{ name: 'azure-identity-token', mountPath: '/var/run/kubectl-wi', readOnly: true }]);
    assert.ok(Array.isArray(command));
    assert.deepEqual(command.toSpliced(2, 1), [
      'sh',
      '-c',
      'kubectl-wi',
      '/var/run/kubectl-wi/azure-identity-token',
      'https://login.microsoftonline.com/',
      'tenant',
      'client',
      'https://vault.azure.net/.default',
      '1',
      'login.microsoftonline.com',
      'kv.vault.azure.net',
      '/secrets/a',
    ]);
  });

  test('has a default image that is pinned by its digest', () => {
    assert.match(defaultImage, /^[a-z.]+\/[a-z]+\/curl:[\d.]+@sha256:[0-9a-f]{64}$/);
  });
});
