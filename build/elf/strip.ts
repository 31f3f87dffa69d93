import { readElf, sectionSize, type Section } from './header.ts';

const loaded = 0x2;
const noBits = 8;

/**
 * An ELF executable without its symbol tables: a seventh of Node, and only a debugger reads them.
 *
 * Sections that are not loaded are left away, but for the names of the others; a tool such as `strip` would do the
 * same, but another version of it with other bytes.
 */
export function stripElf(file: Buffer): Buffer {
  const elf = readElf(file);
  const names = elf.sections[elf.nameSection];
  if (names === undefined) throw new Error('an ELF file whose sections have no names');
  const kept = elf.sections.filter((section, at) => at === 0 || section === names || (section.flags & loaded) !== 0);
  const end = Math.max(...elf.segments.map(({ offset, fileSize }) => offset + fileSize));
  const beyond = kept.find((section) => section !== names && section.type !== noBits && section.offset + section.size > end);
  if (beyond !== undefined) throw new Error(`a loaded section at ${beyond.offset} lies outside of every segment`);

  const table = aligned(end + names.size);
  const stripped = Buffer.alloc(table + kept.length * sectionSize);
  file.copy(stripped, 0, 0, end);
  file.copy(stripped, end, names.offset, names.offset + names.size);
  const newIndex = (old: number): number => kept.findIndex((section) => section === elf.sections[old]);
  kept.forEach((section, at) => writeSection(stripped, table + at * sectionSize, section, section === names ? end : section.offset, newIndex));
  stripped.writeBigUInt64LE(BigInt(table), 40);
  stripped.writeUInt16LE(kept.length, 60);
  stripped.writeUInt16LE(kept.indexOf(names), 62);
  return stripped;
}

function writeSection(into: Buffer, at: number, section: Section, offset: number, newIndex: (old: number) => number): void {
  section.entry.copy(into, at);
  into.writeBigUInt64LE(BigInt(offset), at + 24);
  // sh_link names another section: that of a table's strings, for example
  const link = newIndex(section.entry.readUInt32LE(40));
  if (link < 0) throw new Error(`the loaded section at ${section.offset} needs one that is not loaded`);
  into.writeUInt32LE(link, at + 40);
  // sh_info is an index too where the flag says so
  if ((section.flags & 0x40) !== 0) into.writeUInt32LE(Math.max(newIndex(section.entry.readUInt32LE(44)), 0), at + 44);
}

function aligned(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}
