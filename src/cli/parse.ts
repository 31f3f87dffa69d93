import { parseArgs } from 'node:util';
import type { Flag } from './flag.ts';
import { nearest } from './nearest.ts';
import { UsageError } from './usage-error.ts';

export interface Parsed {
  readonly words: readonly string[];
  /** Value of a flag that takes one; the last where it was given twice. */
  value(name: string): string | undefined;
  values(name: string): readonly string[];
  /** Whether a switch is on. */
  on(name: string): boolean;
}

/**
 * Takes argv apart by a command's flags, as pflag does: flags and words in any order, `--flag=value`, `-nvalue`, `--` ends flags.
 *
 * Throws UsageError that names the flag.
 */
export function parse(argv: readonly string[], flags: readonly Flag[], help: string): Parsed {
  const words: string[] = [];
  const given = new Map<string, string[]>();
  for (const token of tokensOf(argv, flags)) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = flags.find(({ name }) => name === token.name);
    if (flag === undefined) throw unknownFlag(token.rawName, flags, help);
    given.set(flag.name, [...(given.get(flag.name) ?? []), textOf(flag, token.rawName, token.value)]);
  }
  return parsedOf(words, given);
}

type Token =
  | { readonly kind: 'option'; readonly name: string; readonly rawName: string; readonly value?: string | undefined }
  | { readonly kind: 'positional'; readonly value: string }
  | { readonly kind: 'option-terminator' };

/** What Node makes of argv with these flags, nothing refused yet. */
export function tokensOf(argv: readonly string[], flags: readonly Flag[]): readonly Token[] {
  // Node loads its parser at the first use: nothing is not worth that half a millisecond
  if (argv.length === 0) return [];
  const options = Object.fromEntries(
    flags.map(({ name, short, value, optional }) => [
      name,
      { type: value === undefined || optional === true ? ('boolean' as const) : ('string' as const), multiple: true as const, ...(short === undefined ? {} : { short }) },
    ]),
  );
  return parseArgs({ args: [...argv], options, allowPositionals: true, strict: false, tokens: true }).tokens;
}

export function parsedOf(words: readonly string[], given: ReadonlyMap<string, readonly string[]>): Parsed {
  return {
    words,
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
    on: (name) => given.get(name)?.at(-1) === 'true',
  };
}

/** The flags among these that were given, as argv. */
export function givenOf(parsed: Parsed, flags: readonly Flag[]): readonly string[] {
  return flags.flatMap(({ name }) => parsed.values(name).map((value) => `--${name}=${value}`));
}

/** A value without the `=` that pflag lets a short flag be written with: `-n=value`. */
export function withoutEquals(rawName: string, value: string): string {
  return rawName.startsWith('--') ? value : value.replace(/^=/, '');
}

function unknownFlag(rawName: string, flags: readonly Flag[], help: string): UsageError {
  const near = rawName.startsWith('--') ? nearest(rawName.slice(2), flags.map(({ name }) => name)) : undefined;
  return new UsageError(`unknown flag: ${rawName}`, near === undefined ? `see ${help}` : `did you mean --${near}?`);
}

function textOf(flag: Flag, rawName: string, raw: string | undefined): string {
  if (flag.value === undefined) {
    if (raw === undefined) return 'true';
    if (/^(true|false)$/i.test(raw)) return raw.toLowerCase();
    throw new UsageError(`${rawName} is a switch: it takes true, false or nothing, not "${raw}"`);
  }
  if (raw === undefined && flag.optional === true) return flag.standard ?? '';
  if (raw === undefined) throw new UsageError(`${rawName} needs a value: ${rawName} ${flag.value}`);
  const value = withoutEquals(rawName, raw);
  if (flag.choices !== undefined && !flag.choices.includes(value)) {
    const near = nearest(value, flag.choices);
    throw new UsageError(
      `${rawName}: "${value}" is not one of ${flag.choices.join(', ')}`,
      near === undefined ? undefined : `did you mean ${near}?`,
    );
  }
  return value;
}
