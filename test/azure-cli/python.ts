/** Microsoft's Azure CLI, and a parser of Bicep: Python packages, installed once into an environment of their own and kept. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { kept } from '../cluster/kept.ts';

const run = promisify(execFile);
const timeout = 20 * 60_000;

/**
 * Gives the Python that has the packages of `requirements.txt`; installs them where the cache has none, which takes two minutes.
 *
 * The environment is moved once it is whole: its scripts then name a Python that is gone, its Python does not mind.
 */
export async function pythonWithPackages(): Promise<string> {
  const requirements = path.join(import.meta.dirname, 'requirements.txt');
  const text = await readFile(requirements, 'utf8');
  const version = /^azure-cli==(\S+)$/m.exec(text)?.[1] ?? '';
  const folder = await kept(`azure-cli-${version}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`, async (unfinished) => {
    try {
      await run('python3', ['-m', 'venv', unfinished], { timeout });
      await run(path.join(unfinished, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements], { timeout });
    } catch (error) {
      throw new Error('the Azure CLI is needed for these tests, and installing it needs Python 3.10 or newer with venv on the PATH', { cause: error });
    }
  });
  return path.join(folder, 'bin', 'python');
}
