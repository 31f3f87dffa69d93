import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { readMachO } from './header.ts';
import { signMachO } from './sign.ts';
import { machOFaults } from './verify.ts';

const textSize = 0x5000;
const linkEditSize = 0x123;

/** A Mach-O executable for Apple silicon with code, symbols and room for a further load command. */
function unsigned({ firstSection = 0x400, more = 0 } = {}): Buffer {
  const file = Buffer.alloc(textSize + linkEditSize + more, 0x90);
  file.fill(0, 0, firstSection);
  file.writeUInt32LE(0xfeedfacf, 0);
  file.writeUInt32LE(0x0100000c, 4);
  file.writeUInt32LE(2, 12);
  const sizes = [segment(file, 32, '__PAGEZERO', { address: 0, memory: 0x100000000, offset: 0, size: 0 }), segment(file, 104, '__TEXT', { address: 0x100000000, memory: 0x8000, offset: 0, size: textSize, section: firstSection })];
  const end = 32 + sizes.reduce((sum, size) => sum + size);
  const last = segment(file, end, '__LINKEDIT', { address: 0x100008000, memory: 0x4000, offset: textSize, size: linkEditSize });
  file.writeUInt32LE(3, 16);
  file.writeUInt32LE(end + last - 32, 20);
  return file;
}

function segment(file: Buffer, at: number, name: string, where: { address: number; memory: number; offset: number; size: number; section?: number }): number {
  const length = where.section === undefined ? 72 : 152;
  file.writeUInt32LE(0x19, at);
  file.writeUInt32LE(length, at + 4);
  file.write(name, at + 8, 'latin1');
  [where.address, where.memory, where.offset, where.size].forEach((value, index) => file.writeBigUInt64LE(BigInt(value), at + 24 + 8 * index));
  if (where.section === undefined) return length;
  file.writeUInt32LE(1, at + 64);
  file.writeUInt32LE(where.section, at + 72 + 48);
  return length;
}

function faults(file: Buffer): readonly string[] {
  return machOFaults(file, 'arm64', 'kubectl-wi');
}

describe('a Mach-O file', () => {
  test('without a signature is refused', () => {
    assert.deepEqual(faults(unsigned()), ['has 0 signatures']);
  });

  test('that is signed is right, and its code and symbols are as before', () => {
    const signed = signMachO(unsigned(), 'kubectl-wi');
    assert.deepEqual(faults(signed), []);
    assert.deepEqual(signed.subarray(0x400, textSize + linkEditSize), unsigned().subarray(0x400));
    assert.equal(readMachO(signed).commands.length, 4);
  });

  test('is the same when it is signed twice', () => {
    const signed = signMachO(unsigned(), 'kubectl-wi');
    assert.deepEqual(signMachO(signed, 'kubectl-wi'), signed);
  });

  test('is refused whichever of its bytes has changed', () => {
    const signed = signMachO(unsigned(), 'kubectl-wi');
    for (let at = 0; at < signed.length; at += 1) {
      const broken = Buffer.from(signed);
      broken[at] = (broken[at] ?? 0) ^ 0x01;
      assert.notDeepEqual(faults(broken), [], `byte ${at} of ${signed.length}`);
    }
  });

  test('is refused when it has grown or ends early, is of another machine or of another name', () => {
    const signed = signMachO(unsigned(), 'kubectl-wi');
    assert.match(faults(Buffer.concat([signed, Buffer.from('more')])).join(), /__LINKEDIT ends at/);
    assert.match(faults(signed.subarray(0, -1)).join(), /__LINKEDIT ends at/);
    assert.match(machOFaults(signed, 'x64', 'kubectl-wi').join(), /CPU type/);
    assert.match(machOFaults(signed, 'arm64', 'node').join(), /names another program/);
    assert.deepEqual(faults(Buffer.from('#!/bin/sh')), ['not a 64-bit Mach-O file']);
  });

  test('is not signed where no load command fits in, or something follows __LINKEDIT', () => {
    assert.throws(() => signMachO(unsigned({ firstSection: 336 }), 'kubectl-wi'), /no room/);
    assert.throws(() => signMachO(unsigned({ more: 8 }), 'kubectl-wi'), /__LINKEDIT ends at/);
  });
});
