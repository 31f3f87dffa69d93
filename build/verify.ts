import { elfFaults } from './elf/verify.ts';
import { machOFaults } from './macho/verify.ts';
import { peFaults } from './pe/verify.ts';
import type { Target } from './targets.ts';

/** Node has it with `:0`; injecting makes it `:1`, and Node then looks for a program in itself. Joined here: this file may be bundled. */
const fuse = ['NODE_SEA_FUSE', 'fce680ab2cc467b6e072b8b5df1996b2:'].join('_');

/** What is wrong with the executable of a target, as its system would read it without running it; nothing if it is right. */
export function executableFaults(file: Buffer, target: Target): readonly string[] {
  const at = file.indexOf(fuse, 0, 'latin1');
  const found = at >= 0 && file[at + fuse.length] === 0x31 ? [] : ['carries no program: it is a bare Node'];
  switch (target.platform) {
    case 'linux':
      return [...found, ...elfFaults(file, target.arch)];
    case 'darwin':
      return [...found, ...machOFaults(file, target.arch, 'kubectl-wi')];
    case 'win32':
      return [...found, ...peFaults(file, target.arch)];
  }
}
