/** Who owns which field: `metadata.managedFields`, and the merge of a server-side apply. */
import { apiVersionOf } from './kinds.ts';
import type { ResourceKind } from './kinds.ts';
import { isRecord, sameJson } from './objects.ts';
import type { ApiObject, FieldSet, ManagedFieldsEntry, ObjectMeta } from './objects.ts';
import { ApiFailure } from './status.ts';

export interface Writer {
  readonly manager: string;
  readonly time: string;
  readonly subresource?: string;
}

/** Metadata that the server writes itself and nobody owns. */
const unowned: ReadonlySet<string> = new Set([
  'name', 'generateName', 'namespace', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'managedFields', 'selfLink',
]);

/** The part of an object that can be owned. */
function ownable(object: ApiObject): Record<string, unknown> {
  const { apiVersion: _apiVersion, kind: _kind, metadata, ...rest } = object;
  const owned = Object.fromEntries(Object.entries(metadata).filter(([key]) => !unowned.has(key)));
  return Object.keys(owned).length === 0 ? rest : { metadata: owned, ...rest };
}

type Keyed = readonly (Record<string, unknown> & { readonly name: string })[];

/** A list whose items are told apart by their name (containers, env, volumes); any other list is one value. */
function isKeyed(value: unknown): value is Keyed {
  return Array.isArray(value) && value.length > 0 && value.every((item) => isRecord(item) && typeof item['name'] === 'string');
}

const itemKey = (name: string) => `k:${JSON.stringify({ name })}`;

function childrenOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (isKeyed(value)) return value.map((item) => [itemKey(item.name), item]);
  if (isRecord(value) && Object.keys(value).length > 0) return Object.entries(value).map(([key, part]) => [`f:${key}`, part]);
  return undefined;
}

function childOf(value: unknown, path: string): unknown {
  if (path.startsWith('f:')) return isRecord(value) ? value[path.slice(2)] : undefined;
  return isKeyed(value) ? value.find((item) => itemKey(item.name) === path) : undefined;
}

const maps: ReadonlySet<string> = new Set(['f:labels', 'f:annotations', 'f:matchLabels', 'f:nodeSelector', 'f:data']);

/** Maps and list items can be owned themselves (`.`), fields of a structure only one by one. */
function isMap(path: string): boolean {
  return path.startsWith('k:') || maps.has(path);
}

/** Every field below a value; with `self` the value's own entry too. */
function fieldsOf(value: unknown, self: boolean): FieldSet {
  const children = childrenOf(value);
  if (children === undefined) return {};
  const own: FieldSet = self ? { '.': {} } : {};
  return { ...own, ...Object.fromEntries(children.map(([path, part]) => [path, fieldsOf(part, isMap(path))])) };
}

function withoutSelves(set: FieldSet): FieldSet {
  return Object.fromEntries(Object.entries(set).filter(([path]) => path !== '.').map(([path, below]) => [path, withoutSelves(below)]));
}

function changedFields(before: unknown, after: unknown): FieldSet {
  const changed: FieldSet = {};
  for (const [path, part] of childrenOf(after) ?? []) {
    const old = childOf(before, path);
    if (sameJson(old, part) || (isRecord(old) && isRecord(part) && Object.keys(part).length === 0)) continue;
    if (old === undefined || childrenOf(part) === undefined) {
      changed[path] = fieldsOf(part, isMap(path));
      continue;
    }
    const below = changedFields(old, part);
    if (!isEmpty(below)) changed[path] = below;
  }
  return changed;
}

const isEmpty = (set: FieldSet) => Object.keys(set).length === 0;

function union(a: FieldSet, b: FieldSet): FieldSet {
  const merged: FieldSet = { ...a };
  for (const [path, set] of Object.entries(b)) merged[path] = union(merged[path] ?? {}, set);
  return merged;
}

/** `a` without the leaves of `b`; a branch that loses its last leaf goes too. */
function subtract(a: FieldSet, b: FieldSet): FieldSet {
  const left: FieldSet = {};
  for (const [path, set] of Object.entries(a)) {
    const taken = b[path];
    if (taken === undefined) {
      left[path] = set;
      continue;
    }
    if (isEmpty(taken) || isEmpty(set)) continue;
    const rest = subtract(set, taken);
    if (!isEmpty(rest)) left[path] = rest;
  }
  return left;
}

