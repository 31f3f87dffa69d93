import { createHash } from 'node:crypto';
import type { Assignment } from './deed.ts';

/** A name that can be computed again from what it is for: the same assignment never comes to be twice (UUIDv5, RFC 9562). */
export function assignmentName({ of: { issuer, subject }, principalId, roleId, scope }: Assignment): string {
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const about = JSON.stringify([issuer, subject, principalId, roleId, scope].map((one) => one.toLowerCase()));
  const hash = createHash('sha1').update(namespace).update(about).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
