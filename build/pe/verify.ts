import { peChecksum, readPe } from './header.ts';

const machines = { x64: 0x8664, arm64: 0xaa64 } as const;

/** What is wrong with an executable for Windows: its machine, a signature that is none, its sections, its checksum. */
export function peFaults(file: Buffer, arch: 'x64' | 'arm64'): readonly string[] {
  try {
    const found: string[] = [];
    const { machine, certificateAt, checksumAt, sections } = readPe(file);
    if (machine !== machines[arch]) found.push(`is for the machine 0x${machine.toString(16)}`);
    if (file.readBigUInt64LE(certificateAt) !== 0n) found.push('points to a certificate that is not there');
    for (const { offset, size } of sections) if (offset + size > file.length) found.push(`a section at ${offset} reaches beyond the file`);
    if (file.readUInt32LE(checksumAt) !== peChecksum(file, checksumAt)) found.push('has another checksum');
    return found;
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
