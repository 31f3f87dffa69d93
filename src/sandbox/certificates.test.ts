import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { connect, createServer } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import fc from 'fast-check';
import { addressOctets, createAuthority } from './certificates.ts';

test('a server certificate is signed by its authority and names hosts, wildcards and addresses', () => {
  const authority = createAuthority('Sandbox CA');
  const leaf = new X509Certificate(authority.issueServer(['kv-shop.vault.azure.net', '*.vault.azure.net', '127.0.0.1', '::1']).certificatePem);
  const ca = new X509Certificate(authority.certificatePem);
  assert.equal(leaf.checkIssued(ca), true);
  assert.equal(leaf.verify(ca.publicKey), true);
  assert.equal(ca.ca, true);
  assert.equal(leaf.ca, false);
  assert.equal(leaf.checkHost('other.vault.azure.net'), '*.vault.azure.net');
  assert.equal(leaf.checkHost('vault.azure.net'), undefined);
  assert.equal(leaf.checkIP('127.0.0.1'), '127.0.0.1');
  assert.equal(leaf.checkIP('::1'), '::1');
});

test('a client certificate carries the user and every group', () => {
  const leaf = new X509Certificate(createAuthority('Sandbox CA').issueClient('dev', ['system:masters', 'shop']).certificatePem);
  assert.equal(leaf.subject, 'O=system:masters\nO=shop\nCN=dev');
  assert.deepEqual(leaf.keyUsage, ['1.3.6.1.5.5.7.3.2']);
});

test('a server certificate without a name is refused', () => {
  assert.throws(() => createAuthority('Sandbox CA').issueServer([]), RangeError);
});

test('both sides of a TLS connection accept certificates of one authority, and another authority is refused', async () => {
  const authority = createAuthority('Sandbox CA');
  const server = authority.issueServer(['localhost']);
  const client = authority.issueClient('dev', ['shop']);
  const listener = createServer({ key: server.keyPem, cert: server.certificatePem, ca: authority.certificatePem, requestCert: true });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const port = (listener.address() as AddressInfo).port;
  try {
    const accepted = once(listener, 'secureConnection') as Promise<[TLSSocket]>;
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca: authority.certificatePem, key: client.keyPem, cert: client.certificatePem });
    await once(socket, 'secureConnect');
    const [peer] = await accepted;
    assert.equal(peer.getPeerCertificate().subject.CN, 'dev');
    socket.destroy();
    const stranger = connect({ port, host: '127.0.0.1', servername: 'localhost', ca: createAuthority('Other CA').certificatePem });
    const [error] = (await once(stranger, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'SELF_SIGNED_CERT_IN_CHAIN');
  } finally {
    listener.close();
  }
});

test('every IPv6 address keeps its sixteen octets, however it is spelled', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const octets = addressOctets(address);
      assert.equal(octets.length, 16);
      const full = octets.toString('hex').match(/.{4}/g)?.join(':') ?? '';
      assert.equal(new URL(`http://[${full}]/`).hostname, new URL(`http://[${address}]/`).hostname);
    }),
  );
});

test('certificates issued in a row have distinct positive serial numbers', () => {
  const authority = createAuthority('Sandbox CA');
  const serials = Array.from({ length: 8 }, () => new X509Certificate(authority.issueServer(['a.example']).certificatePem).serialNumber);
  assert.equal(new Set(serials).size, 8);
  for (const serial of serials) assert.match(serial, /^[4-7][0-9A-F]{31}$/);
});
