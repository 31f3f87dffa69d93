/** Where things are in a Windows executable; offsets of fields are those of Microsoft's PE format. */
export interface PeHeader {
  readonly machine: number;
  /** File offset of the field, in the optional header. */
  readonly checksumAt: number;
  /** File offset of the entry of the certificate table among the data directories: an offset and a size. */
  readonly certificateAt: number;
  readonly sections: readonly { readonly offset: number; readonly size: number }[];
}

const sectionSize = 40;

/** Reads the headers of a 64-bit Windows executable; throws where the file is none. */
export function readPe(file: Buffer): PeHeader {
  if (file.length < 0x40 || file.toString('latin1', 0, 2) !== 'MZ') throw new Error('not a Windows executable');
  const coff = file.readUInt32LE(0x3c) + 4;
  if (coff + 20 > file.length || file.toString('latin1', coff - 4, coff) !== 'PE\0\0') throw new Error('a Windows executable without a PE header');
  const optional = coff + 20;
  if (file.readUInt16LE(optional) !== 0x20b) throw new Error('not a 64-bit Windows executable');
  const directories = file.readUInt32LE(optional + 108);
  if (directories < 5) throw new Error('a Windows executable without a certificate directory');
  const table = optional + file.readUInt16LE(coff + 16);
  const count = file.readUInt16LE(coff + 2);
  return {
    machine: file.readUInt16LE(coff),
    checksumAt: optional + 64,
    certificateAt: optional + 112 + 4 * 8,
    sections: Array.from({ length: count }, (_, at) => ({ offset: file.readUInt32LE(table + at * sectionSize + 20), size: file.readUInt32LE(table + at * sectionSize + 16) })),
  };
}

/** The checksum of a Windows executable as `CheckSumMappedFile` computes it: 16-bit words with carry, and the length. */
export function peChecksum(file: Buffer, checksumAt: number): number {
  let sum = 0;
  for (let at = 0; at + 1 < file.length; at += 2) {
    if (at === checksumAt || at === checksumAt + 2) continue;
    sum += (file[at] ?? 0) | ((file[at + 1] ?? 0) << 8);
  }
  if (file.length % 2 === 1) sum += file[file.length - 1] ?? 0;
  while (sum > 0xffff) sum = (sum % 0x10000) + Math.floor(sum / 0x10000);
  return sum + file.length;
}
