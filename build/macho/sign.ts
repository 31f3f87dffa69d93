import { createHash } from 'node:crypto';

import { commandTypes, headerSize, readMachO, segmentNamed, type MachOHeader } from './header.ts';

const pageShift = 12;
const pageSize = 1 << pageShift;
const hashSize = 32;
const superBlobSize = 20;
const codeDirectorySize = 88;
const commandSize = 16;
/** What the kernel rounds segments to on Apple silicon; a multiple of what it needs on Intel. */
const memoryPage = 0x4000;
/** CS_ADHOC and CS_LINKER_SIGNED, as Apple's linker and Go's set them. */
const adHoc = 0x20002;
const mainBinary = 1n;

/**
 * A Mach-O file with an ad-hoc signature at its end: without one, macOS on Apple silicon kills the program at once.
 *
 * It holds the SHA-256 of each page and no identity, as the signature that a linker makes (`cs_blobs.h`). A signature
 * that the file has is replaced. Throws where `__LINKEDIT` is not the end of the file, or no load command fits in.
 */
export function signMachO(unsigned: Buffer, identifier: string): Buffer {
  const { file, command } = withSignatureCommand(unsigned);
  const header = readMachO(file);
  const linkEdit = segmentNamed(header, '__LINKEDIT');
  if (header.segments.at(-1)?.name !== '__LINKEDIT') throw new Error('__LINKEDIT is not the last segment');
  const codeLimit = Math.ceil(file.length / 16) * 16;
  const size = superBlobSize + codeDirectoryLength(identifier, codeLimit);
  const signed = Buffer.alloc(codeLimit + size);
  file.copy(signed);
  signed.writeUInt32LE(codeLimit, command + 8);
  signed.writeUInt32LE(size, command + 12);
  const fileSize = signed.length - linkEdit.offset;
  signed.writeBigUInt64LE(BigInt(Math.ceil(fileSize / memoryPage) * memoryPage), linkEdit.command + 32);
  signed.writeBigUInt64LE(BigInt(fileSize), linkEdit.command + 48);
  // the header is on the first page: it has to be whole before that is hashed
  superBlob(codeDirectory(signed.subarray(0, codeLimit), header, identifier)).copy(signed, codeLimit);
  return signed;
}

/** The file without a signature's bytes and with its load command, which says where they will be. */
function withSignatureCommand(unsigned: Buffer): { readonly file: Buffer; readonly command: number } {
  const header = readMachO(unsigned);
  const linkEdit = segmentNamed(header, '__LINKEDIT');
  const old = header.commands.find(({ type }) => type === commandTypes.codeSignature);
  const end = old === undefined ? linkEdit.offset + linkEdit.fileSize : unsigned.readUInt32LE(old.at + 8);
  if (old === undefined && end !== unsigned.length) throw new Error(`__LINKEDIT ends at ${end}, the file at ${unsigned.length}`);
  const file = Buffer.from(unsigned.subarray(0, end));
  if (old !== undefined) return { file, command: old.at };
  const firstSection = Math.min(...header.segments.flatMap(({ sections }) => sections));
  if (header.commandsEnd + commandSize > firstSection) throw new Error('no room for one more load command');
  file.writeUInt32LE(header.commands.length + 1, 16);
  file.writeUInt32LE(header.commandsEnd - headerSize + commandSize, 20);
  file.writeUInt32LE(commandTypes.codeSignature, header.commandsEnd);
  file.writeUInt32LE(commandSize, header.commandsEnd + 4);
  return { file, command: header.commandsEnd };
}

function codeDirectoryLength(identifier: string, codeLimit: number): number {
  return codeDirectorySize + identifier.length + 1 + Math.ceil(codeLimit / pageSize) * hashSize;
}

function codeDirectory(code: Buffer, header: MachOHeader, identifier: string): Buffer {
  const text = segmentNamed(header, '__TEXT');
  const pages = Math.ceil(code.length / pageSize);
  const hashes = codeDirectorySize + identifier.length + 1;
  const directory = Buffer.alloc(codeDirectoryLength(identifier, code.length));
  directory.writeUInt32BE(0xfade0c02, 0);
  directory.writeUInt32BE(directory.length, 4);
  // version 2.4: the first with the bounds of what may be executed
  directory.writeUInt32BE(0x20400, 8);
  directory.writeUInt32BE(adHoc, 12);
  directory.writeUInt32BE(hashes, 16);
  directory.writeUInt32BE(codeDirectorySize, 20);
  directory.writeUInt32BE(pages, 28);
  directory.writeUInt32BE(code.length, 32);
  directory.writeUInt8(hashSize, 36);
  // 2 is SHA-256
  directory.writeUInt8(2, 37);
  directory.writeUInt8(pageShift, 39);
  directory.writeBigUInt64BE(BigInt(text.offset), 64);
  directory.writeBigUInt64BE(BigInt(text.fileSize), 72);
  directory.writeBigUInt64BE(mainBinary, 80);
  directory.write(identifier, codeDirectorySize, 'latin1');
  for (let page = 0; page < pages; page += 1) {
    const bytes = code.subarray(page * pageSize, (page + 1) * pageSize);
    createHash('sha256').update(bytes).digest().copy(directory, hashes + page * hashSize);
  }
  return directory;
}

/** The envelope of a signature, with the code directory as the one thing in it. */
function superBlob(directory: Buffer): Buffer {
  const envelope = Buffer.alloc(superBlobSize);
  envelope.writeUInt32BE(0xfade0cc0, 0);
  envelope.writeUInt32BE(superBlobSize + directory.length, 4);
  envelope.writeUInt32BE(1, 8);
  envelope.writeUInt32BE(0, 12);
  envelope.writeUInt32BE(superBlobSize, 16);
  return Buffer.concat([envelope, directory]);
}
