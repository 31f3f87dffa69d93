import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { peChecksum, readPe } from './header.ts';
import { peFaults } from './verify.ts';
import { withoutCertificate } from './without-certificate.ts';

/** A 64-bit Windows executable of one section, with a certificate's entry as injecting leaves it. */
function executable(): Buffer {
  const file = Buffer.alloc(0x601, 0xc3);
  file.fill(0, 0, 0x200);
  file.write('MZ', 'latin1');
  file.writeUInt32LE(0x80, 0x3c);
  file.write('PE\0\0', 0x80, 'latin1');
  file.writeUInt16LE(0x8664, 0x84);
  file.writeUInt16LE(1, 0x86);
  file.writeUInt16LE(240, 0x94);
  file.writeUInt16LE(0x20b, 0x98);
  file.writeUInt32LE(16, 0x98 + 108);
  file.writeUInt32LE(0x400, 0x98 + 112 + 32);
  file.writeUInt32LE(0x1234, 0x98 + 112 + 36);
  file.writeUInt32LE(0x400, 0x188 + 16);
  file.writeUInt32LE(0x200, 0x188 + 20);
  return file;
}

describe('a Windows executable', () => {
  test('with the entry of a certificate and no checksum is refused', () => {
    assert.deepEqual(peFaults(executable(), 'x64'), ['points to a certificate that is not there', 'has another checksum']);
  });

  test('without them is right, and nothing else has changed', () => {
    const bare = withoutCertificate(executable());
    assert.deepEqual(peFaults(bare, 'x64'), []);
    const changed = [...bare.keys()].filter((at) => bare[at] !== executable()[at]);
    const { checksumAt, certificateAt } = readPe(bare);
    assert.ok(changed.every((at) => (at >= checksumAt && at < checksumAt + 4) || (at >= certificateAt && at < certificateAt + 8)), String(changed));
  });

  test('is refused whichever of its bytes has changed', () => {
    const bare = withoutCertificate(executable());
    for (let at = 0; at < bare.length; at += 1) {
      const broken = Buffer.from(bare);
      broken[at] = (broken[at] ?? 0) ^ 0x04;
      assert.notDeepEqual(peFaults(broken, 'x64'), [], `byte ${at}`);
    }
  });

  test('is refused when it ends early, or is of another machine or of another kind', () => {
    const bare = withoutCertificate(executable());
    assert.match(peFaults(bare.subarray(0, 0x500), 'x64').join(), /reaches beyond the file/);
    assert.match(peFaults(bare, 'arm64').join(), /machine 0x8664/);
    assert.deepEqual(peFaults(Buffer.from('#!/bin/sh'), 'x64'), ['not a Windows executable']);
  });
});

test('the checksum is that which Windows computes', () => {
  // 0xffff + 0x0002 carries into 0x0002, and the length is 4
  assert.equal(peChecksum(Buffer.from([0xff, 0xff, 0x02, 0x00]), 100), 0x0002 + 4);
  // the field itself does not count, an odd last byte does
  assert.equal(peChecksum(Buffer.from([1, 0, 9, 9, 9, 9, 5]), 2), 6 + 7);
});
