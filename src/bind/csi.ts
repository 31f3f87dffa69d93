import { isObjectType, type ListedObjects } from '../evidence/listed-objects.ts';
import type { SecretProviderClass } from '../evidence/secret-provider-class.ts';
import type { BoundObject } from '../evidence/bound-object.ts';
import type { PodShape, VaultObjectType } from '../evidence/subject.ts';
import { secretsStoreDriver } from '../evidence/workload-identity-keys.ts';

/** What a pod is to get through the secrets store driver. */
export interface CsiRequest {
  /** Name of the SecretProviderClass. */
  readonly name: string;
  /** What is to be mounted; empty where the class says so already. */
  readonly objects: readonly CsiObject[];
  /** Container that mounts it; default is the first. */
  readonly container?: string | undefined;
}

export type CsiObject = { readonly type: VaultObjectType; readonly name: string };

/** The request with what there is of it. */
export interface CsiFacts {
  readonly request: CsiRequest;
  /** False where it is only held: an earlier run set it up, and this one is about something else. */
  readonly asked: boolean;
  readonly present?: SecretProviderClass;
  readonly listed: ListedObjects;
  readonly bound?: BoundObject;
  /** Name of the cloud as the provider takes it; absent for the public one. */
  readonly cloudName?: string;
}

export const volumeName = 'secrets-store';
export const mountPath = '/mnt/secrets-store';
export const classPath = (namespace: string, name: string): string => `/apis/secrets-store.csi.x-k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/secretproviderclasses/${encodeURIComponent(name)}`;

/** A mount as people read it. */
export function mountText(name: string, container: string): string {
  return `secretproviderclass/${name} at ${mountPath} of container ${container}`;
}

/** Whether the template has a volume of the class, and a container that mounts it: one that nobody mounts is not set up at all. */
export function mountsClass({ secretsStoreVolumes, containers }: PodShape, name: string): boolean {
  return secretsStoreVolumes.some(({ volume, secretProviderClass }) => secretProviderClass === name && containers.some(({ mounts }) => mounts.some((mount) => mount.volume === volume)));
}

/** What the template's spec gets, as an apply takes it; undefined where there is no container of that name. */
export function volumeOf({ name, container }: CsiRequest, shape: PodShape): { readonly volumes: readonly unknown[]; readonly containers: readonly unknown[] } | undefined {
  const mounting = containerOf(container, shape);
  if (mounting === undefined) return undefined;
  return {
    volumes: [{ name: volumeName, csi: { driver: secretsStoreDriver, readOnly: true, volumeAttributes: { secretProviderClass: name } } }],
    containers: [{ name: mounting, volumeMounts: [{ name: volumeName, mountPath, readOnly: true }] }],
  };
}

export function containerOf(wanted: string | undefined, { containers }: PodShape): string | undefined {
  return containers.find(({ name, init }) => !init && (wanted === undefined || name === wanted))?.name;
}

/** `secret/db-password,key/signing`; undefined where one is none. */
export function csiObjectsOf(text: string): readonly CsiObject[] | undefined {
  const objects = text.split(',').map((one) => /^(\w+)\/([0-9a-zA-Z-]{1,127})$/.exec(one.trim()));
  const known = objects.flatMap((found) => (found?.[1] !== undefined && found[2] !== undefined && isObjectType(found[1]) ? [{ type: found[1], name: found[2] }] : []));
  return known.length === objects.length ? known : undefined;
}

/** The parameter `objects` as the provider reads it. */
export function objectsText(objects: readonly CsiObject[]): string {
  return `array:\n${objects.map(({ type, name }) => `  - |\n    objectName: ${name}\n    objectType: ${type}\n`).join('')}`;
}
