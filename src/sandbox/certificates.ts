/**
 * Certificates for the sandbox: one authority and the leaves it signs, with node:crypto alone.
 *
 * Profile of RFC 5280, strict enough for OpenSSL with X509_STRICT (Python 3.13), Go and Node:
 * P-256 keys, ECDSA with SHA-256, critical basicConstraints and keyUsage, key identifiers on every certificate.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate and its private key (PKCS #8), both PEM. */
export interface IssuedCertificate {
  readonly certificatePem: string;
  readonly keyPem: string;
}

export interface Authority {
  readonly certificatePem: string;
  /** Server certificate for host names (a leading `*.` is allowed) and IP addresses; at least one. */
  issueServer(names: readonly string[]): IssuedCertificate;
  /** Client certificate; Kubernetes reads the common name as the user and the organizations as its groups. */
  issueClient(commonName: string, organizations: readonly string[]): IssuedCertificate;
}

const oids = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
} as const;

const hour = 3_600_000;
/** The longest name OpenSSL's own tools put into a common name (ub-common-name). */
const maxCommonName = 64;

interface Signer {
  readonly name: Buffer;
  readonly keyIdentifier: Buffer;
  readonly key: KeyObject;
}

/** Makes a new authority with a fresh key, valid from an hour ago for thirty days. */
export function createAuthority(commonName: string): Authority {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer: Signer = {
    name: distinguishedName(commonName, []),
    keyIdentifier: keyIdentifierOf(pair.publicKey),
    key: pair.privateKey,
  };
  const own = certificate(signer, signer.name, pair.publicKey, [
    extension(oids.basicConstraints, true, sequence(boolean(true))),
    // keyCertSign and cRLSign: bits 5 and 6.
    extension(oids.keyUsage, true, bitString(Buffer.from([0b0000_0110]), 1)),
  ]);
  const issue = (name: Buffer, usage: string, more: readonly Buffer[]): IssuedCertificate => {
    const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const certificatePem = certificate(signer, name, leaf.publicKey, [
      extension(oids.basicConstraints, true, sequence()),
      // digitalSignature: bit 0.
      extension(oids.keyUsage, true, bitString(Buffer.from([0b1000_0000]), 7)),
      extension(oids.extendedKeyUsage, false, sequence(objectIdentifier(usage))),
      ...more,
    ]);
    return { certificatePem, keyPem: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  };
  return {
    certificatePem: own,
    issueServer: (names) => {
      const first = names[0];
      if (first === undefined) throw new RangeError('a server certificate needs at least one name');
      const alternatives = extension(oids.subjectAlternativeName, false, sequence(...names.map(generalName)));
      return issue(distinguishedName(first.slice(0, maxCommonName), []), oids.serverAuth, [alternatives]);
    },
    issueClient: (name, organizations) => issue(distinguishedName(name, organizations), oids.clientAuth, []),
  };
}

function certificate(signer: Signer, subject: Buffer, publicKey: KeyObject, extensions: readonly Buffer[]): string {
  const algorithm = sequence(objectIdentifier(oids.ecdsaWithSha256));
  const toBeSigned = sequence(
    element(0xa0, integer(Buffer.from([2]))),
    integer(serialNumber()),
    algorithm,
    signer.name,
    sequence(time(Date.now() - hour), time(Date.now() + 30 * 24 * hour)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    element(
      0xa3,
      sequence(
        ...extensions,
        extension(oids.subjectKeyIdentifier, false, element(0x04, keyIdentifierOf(publicKey))),
        extension(oids.authorityKeyIdentifier, false, sequence(element(0x80, signer.keyIdentifier))),
      ),
    ),
  );
  const der = sequence(toBeSigned, algorithm, bitString(sign('sha256', toBeSigned, signer.key), 0));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** 16 random octets with the top bits 01: positive, never zero, no leading zero octet. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

/** SHA-1 of the uncompressed point, which is the last 65 octets of a P-256 SubjectPublicKeyInfo (RFC 5280 §4.2.1.2). */
function keyIdentifierOf(publicKey: KeyObject): Buffer {
  return createHash('sha1').update(publicKey.export({ type: 'spki', format: 'der' }).subarray(-65)).digest();
}

function distinguishedName(commonName: string, organizations: readonly string[]): Buffer {
  const relative = (type: string, value: string): Buffer =>
    element(0x31, sequence(objectIdentifier(type), element(0x0c, Buffer.from(value, 'utf8'))));
  return sequence(...organizations.map((name) => relative(oids.organization, name)), relative(oids.commonName, commonName));
}

function generalName(name: string): Buffer {
  return isIP(name) === 0 ? element(0x82, Buffer.from(name, 'ascii')) : element(0x87, addressOctets(name));
}

/** An IPv4 or IPv6 address as 4 or 16 octets. */
export function addressOctets(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  // URL spells every IPv6 address in hexadecimal groups, the dotted tail of ::ffff:10.0.0.1 too.
  const spelled = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = '', tail = ''] = spelled.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const gap = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return Buffer.from([...left, ...gap, ...right].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function extension(type: string, critical: boolean, value: Buffer): Buffer {
  return sequence(objectIdentifier(type), ...(critical ? [boolean(true)] : []), element(0x04, value));
}

/** UTCTime up to 2049, GeneralizedTime after it (RFC 5280 §4.1.2.5). */
function time(at: number): Buffer {
  const digits = `${new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return digits < '2050' ? element(0x17, Buffer.from(digits.slice(2))) : element(0x18, Buffer.from(digits));
}

function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const groups = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
  return groups;
}

function boolean(value: boolean): Buffer {
  return element(0x01, Buffer.from([value ? 0xff : 0]));
}

function integer(magnitude: Buffer): Buffer {
  return element(0x02, magnitude);
}

function bitString(bytes: Buffer, unusedBits: number): Buffer {
  return element(0x03, Buffer.concat([Buffer.from([unusedBits]), bytes]));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, ...parts);
}

function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const significant = length.subarray(length.findIndex((octet) => octet !== 0));
  return Buffer.concat([Buffer.from([tag, 0x80 | significant.length]), significant, body]);
}
