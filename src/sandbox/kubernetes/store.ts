/** Objects in memory, with what etcd and the API server's registry add: uid, resourceVersion, generation, history. */
import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { ResourceKind } from './kinds.ts';
import { isRecord, sameJson } from './objects.ts';
import type { ApiObject, StoredObject } from './objects.ts';

export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly storage: string;
  readonly object: StoredObject;
  readonly revision: number;
}

/** How many changes a watch can start from; an older one gets 410, as after a compaction. */
const historyLength = 2000;

/** events.k8s.io and core events are one storage. */
function storageOf(kind: Pick<ResourceKind, 'group' | 'resource'>): string {
  return kind.resource === 'events' ? 'events' : `${kind.group}/${kind.resource}`;
}

/** What `metadata.generation` counts the changes of; a pod that is bound to a node is none. */
function contentOf(object: ApiObject): unknown {
  const content = object['spec'] ?? object['webhooks'];
  return object.kind === 'Pod' && isRecord(content) ? { ...content, nodeName: undefined } : content;
}

const keyOf = (namespace: string | undefined, name: string) => `${namespace ?? ''}/${name}`;

export class Store {
  readonly clock: Clock;
  #revision = 1000;
  readonly #objects = new Map<string, Map<string, StoredObject>>();
  readonly #owned = new Map<string, Set<StoredObject>>();
  readonly #history: Change[] = [];
  readonly #watchers = new Set<(change: Change) => void>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get revision(): number {
    return this.#revision;
  }

  /** The stored object itself: whoever wants to change it clones it first. */
  get(kind: Pick<ResourceKind, 'group' | 'resource'>, namespace: string | undefined, name: string): StoredObject | undefined {
    return this.#objects.get(storageOf(kind))?.get(keyOf(namespace, name));
  }

  /** Sorted by namespace and name, as etcd lists them. */
  list(kind: Pick<ResourceKind, 'group' | 'resource'>, namespace?: string): StoredObject[] {
    const all = [...(this.#objects.get(storageOf(kind))?.entries() ?? [])];
    const wanted = namespace === undefined ? all : all.filter(([, object]) => object.metadata.namespace === namespace);
    return wanted.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
  }

  /** Everything in a namespace, of every kind. */
  inNamespace(namespace: string): StoredObject[] {
    return [...this.#objects.values()].flatMap((objects) => [...objects.values()].filter((each) => each.metadata.namespace === namespace));
  }

  /** Objects whose controller, or any other owner, has this uid; in the order they were made. */
  ownedBy(uid: string, kind?: string): StoredObject[] {
    const owned = [...(this.#owned.get(uid) ?? [])];
    return kind === undefined ? owned : owned.filter((each) => each.kind === kind);
  }

  has(kind: Pick<ResourceKind, 'group' | 'resource'>, object: StoredObject): boolean {
    return this.get(kind, object.metadata.namespace, object.metadata.name)?.metadata.uid === object.metadata.uid;
  }

  /** What a stored object would look like; nothing is stored (dry run). */
  preview(kind: ResourceKind, object: ApiObject & { metadata: { name: string } }): StoredObject {
    const counted = kind.kind === 'Pod' || (kind.group !== '' && contentOf(object) !== undefined);
    const generation = counted ? { generation: 1 } : {};
    return {
      ...object,
      metadata: {
        ...object.metadata,
        uid: object.metadata.uid ?? randomUUID(),
        creationTimestamp: object.metadata.creationTimestamp ?? this.clock.now(),
        ...generation,
        resourceVersion: '',
      },
    };
  }

  insert(kind: ResourceKind, object: StoredObject): StoredObject {
    return this.#write(kind, undefined, object);
  }

  /** Replaces what is there; equal content keeps its resourceVersion, as in Kubernetes. */
  replace(kind: ResourceKind, before: StoredObject, after: ApiObject): StoredObject {
    const { uid, creationTimestamp, name, resourceVersion } = before.metadata;
    const generation = before.metadata.generation;
    const bumped = generation !== undefined && !sameJson(contentOf(before), contentOf(after)) ? generation + 1 : generation;
    const metadata = {
      ...after.metadata,
      ...(before.metadata.namespace === undefined ? {} : { namespace: before.metadata.namespace }),
      name,
      uid,
      creationTimestamp,
      resourceVersion,
      ...(bumped === undefined ? {} : { generation: bumped }),
    };
    const object: StoredObject = { ...after, metadata };
    return sameJson(object, before) ? before : this.#write(kind, before, object);
  }

  remove(kind: Pick<ResourceKind, 'group' | 'resource'>, object: StoredObject): StoredObject {
    this.#revision += 1;
    this.#objects.get(storageOf(kind))?.delete(keyOf(object.metadata.namespace, object.metadata.name));
    this.#disown(object);
    const last = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#revision) } };
    this.#publish({ type: 'DELETED', storage: storageOf(kind), object: last, revision: this.#revision });
    return last;
  }

  /** Changes of this kind after `revision`; undefined when they are no longer known. */
  changesAfter(kind: Pick<ResourceKind, 'group' | 'resource'>, revision: number): readonly Change[] | undefined {
    const [oldest] = this.#history;
    if (oldest !== undefined && this.#history.length >= historyLength && revision < oldest.revision - 1) return undefined;
    return this.#history.filter((each) => each.revision > revision && each.storage === storageOf(kind));
  }

  /** Calls back for every later change of this kind, until the returned function is called. */
  watch(kind: Pick<ResourceKind, 'group' | 'resource'>, onChange: (change: Change) => void): () => void {
    const storage = storageOf(kind);
    const watcher = (change: Change) => {
      if (change.storage === storage) onChange(change);
    };
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #write(kind: ResourceKind, before: StoredObject | undefined, object: StoredObject): StoredObject {
    this.#revision += 1;
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#revision) } };
    const storage = storageOf(kind);
    let objects = this.#objects.get(storage);
    if (objects === undefined) {
      objects = new Map();
      this.#objects.set(storage, objects);
    }
    if (before !== undefined) this.#disown(before);
    objects.set(keyOf(stored.metadata.namespace, stored.metadata.name), stored);
    for (const { uid } of stored.metadata.ownerReferences ?? []) {
      const owned = this.#owned.get(uid) ?? new Set();
      owned.add(stored);
      this.#owned.set(uid, owned);
    }
    this.#publish({ type: before === undefined ? 'ADDED' : 'MODIFIED', storage, object: stored, revision: this.#revision });
    return stored;
  }

  #disown(object: StoredObject): void {
    for (const { uid } of object.metadata.ownerReferences ?? []) this.#owned.get(uid)?.delete(object);
  }

  #publish(change: Change): void {
    this.#history.push(change);
    if (this.#history.length > 2 * historyLength) this.#history.splice(0, historyLength);
    for (const watcher of this.#watchers) watcher(change);
  }
}
