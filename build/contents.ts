import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** One npm package that is in an executable. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** SPDX. */
  readonly license: string;
  /** As package-lock.json has it: `sha512-` and base64. */
  readonly integrity: string;
  /** The text of its licence, and of a notice where it has one. */
  readonly texts: readonly string[];
}

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly integrity: string;
}

const root = path.resolve(import.meta.dirname, '..');
const legal = /^(licen[cs]e|copying|notice)/i;

/**
 * The packages in these folders of node_modules, with what has to go along with them.
 *
 * Throws for one without a licence in the lockfile or a text of it: such a one must not go out unseen.
 */
export async function contents(folders: readonly string[]): Promise<readonly Package[]> {
  const { packages } = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')) as { packages: Readonly<Record<string, Locked>> };
  const found = await Promise.all(
    folders.map(async (folder) => {
      const { version, license, integrity } = packages[folder] ?? {};
      const name = folder.replace(/.*node_modules\//, '');
      if (version === undefined || integrity === undefined) throw new Error(`package-lock.json does not know ${folder}`);
      const texts = await legalTexts(path.join(root, folder));
      if (license === undefined || texts.length === 0) throw new Error(`${name} ${version} comes without a licence`);
      return { name, version, license, integrity, texts };
    }),
  );
  // npm puts the same package into several folders where versions conflict
  return [...new Map(found.map((one) => [`${one.name}@${one.version}`, one])).values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** What the licence files of a folder say, by file name. */
export async function legalTexts(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => legal.test(name)).sort();
  return Promise.all(names.map(async (name) => (await readFile(path.join(folder, name), 'utf8')).replaceAll('\r\n', '\n').trim()));
}
