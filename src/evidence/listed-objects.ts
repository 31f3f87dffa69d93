/**
 * The list of vault objects in a SecretProviderClass, read as the provider reads it (provider 1.8,
 * `pkg/provider/provider.go`): YAML of strings, each of which is YAML again.
 */
import type { VaultObjectType } from './subject.ts';
import type { Document, Node, Scalar } from 'yaml';

/** One object of the list, its values trimmed as the provider trims them. */
export type ListedObject = {
  readonly name: string;
  /** As it stands; the provider takes `secret`, `key` and `cert`, in lower case. */
  readonly type: string;
  readonly version: string;
  /** File that it is written to: the alias, else the name. */
  readonly file: string;
  readonly format: string;
  readonly encoding: string;
  readonly permission: string;
  /** Versions that are wanted; 0 and 1 are the one in `version`, or the newest. */
  readonly history: number;
};

export type ListedObjects =
  | { readonly state: 'unset' }
  /** `at` is the place in the list; absent where the list itself is not one. */
  | { readonly state: 'malformed'; readonly at?: number; readonly message: string; readonly twice?: true }
  | { readonly state: 'listed'; readonly objects: readonly ListedObject[] };

const objectTypes: readonly string[] = ['secret', 'key', 'cert'] satisfies readonly VaultObjectType[];

/** Whether the provider knows the type; it compares to the letter. */
export function isObjectType(type: string): type is VaultObjectType {
  return objectTypes.includes(type);
}

/** Whether an object of a vault can have this name. */
export function isObjectName(name: string): boolean {
  return /^[0-9a-zA-Z-]{1,127}$/.test(name);
}

type Yaml = Pick<typeof import('yaml'), 'parseDocument' | 'isMap' | 'isSeq' | 'isScalar' | 'isAlias'>;

/** Reads the parameter `objects`; loads the YAML parser only for one that has something in it. */
export async function readListedObjects(text: string): Promise<ListedObjects> {
  if (text.trim() === '') return { state: 'unset' };
  const yaml = await import('yaml');
  const items = itemsOf(text, yaml);
  if ('message' in items) return { state: 'malformed', ...items };
  const objects: ListedObject[] = [];
  for (const [at, item] of items.texts.entries()) {
    const read = objectOf(item, yaml);
    if ('message' in read) return { state: 'malformed', at, ...read };
    objects.push(read);
  }
  return { state: 'listed', objects };
}

interface Malformed {
  readonly message: string;
  /** A list of objects stands there twice. */
  readonly twice?: true;
}

function itemsOf(text: string, yaml: Yaml): { readonly texts: readonly string[] } | Malformed {
  const fields = fieldsOf(text, yaml);
  if ('message' in fields) return fields;
  const array = fields.get('array');
  if (array === undefined || isNull(array, yaml)) return { texts: [] };
  if (!yaml.isSeq(array)) return { message: 'array is no list' };
  const texts: string[] = [];
  for (const [at, item] of array.items.entries()) {
    const value = item as Node | null;
    if (value !== null && !yaml.isScalar(value)) return { message: `item ${at} of array is ${yaml.isMap(value) ? 'a map' : 'no text'}; the provider wants a text: begin it with "- |"` };
    texts.push(textOf(value));
  }
  return { texts };
}

function objectOf(text: string, yaml: Yaml): ListedObject | Malformed {
  const fields = fieldsOf(text, yaml);
  if ('message' in fields) return fields;
  const values = new Map<string, string>();
  for (const [name, node] of fields) {
    if (node !== null && !yaml.isScalar(node)) {
      if (!objectFields.has(name)) continue;
      return { message: `${name} is ${yaml.isMap(node) ? 'a map' : 'a list'}; the provider wants a text` };
    }
    values.set(name, textOf(node).trim());
  }
  const value = (name: string): string => values.get(name) ?? '';
  const history = value('objectVersionHistory');
  if (history !== '' && !/^[-+]?\d{1,10}$/.test(history)) return { message: `objectVersionHistory is no whole number: ${history}` };
  return {
    name: value('objectName'),
    type: value('objectType'),
    version: value('objectVersion'),
    file: value('objectAlias') || value('objectName'),
    format: value('objectFormat'),
    encoding: value('objectEncoding'),
    permission: value('filePermission'),
    history: Number(history),
  };
}

const objectFields: ReadonlySet<string> = new Set(['objectName', 'objectAlias', 'objectVersion', 'objectVersionHistory', 'objectType', 'objectFormat', 'objectEncoding', 'filePermission']);

/** Fields of a map, aliases followed; an empty text has none. */
function fieldsOf(text: string, yaml: Yaml): ReadonlyMap<string, Node | null> | Malformed {
  const document = yaml.parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const twice = error.code === 'DUPLICATE_KEY' && text.slice(error.pos[0]).startsWith('array');
    return { message: `${error.message.split('\n')[0] ?? ''}${lineOf(text, error.pos[0])}`, ...(twice ? { twice } : {}) };
  }
  const contents = document.contents as Node | null;
  if (contents === null || isNull(contents, yaml)) return new Map();
  if (!yaml.isMap(contents)) return { message: yaml.isSeq(contents) ? 'a list stands where the provider wants "array:" above it' : 'it is a text, and no map of names and values' };
  return new Map(contents.items.map(({ key, value }) => [textOf(key as Node | null), followed(value as Node | null, document, yaml)]));
}

function lineOf(text: string, position: number): string {
  return ` (line ${text.slice(0, position).split('\n').length})`;
}

function followed(node: Node | null, document: Document, yaml: Yaml): Node | null {
  return yaml.isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function isNull(node: Node | null, yaml: Yaml): boolean {
  return node === null || (yaml.isScalar(node) && node.value === null);
}

/** Text of a scalar as Go takes it into a string: what was written, whatever type it could be; nothing for null. */
function textOf(node: Node | null): string {
  if (node === null) return '';
  const { value, source } = node as Scalar;
  if (value === null) return '';
  return typeof value === 'string' ? value : (source ?? String(value));
}
