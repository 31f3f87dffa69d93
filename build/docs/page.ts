import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** One generated file, its path from the root of the project. */
export interface Page {
  readonly file: string;
  readonly text: string;
  /** It lies among files that people write: its folder is not swept. */
  readonly amongOthers?: true;
}

/** What the disk has otherwise than the pages: to be written, or no longer made from anything. */
export interface Difference {
  readonly write: readonly Page[];
  readonly remove: readonly string[];
}

/** Compares `pages` with the disk; every file in a folder of a page counts as generated, except among others. */
export async function compare(root: string, pages: readonly Page[]): Promise<Difference> {
  const present = await Promise.all(pages.map(async (page) => ({ page, text: await readIfThere(path.join(root, page.file)) })));
  const made = new Set(pages.map(({ file }) => file));
  const folders = [...new Set(pages.filter(({ amongOthers }) => amongOthers !== true).map(({ file }) => path.posix.dirname(file)))];
  const found = await Promise.all(folders.map((folder) => filesIn(root, folder)));
  return {
    write: present.filter(({ page, text }) => text !== page.text).map(({ page }) => page),
    remove: found.flat().filter((file) => !made.has(file)).sort(),
  };
}

/** Makes the disk agree with what `compare` found. */
export async function carryOut(root: string, { write, remove }: Difference): Promise<void> {
  await Promise.all(
    write.map(async ({ file, text }) => {
      await mkdir(path.join(root, path.dirname(file)), { recursive: true });
      await writeFile(path.join(root, file), text);
    }),
  );
  await Promise.all(remove.map((file) => rm(path.join(root, file))));
}

/** Text as Markdown that shows exactly it. */
export function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|]|^#/g, '\\$&');
}

/** Code within a line, also within a table. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const padding = longest > 0 ? ' ' : '';
  return `${fence}${padding}${text.replaceAll('|', '\\|')}${padding}${fence}`;
}

/** A table; the cells are Markdown already. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(line)].join('\n');
}

/** A code block that `text` cannot end. */
export function block(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** A Markdown page from its parts, with a blank line between them and the note of where it comes from. */
export function markdown(source: string, parts: readonly (string | undefined)[]): string {
  const note = `<!-- Made from ${source} by \`npm run docs\`: change it there. -->`;
  return `${[note, ...parts.filter((part) => part !== undefined && part !== '')].join('\n\n')}\n`;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function filesIn(root: string, folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(path.join(root, folder), { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => `${folder}/${entry.name}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
