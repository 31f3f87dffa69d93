import { createHash } from 'node:crypto';

import { commandTypes, readMachO, segmentNamed } from './header.ts';

/** `CPU_TYPE_X86_64` and `CPU_TYPE_ARM64`. */
const cpuTypes = { x64: 0x01000007, arm64: 0x0100000c } as const;

/**
 * What is wrong with an executable for macOS: its segments, and its signature down to the hash of each page.
 *
 * Reads what the kernel reads (`cs_blobs.h`, XNU's `ubc_subr.c`) and shares nothing with what makes the signature but
 * the reader of the load commands.
 */
export function machOFaults(file: Buffer, arch: 'x64' | 'arm64', identifier: string): readonly string[] {
  try {
    return faults(file, arch, identifier);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function faults(file: Buffer, arch: 'x64' | 'arm64', identifier: string): readonly string[] {
  const found: string[] = [];
  const expect = (right: boolean, fault: string): void => void (right || found.push(fault));
  const header = readMachO(file);
  const linkEdit = segmentNamed(header, '__LINKEDIT');
  const text = segmentNamed(header, '__TEXT');
  expect(header.cpuType === cpuTypes[arch], `is for the CPU type ${header.cpuType}`);
  expect(file.readUInt32LE(12) === 2, 'is no executable');
  expect(header.segments.at(-1) === linkEdit, '__LINKEDIT is not the last segment');
  expect(linkEdit.offset + linkEdit.fileSize === file.length, `__LINKEDIT ends at ${linkEdit.offset + linkEdit.fileSize}, the file at ${file.length}`);
  expect(linkEdit.memorySize >= linkEdit.fileSize, '__LINKEDIT is larger in the file than in memory');
  header.segments.reduce((before, segment) => {
    expect(segment.offset + segment.fileSize <= file.length, `${segment.name} reaches beyond the file`);
    expect(segment.address >= before, `${segment.name} lies over the segment before it in memory`);
    return segment.address + segment.memorySize;
  }, 0);

  const commands = header.commands.filter(({ type }) => type === commandTypes.codeSignature);
  const [command] = commands;
  if (command === undefined || commands.length > 1) return [...found, `has ${commands.length} signatures`];
  const [start, size] = [file.readUInt32LE(command.at + 8), file.readUInt32LE(command.at + 12)];
  expect(start % 16 === 0, 'the signature does not begin at a multiple of 16');
  expect(start >= linkEdit.offset && start + size === file.length, 'the signature is not the end of the file');
  const signature = file.subarray(start, start + size);
  expect(signature.readUInt32BE(0) === 0xfade0cc0 && signature.readUInt32BE(4) === size, 'the signature has no envelope of its size');
  expect(signature.readUInt32BE(8) === 1 && signature.readUInt32BE(12) === 0, 'the signature is more than one code directory');
  return [...found, ...directoryFaults(signature.subarray(signature.readUInt32BE(16)), file.subarray(0, start), text, identifier)];
}

function directoryFaults(directory: Buffer, code: Buffer, text: { readonly offset: number; readonly fileSize: number }, identifier: string): readonly string[] {
  const found: string[] = [];
  const expect = (right: boolean, fault: string): void => void (right || found.push(fault));
  const word = (at: number): number => directory.readUInt32BE(at);
  expect(word(0) === 0xfade0c02 && word(4) === directory.length, 'the code directory has another size');
  expect(word(8) === 0x20400, 'the code directory is of another version');
  expect(word(12) === 0x20002, 'the signature is not ad hoc, as a linker makes it');
  expect(directory.toString('latin1', word(20), directory.indexOf(0, word(20))) === identifier, 'the signature names another program');
  expect(word(24) === 0, 'the signature has special slots');
  // no platform, scatter vector, team, and no limit beyond 4 GB
  expect(directory[38] === 0 && directory.subarray(40, 64).every((byte) => byte === 0), 'the signature claims what an ad-hoc one does not have');
  expect(word(32) === code.length, `the code limit is ${word(32)}, the signature begins at ${code.length}`);
  expect(directory[36] === 32 && directory[37] === 2, 'the pages are not hashed with SHA-256');
  expect(Number(directory.readBigUInt64BE(64)) === text.offset && Number(directory.readBigUInt64BE(72)) === text.fileSize, 'the signature knows another __TEXT');
  expect(directory.readBigUInt64BE(80) === 1n, 'is not signed as a main binary');

  const pageSize = 2 ** (directory[39] ?? 0);
  const pages = Math.ceil(code.length / pageSize);
  expect(word(28) === pages, `has hashes of ${word(28)} pages, and ${pages} pages`);
  const wrong: number[] = [];
  for (let page = 0; page < Math.min(word(28), pages); page += 1) {
    const actual = createHash('sha256').update(code.subarray(page * pageSize, (page + 1) * pageSize)).digest();
    const at = word(16) + page * 32;
    if (!actual.equals(directory.subarray(at, at + 32))) wrong.push(page);
  }
  expect(wrong.length === 0, `${wrong.length} pages have another hash, the first is page ${wrong[0]}`);
  return found;
}
