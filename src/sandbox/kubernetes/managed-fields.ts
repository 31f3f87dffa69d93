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
  'name', 'namespace', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'managedFields', 'selfLink',
]);

/** The part of an object that can be owned. */
function ownable(object: ApiObject): Record<string, unknown> {
  const { apiVersion: _apiVersion, kind: _kind, metadata, ...rest } = object;
  const owned = Object.fromEntries(Object.entries(metadata).filter(([key]) => !unowned.has(key)));
  return Object.keys(owned).length === 0 ? rest : { metadata: owned, ...rest };
}

/** What tells the items of a list apart, by the path of the list; any other list is one value. */
const listKeys: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'f:containers': [['name']],
  'f:initContainers': [['name']],
  'f:env': [['name']],
  'f:volumes': [['name']],
  'f:volumeMounts': [['mountPath']],
  'f:imagePullSecrets': [['name']],
  'f:ownerReferences': [['uid']],
  'f:conditions': [['type']],
  'f:podIPs': [['ip']],
  'f:ports': [['containerPort', 'protocol'], ['port', 'protocol']],
  'f:webhooks': [['name']],
};

/** Structures that are owned as a whole. */
const atomic: ReadonlySet<string> = new Set(['f:selector', 'f:namespaceSelector', 'f:objectSelector', 'f:nodeSelector', 'f:fieldRef', 'f:secretKeyRef', 'f:configMapKeyRef']);

type Children = readonly (readonly [path: string, part: unknown])[];

/** The items of a keyed list with their paths, `k:{"name":"app"}`; undefined for a list that is one value. */
function itemsOf(list: readonly unknown[], path: string): Children | undefined {
  for (const keys of listKeys[path] ?? []) {
    const items = list.flatMap((item) => (isRecord(item) && keys.every((key) => key in item) ? [[itemKey(item, keys), item] as const] : []));
    if (items.length > 0 && items.length === list.length) return items;
  }
  return undefined;
}

function itemKey(item: Readonly<Record<string, unknown>>, keys: readonly string[]): string {
  return `k:${JSON.stringify(Object.fromEntries(keys.map((key) => [key, item[key]])))}`;
}

/** What lies below a value at this path, or undefined where it is one value. */
function childrenOf(value: unknown, path: string): Children | undefined {
  if (Array.isArray(value)) return itemsOf(value, path);
  // An owner reference is told apart by its uid and is one value otherwise.
  if (atomic.has(path) || path.startsWith('k:{"uid"')) return undefined;
  return isRecord(value) && Object.keys(value).length > 0 ? Object.entries(value).map(([key, part]) => [`f:${key}`, part]) : undefined;
}

function childOf(value: unknown, path: string, child: string): unknown {
  if (child.startsWith('f:')) return isRecord(value) ? value[child.slice(2)] : undefined;
  return Array.isArray(value) ? itemsOf(value, path)?.find(([key]) => key === child)?.[1] : undefined;
}

const maps: ReadonlySet<string> = new Set(['f:labels', 'f:annotations', 'f:data', 'f:resourceAttributes', ...Object.keys(listKeys)].filter((each) => each !== 'f:containers'));

/** Maps, optional lists and list items can be owned themselves (`.`), fields of a structure only one by one. */
function hasSelf(path: string): boolean {
  return path.startsWith('k:') || maps.has(path);
}

/** Every field below a value, and the value's own entry where it has one. */
function fieldsOf(value: unknown, path: string): FieldSet {
  const children = childrenOf(value, path);
  if (children === undefined) return {};
  const self: FieldSet = hasSelf(path) ? { '.': {} } : {};
  return { ...self, ...Object.fromEntries(children.map(([child, part]) => [child, fieldsOf(part, child)])) };
}

function withoutSelves(set: FieldSet): FieldSet {
  return Object.fromEntries(Object.entries(set).filter(([path]) => path !== '.').map(([path, below]) => [path, withoutSelves(below)]));
}

