import { peChecksum, readPe } from './header.ts';

/**
 * A Windows executable that claims no signature, with the right checksum.
 *
 * Injecting takes away the vendor's certificate, but leaves the directory's entry, which then points into other data.
 */
export function withoutCertificate(file: Buffer): Buffer {
  const { certificateAt, checksumAt } = readPe(file);
  const bare = Buffer.from(file);
  bare.fill(0, certificateAt, certificateAt + 8);
  bare.writeUInt32LE(peChecksum(bare, checksumAt), checksumAt);
  return bare;
}
