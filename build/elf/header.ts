/** Where things are in a 64-bit little-endian ELF file; offsets of fields are those of elf(5). */
export interface ElfHeader {
  readonly type: number;
  readonly machine: number;
  readonly segments: readonly Segment[];
  readonly sections: readonly Section[];
  /** File offset of the table of sections. */
  readonly sectionTable: number;
  readonly nameSection: number;
}

export interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly fileSize: number;
}

export interface Section {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly size: number;
  /** The 64 bytes of its entry. */
  readonly entry: Buffer;
}

export const sectionSize = 64;
const segmentSize = 56;

/** Reads the header and both tables; throws where the file is no such ELF, or a table lies outside of it. */
export function readElf(file: Buffer): ElfHeader {
  // magic, 64 bits, little endian, version 1
  if (file.length < 64 || file.readUInt32BE(0) !== 0x7f454c46 || file[4] !== 2 || file[5] !== 1 || file[6] !== 1) throw new Error('not a 64-bit little-endian ELF file');
  const segmentTable = Number(file.readBigUInt64LE(32));
  const sectionTable = Number(file.readBigUInt64LE(40));
  const [segmentCount, sectionCount] = [file.readUInt16LE(56), file.readUInt16LE(60)];
  if (file.readUInt16LE(54) !== segmentSize || file.readUInt16LE(58) !== sectionSize) throw new Error('ELF tables with entries of an unknown size');
  if (segmentTable + segmentCount * segmentSize > file.length) throw new Error('the ELF segment table lies outside of the file');
  if (sectionTable + sectionCount * sectionSize > file.length) throw new Error('the ELF section table lies outside of the file');
  return {
    type: file.readUInt16LE(16),
    machine: file.readUInt16LE(18),
    segments: Array.from({ length: segmentCount }, (_, at) => segmentAt(file, segmentTable + at * segmentSize)),
    sections: Array.from({ length: sectionCount }, (_, at) => sectionAt(file, sectionTable + at * sectionSize)),
    sectionTable,
    nameSection: file.readUInt16LE(62),
  };
}

function segmentAt(file: Buffer, at: number): Segment {
  return { type: file.readUInt32LE(at), offset: Number(file.readBigUInt64LE(at + 8)), fileSize: Number(file.readBigUInt64LE(at + 32)) };
}

function sectionAt(file: Buffer, at: number): Section {
  return {
    type: file.readUInt32LE(at + 4),
    flags: Number(file.readBigUInt64LE(at + 8)),
    offset: Number(file.readBigUInt64LE(at + 24)),
    size: Number(file.readBigUInt64LE(at + 32)),
    entry: file.subarray(at, at + sectionSize),
  };
}
