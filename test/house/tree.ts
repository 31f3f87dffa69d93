import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..', '..');

const notOurs = new Set(['.git', 'node_modules', 'dist']);

/** Paths of the project's own files, from its root, with forward slashes; sorted. */
export function filesOfTree(): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(entry.name) : [entry.name]))
    .sort();
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
}

export function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** Every line of `files` that matches, as `file:line: text`. */
export function linesMatching(files: readonly string[], pattern: RegExp): readonly string[] {
  return files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}
