import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeProtobuf } from './protobuf.ts';

const bytes = (number: number, value: Buffer | string) => Buffer.concat([Buffer.from([(number << 3) | 2, value.length]), Buffer.from(value)]);
const envelope = (apiVersion: string, kind: string, raw: Buffer) =>
  Buffer.concat([Buffer.from('k8s\0'), bytes(1, Buffer.concat([bytes(1, apiVersion), bytes(2, kind)])), bytes(2, raw)]);

describe('Kubernetes protobuf', () => {
  it('reads a token request', () => {
    const spec = Buffer.concat([bytes(1, 'api://x'), bytes(3, Buffer.concat([bytes(1, 'Pod'), bytes(3, 'p')])), Buffer.from([4 << 3, 0xd8, 0x04])]);
    assert.deepEqual(decodeProtobuf(envelope('authentication.k8s.io/v1', 'TokenRequest', bytes(2, spec))), {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: {},
      spec: { audiences: ['api://x'], boundObjectRef: { kind: 'Pod', name: 'p' }, expirationSeconds: 600 },
    });
  });

  it('reads a role with its rules', () => {
    const rule = Buffer.concat([bytes(1, 'get'), bytes(1, 'list'), bytes(5, '/healthz')]);
    assert.deepEqual(decodeProtobuf(envelope('rbac.authorization.k8s.io/v1', 'ClusterRole', Buffer.concat([bytes(1, bytes(1, 'r')), bytes(2, rule), bytes(2, bytes(1, 'watch'))]))), {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'r' },
      rules: [{ verbs: ['get', 'list'], nonResourceURLs: ['/healthz'] }, { verbs: ['watch'] }],
    });
  });

  it('knows no other kind', () => {
    assert.equal(decodeProtobuf(envelope('v1', 'Pod', Buffer.alloc(0))), undefined);
    assert.equal(decodeProtobuf(Buffer.from('{}')), undefined);
  });

  it('takes any bytes without stumbling', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (raw) => {
        const decoded = decodeProtobuf(envelope('v1', 'TokenRequest', Buffer.from(raw).subarray(0, 127)));
        assert.equal(decoded?.['kind'], 'TokenRequest');
        decodeProtobuf(Buffer.from(raw));
      }),
    );
  });
});
