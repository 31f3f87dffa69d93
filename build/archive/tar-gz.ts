import { deflate } from './deflate.ts';
import { inOrder, type Entry } from './entry.ts';

const block = 512;

/** A tar.gz that is the same wherever it is made: files by name, of root, all of one time, none in the gzip header. */
export async function tarGz(entries: readonly Entry[], time: Date): Promise<Buffer> {
  const { stream, crc32, size } = await deflate(tar(entries, time));
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32, 0);
  trailer.writeUInt32LE(size, 4);
  return Buffer.concat([header, stream, trailer]);
}

/** A POSIX ustar archive. */
function tar(entries: readonly Entry[], time: Date): Buffer {
  const files = inOrder(entries).flatMap((entry) => [headerOf(entry, time), entry.content, Buffer.alloc(-entry.content.length & (block - 1))]);
  return Buffer.concat([...files, Buffer.alloc(2 * block)]);
}

function headerOf({ name, content, mode }: Entry, time: Date): Buffer {
  if (name.length > 100) throw new Error(`${name} is too long a name for a tar archive`);
  const header = Buffer.alloc(block);
  const octal = (value: number, at: number, length: number): void => void header.write(value.toString(8).padStart(length - 1, '0'), at, 'latin1');
  header.write(name, 0, 'latin1');
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(content.length, 124, 12);
  octal(Math.floor(time.getTime() / 1000), 136, 12);
  // the checksum counts its own field as blanks
  header.fill(' ', 148, 156);
  header.write('0', 156, 'latin1');
  header.write('ustar\u000000root', 257, 'latin1');
  header.write('root', 265, 'latin1');
  header.write('root', 297, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}
