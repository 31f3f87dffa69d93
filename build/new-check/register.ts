/** A list such as `export const checks: readonly AnyCheck[] = [ … ];` with the imports of its entries. */
export interface Entry {
  /** Name that the file exports. */
  readonly exported: string;
  /** From the list's file, e.g. `./pod/fresh.ts`. */
  readonly specifier: string;
  /** Local name where `exported` is taken. */
  readonly otherName: string;
}

const importLine = /^import (?:type )?\{ ([^}]+) \} from '([^']+)';$/;

/**
 * The source of a list with one more import and one more entry, after the last entry for which `follows` holds.
 *
 * Throws where the source does not have the shape of a list, or has the entry already.
 */
export function register(source: string, list: string, entry: Entry, follows: (specifier: string) => boolean): string {
  const lines = source.split('\n');
  const imports = lines.flatMap((line, at) => {
    const [, names, specifier] = importLine.exec(line) ?? [];
    return names === undefined || specifier === undefined ? [] : [{ at, local: names.split(' as ').at(-1)?.trim() ?? names, specifier }];
  });
  if (imports.some(({ specifier }) => specifier === entry.specifier)) throw new Error(`${list} has ${entry.specifier} already`);
  const taken = imports.some(({ local }) => local === entry.exported);
  const local = taken ? entry.otherName : entry.exported;
  const name = taken ? `${entry.exported} as ${entry.otherName}` : entry.exported;
  const specifierOf = new Map(imports.map((one) => [one.local, one.specifier]));

  const found = new RegExp(`(export const ${list}: [^=]+ = \\[)([^\\]]*)(\\];)`).exec(source);
  const [whole, opening = '', inside = '', closing = ''] = found ?? [];
  if (whole === undefined) throw new Error(`there is no list ${list}`);
  const entries = inside.split(',').map((text) => text.trim()).filter((text) => text !== '');
  const before = entries.findLastIndex((text) => follows(specifierOf.get(text) ?? ''));
  const longer = entries.toSpliced(before + 1, 0, local);

  const later = imports.find(({ specifier }) => specifier > entry.specifier)?.at ?? (imports.at(-1)?.at ?? -1) + 1;
  const withImport = lines.toSpliced(later, 0, `import { ${name} } from '${entry.specifier}';`).join('\n');
  return withImport.replace(whole, () => `${opening}\n${longer.map((text) => `  ${text},\n`).join('')}${closing}`);
}
