import { deflate, type Deflated } from './deflate.ts';
import { inOrder, type Entry } from './entry.ts';

interface Packed extends Deflated {
  readonly entry: Entry;
  readonly offset: number;
}

/** A zip that is the same wherever it is made: files by name, all of one time (UTC, since zip knows no zones). */
export async function zip(entries: readonly Entry[], time: Date): Promise<Buffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of inOrder(entries)) {
    const packed = { ...(await deflate(entry.content)), entry, offset };
    const local = localHeader(packed, time);
    parts.push(local, packed.stream);
    directory.push(centralHeader(packed, time));
    offset += local.length + packed.stream.length;
  }
  const listed = Buffer.concat(directory);
  return Buffer.concat([...parts, listed, endOf(directory.length, listed.length, offset)]);
}

/** The fields that both headers have, from the version that is needed to the length of the extra field. */
function commonFields({ entry, stream, crc32, size }: Packed, time: Date): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  // 8 is deflate
  fields.writeUInt16LE(8, 4);
  fields.writeUInt16LE((time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1), 6);
  fields.writeUInt16LE(((time.getUTCFullYear() - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate(), 8);
  fields.writeUInt32LE(crc32, 10);
  fields.writeUInt32LE(stream.length, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(entry.name.length, 22);
  return fields;
}

function localHeader(packed: Packed, time: Date): Buffer {
  return Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), commonFields(packed, time), Buffer.from(packed.entry.name, 'latin1')]);
}

function centralHeader(packed: Packed, time: Date): Buffer {
  // made by a Unix, so that the mode counts where there are modes
  const made = Buffer.from([20, 3]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE((0o100000 | packed.entry.mode) * 0x10000, 6);
  rest.writeUInt32LE(packed.offset, 10);
  return Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), made, commonFields(packed, time), rest, Buffer.from(packed.entry.name, 'latin1')]);
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
