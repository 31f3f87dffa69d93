import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { readElf } from './header.ts';
import { stripElf } from './strip.ts';
import { elfFaults } from './verify.ts';

interface SectionOf {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly size: number;
  readonly link?: number;
}

const loadedEnd = 0x300;
const names = ['', '.text', '.dynstr', '.dynsym', '.symtab', '.strtab', '.shstrtab'].join('\0');

/** An ELF executable with code, a loaded table of symbols that names its strings, and one for a debugger. */
function executable(): Buffer {
  const sections: readonly SectionOf[] = [
    { name: '', type: 0, flags: 0, offset: 0, size: 0 },
    { name: '.symtab', type: 2, flags: 0, offset: 0x300, size: 0x200, link: 2 },
    { name: '.strtab', type: 3, flags: 0, offset: 0x500, size: 0x100 },
    { name: '.text', type: 1, flags: 6, offset: 0x100, size: 0x100 },
    { name: '.dynstr', type: 3, flags: 2, offset: 0x200, size: 0x80 },
    { name: '.dynsym', type: 11, flags: 2, offset: 0x280, size: 0x80, link: 4 },
    { name: '.shstrtab', type: 3, flags: 0, offset: 0x600, size: names.length },
  ];
  const table = 0x680;
  const file = Buffer.alloc(table + sections.length * 64, 0x90);
  file.fill(0, 0, 0x100);
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(file);
  file.writeUInt16LE(2, 16);
  file.writeUInt16LE(62, 18);
  file.writeBigUInt64LE(64n, 32);
  file.writeBigUInt64LE(BigInt(table), 40);
  [56, 1, 64, sections.length, 6].forEach((value, at) => file.writeUInt16LE(value, 54 + 2 * at));
  file.writeUInt32LE(1, 64);
  file.writeBigUInt64LE(BigInt(loadedEnd), 64 + 32);
  file.write(names, 0x600, 'latin1');
  sections.forEach(({ name, type, flags, offset, size, link = 0 }, at) => {
    const entry = table + at * 64;
    file.fill(0, entry, entry + 64);
    file.writeUInt32LE(names.indexOf(name), entry);
    file.writeUInt32LE(type, entry + 4);
    [flags, 0, offset, size].forEach((value, index) => file.writeBigUInt64LE(BigInt(value), entry + 8 + 8 * index));
    file.writeUInt32LE(link, entry + 40);
  });
  return file;
}

function sectionNames(file: Buffer): readonly string[] {
  const { sections, nameSection } = readElf(file);
  const { offset = 0 } = sections[nameSection] ?? {};
  return sections.map(({ entry }) => {
    const at = offset + entry.readUInt32LE(0);
    return file.toString('latin1', at, file.indexOf(0, at)).slice(0, 9);
  });
}

describe('an ELF executable', () => {
  test('with symbols for a debugger is refused', () => {
    assert.deepEqual(elfFaults(executable(), 'x64'), ['carries symbols for a debugger']);
  });

  test('that is stripped is right, shorter, and what is loaded is as before', () => {
    const stripped = stripElf(executable());
    assert.deepEqual(elfFaults(stripped, 'x64'), []);
    assert.deepEqual(stripped.subarray(0x40, loadedEnd), executable().subarray(0x40, loadedEnd));
    assert.equal(readElf(stripped).sections.length, 5);
    assert.deepEqual(sectionNames(stripped), ['', '.text', '.dynstr', '.dynsym', '.shstrtab']);
  });

  test('that is stripped names the sections that it kept: strings of a table of symbols', () => {
    const { sections } = readElf(stripElf(executable()));
    const symbols = sections.find(({ type }) => type === 11);
    assert.equal(sections[symbols?.entry.readUInt32LE(40) ?? 0]?.offset, 0x200);
  });

  test('is the same when it is stripped twice', () => {
    assert.deepEqual(stripElf(stripElf(executable())), stripElf(executable()));
  });

  test('is refused when it ends early, is of another machine, or none', () => {
    const stripped = stripElf(executable());
    assert.match(elfFaults(stripped.subarray(0, loadedEnd), 'x64').join(), /section table lies outside/);
    assert.match(elfFaults(stripped, 'arm64').join(), /machine 62/);
    assert.deepEqual(elfFaults(Buffer.from('#!/bin/sh'), 'x64'), ['not a 64-bit little-endian ELF file']);
    const longer = Buffer.from(stripped);
    longer.writeBigUInt64LE(BigInt(stripped.length + 1), 64 + 32);
    assert.match(elfFaults(longer, 'x64').join(), /a segment at 0 reaches beyond the file/);
  });
});