function changedFields(before: unknown, after: unknown, path: string): FieldSet {
  const changed: FieldSet = {};
  for (const [child, part] of childrenOf(after, path) ?? []) {
    const old = childOf(before, path, child);
    if (sameJson(old, part) || (isRecord(old) && isRecord(part) && Object.keys(part).length === 0)) continue;
    if (old === undefined || childrenOf(part, child) === undefined) {
      changed[child] = fieldsOf(part, child);
      continue;
    }
    const below = changedFields(old, part, child);
    if (!isEmpty(below)) changed[child] = below;
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
function existing(set: FieldSet, value: unknown, path: string): FieldSet {
  const left: FieldSet = {};
  for (const [child, below] of Object.entries(set)) {
    if (child === '.') {
      left[child] = below;
      continue;
    }
    const part = childOf(value, path, child);
    if (part === undefined) continue;
    const rest = existing(below, part, child);
    if (isEmpty(below) || !isEmpty(rest)) left[child] = rest;
  }
  return left;
}

/** In the API server's order: appliers first, then by time and name. */
function withEntry(entries: readonly ManagedFieldsEntry[], written: ManagedFieldsEntry | undefined): ManagedFieldsEntry[] {
  const sortKey = (each: ManagedFieldsEntry) => [each.operation, each.time, each.manager, each.subresource ?? ''].join('\0');
  return [...entries, ...(written === undefined ? [] : [written])]
    .filter((each) => !isEmpty(each.fieldsV1))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
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
  const changed = changedFields(before === undefined ? undefined : ownable(before), now, '');
  const kept = entries.filter((each) => !sameWriter(each, writer, 'Update')).map((each) => ({
    ...each,
    fieldsV1: existing(subtract(each.fieldsV1, changed), now, ''),
  }));
  const mine = entries.find((each) => sameWriter(each, writer, 'Update'));
  if (isEmpty(changed)) return withEntry(kept, mine && { ...mine, fieldsV1: existing(mine.fieldsV1, now, '') });
  return withEntry(kept, entryOf(kind, writer, 'Update', existing(union(mine?.fieldsV1 ?? {}, changed), now, '')));
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
  const applied = withoutSelves(fieldsOf(wanted, ''));
  const differing = changedFields(current, wanted, '');
  const others = entries.filter((each) => !sameWriter(each, writer, 'Apply'));
  const conflicts = others.flatMap((each) =>
    pathsOf(intersection(each.fieldsV1, differing)).map((path) => ({ by: describeManager(each), path })),
  );
  if (conflicts.length > 0 && !force) throw applyConflict(conflicts);

  const mine = entries.find((each) => sameWriter(each, writer, 'Apply'));
  const dropped = others.reduce((set, each) => subtract(set, each.fieldsV1), subtract(mine?.fieldsV1 ?? {}, applied));
  const merged = merge(withoutFields(current, dropped, ''), wanted, '');
  const object = { ...rebuilt(live, isRecord(merged) ? merged : {}), apiVersion: live.apiVersion, kind: live.kind };
  const unchanged = mine !== undefined && sameJson(mine.fieldsV1, applied) && sameJson(ownable(object), current);
  const kept = others.map((each) => ({ ...each, fieldsV1: existing(subtract(each.fieldsV1, differing), merged, '') }));
  return { object, managedFields: withEntry(kept, unchanged ? mine : entryOf(kind, writer, 'Apply', applied)) };
}

/** An object written before anybody recorded owners belongs to `before-first-apply` (corrections, 10). */
function ownedFrom(kind: ResourceKind, live: ApiObject, writer: Writer): readonly ManagedFieldsEntry[] {
  const entries = live.metadata.managedFields ?? [];
  if (entries.length > 0) return entries;
  return withEntry([], entryOf(kind, { manager: 'before-first-apply', time: writer.time }, 'Update', fieldsOf(ownable(live), '')));
}

function rebuilt(live: ApiObject, owned: Record<string, unknown>): ApiObject {
  const identity = Object.fromEntries(Object.entries(live.metadata).filter(([key]) => unowned.has(key)));
  const metadata: ObjectMeta = { ...identity, ...(isRecord(owned['metadata']) ? owned['metadata'] : {}) };
  return { ...owned, apiVersion: live.apiVersion, kind: live.kind, metadata };
}

function merge(live: unknown, wanted: unknown, path: string): unknown {
  if (Array.isArray(live) && Array.isArray(wanted)) {
    const [ours, theirs] = [itemsOf(live, path), itemsOf(wanted, path)];
    if (ours === undefined || theirs === undefined) return wanted;
    const kept = ours.map(([key, item]) => merge(item, theirs.find(([other]) => other === key)?.[1] ?? {}, key));
    const known = new Set(ours.map(([key]) => key));
    return [...kept, ...theirs.filter(([key]) => !known.has(key)).map(([, item]) => item)];
  }
  if (!isRecord(live) || !isRecord(wanted) || atomic.has(path)) return wanted;
  const merged: Record<string, unknown> = { ...live };
  for (const [key, value] of Object.entries(wanted)) merged[key] = key in live ? merge(live[key], value, `f:${key}`) : value;
  return merged;
}

function withoutFields(value: unknown, dropped: FieldSet, path: string): unknown {
  if (Array.isArray(value)) {
    const items = itemsOf(value, path) ?? [];
    // An item goes when its own entry does: nobody else owns it then.
    return items.flatMap(([key, item]) => {
      const set = dropped[key];
      if (set === undefined) return [item];
      const rest = withoutFields(item, set, key);
      return childOf([rest], path, key) === undefined ? [] : [rest];
    });
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      const set = dropped[`f:${key}`];
      if (set === undefined) return [[key, part]];
      return isEmpty(set) ? [] : [[key, withoutFields(part, set, `f:${key}`)]];
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
    const key = path.startsWith('k:') ? `[${itemText(path)}]` : `.${path.slice(2)}`;
    return isEmpty(below) ? [prefix + key] : pathsOf(below, prefix + key);
  });
}

function itemText(path: string): string {
  const keys: unknown = JSON.parse(path.slice(2));
  return Object.entries(isRecord(keys) ? keys : {}).map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',');
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
