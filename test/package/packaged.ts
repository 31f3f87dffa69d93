/** The executable as a user has it: out of the archive that `npm run package` has made. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { archiveName, executableName, targetName, type Target } from '../../build/targets.ts';
import { runProgram, type ProgramRun } from '../cluster/run-program.ts';

export const root = path.resolve(import.meta.dirname, '..', '..');

export interface Packaged {
  /** The executable; the archive's other files lie beside it. */
  readonly file: string;
  /** Holds nothing but the archive's content. */
  readonly folder: string;
  run(argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<ProgramRun>;
  remove(): Promise<void>;
}

/** Where `npm run package` leaves the archive of a target; throws where it has not. */
export function archiveOf(target: Target): string {
  const archive = path.join(root, 'dist', archiveName(target));
  if (!existsSync(archive)) throw new Error(`${archive} is missing: npm run package -- --target=${targetName(target)} makes it`);
  return archive;
}

/** Unpacks the archive of a target; `interpreter` is what starts a program of another processor. */
export async function unpack(target: Target, interpreter: readonly string[] = []): Promise<Packaged> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-unpacked-'));
  const unpacked = await runProgram('tar', ['-xzf', archiveOf(target), '-C', folder], { PATH: process.env['PATH'] ?? '' });
  if (unpacked.exitCode !== 0) throw new Error(unpacked.stderr);
  const file = path.join(folder, executableName(target));
  const [program, ...before] = [...interpreter, file];
  return {
    file,
    folder,
    run: (argv, env = {}) => runProgram(program ?? file, [...before, ...argv], env),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** A folder that is there while `use` runs. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-package-test-'));
  try {
    await mkdir(path.join(folder, 'home'));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