/** Without what the object no longer has. */
function existing(set: FieldSet, value: unknown): FieldSet {
  const left: FieldSet = {};
  for (const [path, below] of Object.entries(set)) {
    if (path === '.') {
      left[path] = below;
      continue;
    }
    const part = childOf(value, path);
    if (part === undefined) continue;
    const rest = existing(below, part);
    if (isEmpty(below) || !isEmpty(rest)) left[path] = rest;
  }
  return left;
}

function withEntry(entries: readonly ManagedFieldsEntry[], written: ManagedFieldsEntry | undefined): ManagedFieldsEntry[] {
  return [...entries, ...(written === undefined ? [] : [written])].filter((each) => !isEmpty(each.fieldsV1));
}

function sameWriter(entry: ManagedFieldsEntry, writer: Writer, operation: ManagedFieldsEntry['operation']): boolean {
  return entry.manager === writer.manager && entry.operation === operation && entry.subresource === writer.subresource;
}

function entryOf(kind: ResourceKind, writer: Writer, operation: ManagedFieldsEntry['operation'], fieldsV1: FieldSet): ManagedFieldsEntry {
  return {
    manager: writer.manager,
    operation,
    apiVersion: apiVersionOf(kind),
    time: writer.time,
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...(writer.subresource === undefined ? {} : { subresource: writer.subresource }),
  };
}

/** `managedFields` after a create, replace or patch that made `after` of `before`. */
export function managedAfterUpdate(kind: ResourceKind, before: ApiObject | undefined, after: ApiObject, writer: Writer): ManagedFieldsEntry[] {
  const entries = before?.metadata.managedFields ?? [];
  const now = ownable(after);
  const changed = changedFields(before === undefined ? undefined : ownable(before), now);
  const kept = entries.filter((each) => !sameWriter(each, writer, 'Update')).map((each) => ({
    ...each,
    fieldsV1: existing(subtract(each.fieldsV1, changed), now),
  }));
  const mine = entries.find((each) => sameWriter(each, writer, 'Update'));
  if (isEmpty(changed)) return withEntry(kept, mine && { ...mine, fieldsV1: existing(mine.fieldsV1, now) });
  return withEntry(kept, entryOf(kind, writer, 'Update', existing(union(mine?.fieldsV1 ?? {}, changed), now)));
}

export interface Applied {
  readonly object: ApiObject;
  readonly managedFields: ManagedFieldsEntry[];
}

/**
 * Server-side apply of `config` over `live`: fields this manager applied before and now leaves out go away.
 * Throws 409 with one cause a field where another manager owns a field with another value, unless `force`.
 */
export function applyFields(kind: ResourceKind, live: ApiObject, config: ApiObject, writer: Writer, force: boolean): Applied {
  const entries = ownedFrom(kind, live, writer);
  const wanted = ownable(config);
  const current = ownable(live);
  const applied = withoutSelves(fieldsOf(wanted, false));
  const differing = changedFields(current, wanted);
  const others = entries.filter((each) => !sameWriter(each, writer, 'Apply'));
  const conflicts = others.flatMap((each) =>
    pathsOf(intersection(each.fieldsV1, differing)).map((path) => ({ by: describeManager(each), path })),
  );
  if (conflicts.length > 0 && !force) throw applyConflict(conflicts);

  const mine = entries.find((each) => sameWriter(each, writer, 'Apply'));
  const dropped = others.reduce((set, each) => subtract(set, each.fieldsV1), subtract(mine?.fieldsV1 ?? {}, applied));
  const merged = merge(withoutFields(current, dropped), wanted);
  const object = { ...rebuilt(live, isRecord(merged) ? merged : {}), apiVersion: live.apiVersion, kind: live.kind };
  const unchanged = mine !== undefined && sameJson(mine.fieldsV1, applied) && sameJson(ownable(object), current);
  const kept = others.map((each) => ({ ...each, fieldsV1: existing(subtract(each.fieldsV1, differing), merged) }));
  return { object, managedFields: withEntry(kept, unchanged ? mine : entryOf(kind, writer, 'Apply', applied)) };
}

