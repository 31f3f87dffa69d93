/** Where things are in a 64-bit little-endian Mach-O file; names are those of `mach-o/loader.h`. */
export interface MachOHeader {
  readonly cpuType: number;
  readonly segments: readonly MachOSegment[];
  readonly commands: readonly LoadCommand[];
  /** File offset of the first byte behind the load commands. */
  readonly commandsEnd: number;
}

export interface LoadCommand {
  readonly type: number;
  /** File offset. */
  readonly at: number;
  readonly size: number;
}

export interface MachOSegment {
  readonly name: string;
  /** File offset of its load command. */
  readonly command: number;
  readonly address: number;
  readonly memorySize: number;
  readonly offset: number;
  readonly fileSize: number;
  /** File offsets of its sections that have bytes in the file. */
  readonly sections: readonly number[];
}

export const headerSize = 32;
export const commandTypes = { segment64: 0x19, codeSignature: 0x1d } as const;
const segmentSize = 72;
const sectionSize = 80;

/** Reads the load commands; throws where the file is no such Mach-O, or a command lies outside of it. */
export function readMachO(file: Buffer): MachOHeader {
  if (file.length < headerSize || file.readUInt32LE(0) !== 0xfeedfacf) throw new Error('not a 64-bit Mach-O file');
  const count = file.readUInt32LE(16);
  const commandsEnd = headerSize + file.readUInt32LE(20);
  if (commandsEnd > file.length) throw new Error('the load commands lie outside of the file');
  const commands: LoadCommand[] = [];
  let at = headerSize;
  for (let index = 0; index < count; index += 1) {
    if (at + 8 > commandsEnd) throw new Error('more load commands than there is room for');
    const size = file.readUInt32LE(at + 4);
    if (size < 8 || at + size > commandsEnd) throw new Error(`the load command at ${at} has the impossible size ${size}`);
    commands.push({ type: file.readUInt32LE(at), at, size });
    at += size;
  }
  if (at !== commandsEnd) throw new Error('load commands that do not fill their room');
  const segments = commands.filter(({ type }) => type === commandTypes.segment64).map((command) => segmentAt(file, command));
  return { cpuType: file.readUInt32LE(4), segments, commands, commandsEnd };
}

function segmentAt(file: Buffer, { at }: LoadCommand): MachOSegment {
  const count = file.readUInt32LE(at + 64);
  const sections = Array.from({ length: count }, (_, index) => file.readUInt32LE(at + segmentSize + index * sectionSize + 48));
  return {
    name: file.toString('latin1', at + 8, at + 24).replace(/\0+$/, ''),
    command: at,
    address: Number(file.readBigUInt64LE(at + 24)),
    memorySize: Number(file.readBigUInt64LE(at + 32)),
    offset: Number(file.readBigUInt64LE(at + 40)),
    fileSize: Number(file.readBigUInt64LE(at + 48)),
    sections: sections.filter((offset) => offset > 0),
  };
}

/** The segment of this name; throws where there is none. */
export function segmentNamed({ segments }: MachOHeader, name: string): MachOSegment {
  const found = segments.find((segment) => segment.name === name);
  if (found === undefined) throw new Error(`a Mach-O file without ${name}`);
  return found;
}
