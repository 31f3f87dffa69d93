/** What the tests of completion need of a machine: the built executable, a real kubectl and the shells. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { lookPath } from '../../src/kube/plugin-policy.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { ensureBinaries } from '../cluster/binaries.ts';
import { runProgram, type ProgramRun } from '../cluster/run-program.ts';

const built = path.resolve(import.meta.dirname, '..', '..', 'dist', 'kubectl-wi');

/** The absolute path of a shell or tool; a machine without it is told what to install. */
export function programNamed(name: string): string {
  const file = lookPath(name, { env: process.env, homeDirectory: '', platform: process.platform });
  assert.ok(file !== undefined, `the tests of completion need ${name}, and it is not on the PATH of this machine: install it`);
  return file;
}

/** A folder `bin` with kubectl and kubectl-wi, first in a PATH that has the machine's programs behind it. */
export interface Programs {
  readonly bin: string;
  /** Of the sandbox, with that PATH, and time for a machine that builds and tests at once. */
  readonly env: Readonly<Record<string, string>>;
  run(program: string, ...argv: readonly string[]): Promise<ProgramRun>;
}

export async function gatherPrograms(sandbox: Pick<Sandbox, 'env'>, folder: string): Promise<Programs> {
  assert.ok(existsSync(built), `${built} is missing: npm run build makes it`);
  const { kubectl } = await ensureBinaries();
  const bin = path.join(folder, 'bin');
  await mkdir(bin);
  await symlink(built, path.join(bin, 'kubectl-wi'));
  await symlink(kubectl, path.join(bin, 'kubectl'));
  const env = { ...sandbox.env, PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, LANG: 'C.UTF-8', KUBECTL_WI_COMPLETION_TIMEOUT: '20s' };
  return { bin, env, run: (program, ...argv) => runProgram(program.includes('/') ? program : path.join(bin, program), argv, env) };
}
