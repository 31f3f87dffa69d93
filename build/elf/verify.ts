import { readElf } from './header.ts';

/** `EM_X86_64` and `EM_AARCH64`. */
const machines = { x64: 62, arm64: 183 } as const;
const executableTypes = [2, 3];
const symbolTable = 2;
const noBits = 8;

/** What is wrong with an executable for Linux: its machine, and segments and sections that are not in the file. */
export function elfFaults(file: Buffer, arch: 'x64' | 'arm64'): readonly string[] {
  try {
    const found: string[] = [];
    const elf = readElf(file);
    if (elf.machine !== machines[arch]) found.push(`is for the machine ${elf.machine}`);
    if (!executableTypes.includes(elf.type)) found.push('is no executable');
    if (!elf.segments.some(({ type }) => type === 1)) found.push('has nothing to load');
    for (const { offset, fileSize } of elf.segments) if (offset + fileSize > file.length) found.push(`a segment at ${offset} reaches beyond the file`);
    for (const { type, offset, size } of elf.sections) if (type !== noBits && offset + size > file.length) found.push(`a section at ${offset} reaches beyond the file`);
    if (elf.sections[elf.nameSection] === undefined) found.push('has sections without names');
    if (elf.sections.some(({ type }) => type === symbolTable)) found.push('carries symbols for a debugger');
    return found;
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
