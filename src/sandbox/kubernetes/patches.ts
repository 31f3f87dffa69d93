/** JSON merge patch (RFC 7396) and the part of Kubernetes' strategic merge that `kubectl` sends. */
import { isRecord } from './objects.ts';

/** The patched value; neither argument is changed. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const merged: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else setOwn(merged, key, mergePatch(own(merged, key), value));
  }
  return merged;
}

/** Keys that tell the items of a list apart, by the name of the list. */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  ports: 'containerPort',
  imagePullSecrets: 'name',
  secrets: 'name',
  ownerReferences: 'uid',
  conditions: 'type',
  webhooks: 'name',
};

export function strategicMerge(target: unknown, patch: unknown, listName = ''): unknown {
  const mergeKey = mergeKeys[listName];
  if (Array.isArray(patch) && mergeKey !== undefined) return mergeList(Array.isArray(target) ? target : [], patch, mergeKey);
  if (!isRecord(patch)) return patch;
  if (patch['$patch'] === 'replace') return withoutDirectives(patch);
  const merged: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(withoutDirectives(patch))) {
    if (value === null) delete merged[key];
    else setOwn(merged, key, strategicMerge(own(merged, key), value, key));
  }
  return merged;
}

function mergeList(target: readonly unknown[], patch: readonly unknown[], mergeKey: string): unknown[] {
  const merged = [...target];
  for (const item of patch) {
    if (!isRecord(item)) continue;
    const index = merged.findIndex((each) => isRecord(each) && each[mergeKey] === item[mergeKey]);
    if (item['$patch'] === 'delete') {
      if (index >= 0) merged.splice(index, 1);
    } else if (index >= 0) {
      merged[index] = strategicMerge(merged[index], item);
    } else {
      merged.push(strategicMerge({}, item));
    }
  }
  return merged;
}

function withoutDirectives(patch: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !key.startsWith('$')));
}

const own = (record: Record<string, unknown>, key: string) => (Object.hasOwn(record, key) ? record[key] : undefined);

/** Plain assignment would take `__proto__` for the prototype. */
function setOwn(record: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

/** JSON patch (RFC 6902) with `add`, `replace`, `remove` and `test`; throws an Error whose text says what failed. */
export function jsonPatch(target: unknown, operations: unknown): unknown {
  if (!Array.isArray(operations)) throw new Error('cannot unmarshal object into Go value of type jsonpatch.Patch');
  const root: { document: unknown } = { document: structuredClone(target) };
  for (const operation of operations as Operation[]) {
    const keys = ['document', ...pointer(operation.path)];
    const last = keys.pop() ?? '';
    const parent = keys.reduce<unknown>((part, key) => childAt(part, key), root);
    applyOperation(parent, last, operation);
  }
  return root.document;
}

function pointer(path: string): string[] {
  return path.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function childAt(part: unknown, key: string): unknown {
  if (Array.isArray(part)) return part[Number(key)];
  return isRecord(part) ? own(part, key) : undefined;
}

function applyOperation(parent: unknown, key: string, { op, path, value }: Operation): void {
  const present = childAt(parent, key) !== undefined;
  if (op === 'test') {
    if (JSON.stringify(childAt(parent, key)) !== JSON.stringify(value)) throw new Error(`testing value ${path} failed: test failed`);
    return;
  }
  const missing = op !== 'add' && !present;
  if (missing || !(Array.isArray(parent) || isRecord(parent))) throw new Error(`${op} operation does not apply: doc is missing path: ${path}: missing value`);
  if (Array.isArray(parent)) {
    const index = key === '-' ? parent.length : Number(key);
    parent.splice(index, op === 'add' ? 0 : 1, ...(op === 'remove' ? [] : [value]));
  } else if (op === 'remove') {
    delete parent[key];
  } else {
    setOwn(parent, key, value);
  }
}
