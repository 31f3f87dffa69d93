/** Writes what kubectl starts for completion beside the plugin, where kubectl finds both. */
import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lookPath } from '../../kube/plugin-policy.ts';
import type { Host } from '../host.ts';
import { UsageError } from '../usage-error.ts';
import type { Program } from './program.ts';
import { kubectlScript, mark } from './scripts/kubectl.ts';

export interface Plan {
  readonly file: string;
  readonly text: string;
  readonly act: 'write' | 'replace' | 'nothing';
}

/** What would be written, and where; throws UsageError where there is no place for it, or somebody else's file in it. */
export function planInstall({ name, completer }: Program, host: Pick<Host, 'env' | 'homeDirectory' | 'platform' | 'commandName'>): Plan {
  const called = host.commandName.join(' ');
  if (completer === undefined) throw new UsageError(`kubectl completes its plugins, and ${called} is called without kubectl`, `for a shell: ${called} completion bash, zsh, fish or powershell`);
  const plugin = lookPath(name, host);
  if (plugin === undefined) throw new UsageError(`${name} is not on your PATH: kubectl would find neither it nor its completion`, `add its folder to PATH, or: ${called} completion kubectl > FOLDER/${completer}`);
  const folder = path.dirname(plugin);
  if (!path.isAbsolute(folder)) throw new UsageError(`${name} was found by a PATH entry that is not absolute: "${folder}"`, 'it leads elsewhere from every folder: make it absolute');
  const file = path.join(folder, host.platform === 'win32' ? `${completer}.cmd` : completer);
  const text = kubectlScript(name, host.platform);
  const found = fileAt(file);
  if (found === undefined) return { file, text, act: 'write' };
  if (found?.text === text && found.runs) return { file, text, act: 'nothing' };
  if (found?.text.split('\n').slice(0, 2).some((line) => line.includes(mark))) return { file, text, act: 'replace' };
  throw new UsageError(`${file} is there already, and was not written by this command`, `look at it, and remove it if it is not wanted; or write elsewhere: ${called} completion kubectl > FOLDER/${completer}`);
}

/** Carries out a plan; throws UsageError where the folder cannot be written to, or the file has come since. */
export function install({ file, text, act }: Plan): void {
  if (act === 'nothing') return;
  // a new file is never written over another; ours is replaced as a whole
  const written = act === 'write' ? file : `${file}.new`;
  try {
    writeFileSync(written, text, { flag: 'wx', mode: 0o755 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code !== 'EEXIST') rmSync(written, { force: true });
    throw new UsageError(`${written} cannot be written: ${code}`, 'mend that, or write it elsewhere by "completion kubectl"');
  }
  if (written !== file) renameSync(written, file);
}

/** A plain file, undefined where there is nothing, null for anything else: a link, a folder, what cannot be read. */
function fileAt(file: string): { readonly text: string; readonly runs: boolean } | null | undefined {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile()) return null;
  try {
    return { text: readFileSync(file, 'utf8'), runs: file.endsWith('.cmd') || (found.mode & 0o111) !== 0 };
  } catch {
    return null;
  }
}