/** An object written before anybody recorded owners belongs to `before-first-apply` (corrections, 10). */
function ownedFrom(kind: ResourceKind, live: ApiObject, writer: Writer): readonly ManagedFieldsEntry[] {
  const entries = live.metadata.managedFields ?? [];
  if (entries.length > 0) return entries;
  return withEntry([], entryOf(kind, { manager: 'before-first-apply', time: writer.time }, 'Update', fieldsOf(ownable(live), false)));
}

function rebuilt(live: ApiObject, owned: Record<string, unknown>): ApiObject {
  const identity = Object.fromEntries(Object.entries(live.metadata).filter(([key]) => unowned.has(key)));
  const metadata: ObjectMeta = { ...identity, ...(isRecord(owned['metadata']) ? owned['metadata'] : {}) };
  return { ...owned, apiVersion: live.apiVersion, kind: live.kind, metadata };
}

function merge(live: unknown, wanted: unknown): unknown {
  if (isKeyed(live) && isKeyed(wanted)) {
    const names = new Set(live.map((item) => item.name));
    const kept = live.map((item) => merge(item, wanted.find((each) => each.name === item.name) ?? {}));
    return [...kept, ...wanted.filter((each) => !names.has(each.name))];
  }
  if (!isRecord(live) || !isRecord(wanted)) return wanted;
  const merged: Record<string, unknown> = { ...live };
  for (const [key, value] of Object.entries(wanted)) merged[key] = key in live ? merge(live[key], value) : value;
  return merged;
}

function withoutFields(value: unknown, dropped: FieldSet): unknown {
  if (isKeyed(value)) {
    return value.flatMap((item) => {
      const set = dropped[itemKey(item.name)];
      if (set === undefined) return [item];
      const rest = withoutFields(item, set);
      return isRecord(rest) && typeof rest['name'] === 'string' ? [rest] : [];
    });
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      const set = dropped[`f:${key}`];
      if (set === undefined) return [[key, part]];
      if (isEmpty(set)) return [];
      return [[key, withoutFields(part, set)]];
    }),
  );
}

function intersection(a: FieldSet, b: FieldSet): FieldSet {
  const both: FieldSet = {};
  for (const [path, set] of Object.entries(a)) {
    const other = b[path];
    if (other === undefined || path === '.') continue;
    const below = intersection(set, other);
    if (!isEmpty(below) || isEmpty(set) || isEmpty(other)) both[path] = below;
  }
  return both;
}

/** `.metadata.annotations.KEY`, `.spec.containers[name="app"].image` of each leaf. */
function pathsOf(set: FieldSet, prefix = ''): string[] {
  return Object.entries(set).flatMap(([path, below]) => {
    const key = path.startsWith('k:') ? `[name=${path.slice('k:{"name":'.length, -1)}]` : `.${path.slice(2)}`;
    return isEmpty(below) ? [prefix + key] : pathsOf(below, prefix + key);
  });
}

function describeManager(entry: ManagedFieldsEntry): string {
  const name = `${JSON.stringify(entry.manager)}${entry.subresource === undefined ? '' : ` with subresource "${entry.subresource}"`}`;
  return entry.operation === 'Update' ? `${name} using ${entry.apiVersion}` : name;
}

function applyConflict(conflicts: readonly { by: string; path: string }[]): ApiFailure {
  const [first] = conflicts;
  const lines = [...new Set(conflicts.map((each) => each.by))].sort().map((by) =>
    [`conflicts with ${by}:`, ...conflicts.filter((each) => each.by === by).map((each) => `- ${each.path}`)].join('\n'),
  );
  const message =
    conflicts.length === 1 && first !== undefined
      ? `Apply failed with 1 conflict: conflict with ${first.by}: ${first.path}`
      : `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
  return new ApiFailure(409, 'Conflict', message, {
    causes: conflicts.map((each) => ({ reason: 'FieldManagerConflict', message: `conflict with ${each.by}`, field: each.path })),
  });
}
