import { LineCounter, parseAllDocuments } from 'yaml';
import type { Document } from 'yaml';
import { Secret } from '../wire/secret.ts';

type Path = readonly (string | number)[];

/** Where a file breaks the rules. The text names fields, never their values: any of them may be a credential. */
export class UnreadableYaml extends Error {
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

/**
 * A value inside a YAML file that knows where it stands, read with the strictness of Go's JSON decoder:
 * a wrong type is an error with its line, an unknown field is ignored, `null` and `''` count as unset.
 */
export interface Place {
  /** Each element of a list field. */
  items(field: string): readonly Place[];
  /** An object field, or undefined. */
  child(field: string): Place | undefined;
  text(field: string): string | undefined;
  secret(field: string): Secret | undefined;
  flag(field: string): boolean | undefined;
  texts(field: string): readonly string[];
  /** A map of strings, or undefined. */
  textMap(field: string): ReadonlyMap<string, string> | undefined;
  textsMap(field: string): ReadonlyMap<string, readonly string[]>;
  /** base64 bytes, as Go reads `[]byte`. */
  bytes(field: string): Buffer | undefined;
  raw(field: string): unknown;
  line(): number | undefined;
  fail(problem: string): never;
}

/** The top object of the first document, or undefined for an empty file. Throws UnreadableYaml. */
export function readYaml(text: string): Place | undefined {
  const lines = new LineCounter();
  // Pretty errors and warnings quote the file, and what they quote may be a token.
  const quiet = { prettyErrors: false, logLevel: 'error' } as const;
  const parsed = parseAllDocuments(text, { lineCounter: lines, ...quiet, uniqueKeys: false, merge: true });
  const document = 'empty' in parsed ? undefined : parsed[0];
  if (document === undefined) return undefined;
  const error = document.errors[0];
  if (error !== undefined) {
    throw new UnreadableYaml(`not valid YAML (${wordsOf(error.code)})`, lines.linePos(error.pos[0]).line);
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch {
    throw new UnreadableYaml('not valid YAML (an alias without its anchor, or too many aliases)');
  }
  if (value === null || value === undefined) return undefined;
  return placeOf(document, lines, [], value);
}

function wordsOf(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}

function placeOf(document: Document, lines: LineCounter, path: Path, value: unknown): Place {
  const lineOf = (at: Path): number | undefined => {
    for (let length = at.length; length >= 0; length -= 1) {
      const node: unknown = length === 0 ? document.contents : document.getIn(at.slice(0, length), true);
      const start = startOf(node);
      if (start !== undefined) return lines.linePos(start).line;
    }
    return undefined;
  };
  const failAt = (at: Path, problem: string): never => {
    throw new UnreadableYaml(at.length === 0 ? problem : `${spell(at)} ${problem}`, lineOf(at));
  };
  const object = isRecord(value) ? value : failAt(path, 'must be a mapping');
  const read = (field: string): unknown => (Object.hasOwn(object, field) ? (object[field] ?? undefined) : undefined);
  const textAt = (at: Path, found: unknown): string => (typeof found === 'string' ? found : failAt(at, 'must be a string'));
  const text = (field: string): string | undefined => {
    const found = read(field);
    return found === undefined ? undefined : textAt([...path, field], found) || undefined;
  };
  const list = (field: string): readonly unknown[] => {
    const found = read(field);
    if (found === undefined) return [];
    return Array.isArray(found) ? found : failAt([...path, field], 'must be a list');
  };
  const entries = (field: string): readonly [string, unknown][] | undefined => {
    const found = read(field);
    if (found === undefined) return undefined;
    return Object.entries(isRecord(found) ? found : failAt([...path, field], 'must be a mapping'));
  };
  return {
    items: (field) => list(field).map((item, index) => placeOf(document, lines, [...path, field, index], item)),
    child: (field) => {
      const found = read(field);
      return found === undefined ? undefined : placeOf(document, lines, [...path, field], found);
    },
    text,
    secret: (field) => {
      const found = text(field);
      return found === undefined ? undefined : new Secret(found);
    },
    flag: (field) => {
      const found = read(field);
      return found === undefined ? undefined : (asFlag(found) ?? failAt([...path, field], 'must be true or false'));
    },
    texts: (field) => list(field).map((item, index) => textAt([...path, field, index], item)),
    textMap: (field) => {
      const found = entries(field);
      return found && new Map(found.map(([key, item]) => [key, textAt([...path, field, key], item)]));
    },
    textsMap: (field) =>
      new Map(
        (entries(field) ?? []).map(([key, item]) => {
          const at = [...path, field, key];
          const values: readonly unknown[] = Array.isArray(item) ? item : failAt(at, 'must be a list');
          return [key, values.map((one, index) => textAt([...at, index], one))];
        }),
      ),
    bytes: (field) => {
      const found = text(field);
      if (found === undefined) return undefined;
      const packed = found.replaceAll(/[\r\n]/g, '');
      const right = packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
      return right ? Buffer.from(packed, 'base64') : failAt([...path, field], 'must be base64');
    },
    raw: read,
    line: () => lineOf(path),
    fail: (problem) => failAt(path, problem),
  };
}

/** kubectl reads YAML 1.1, where these words are booleans too. */
function asFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'yes' || value === 'on' || value === 'y') return true;
  if (value === 'no' || value === 'off' || value === 'n') return false;
  return undefined;
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined;
  const start: unknown = node.range[0];
  return typeof start === 'number' ? start : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function spell(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`)).join('');
}
