import * as z from 'zod/mini';
import { WireFailure } from '../wire/failure.ts';
import { absent, known } from './answer.ts';
import { metadata } from './kubernetes-shapes.ts';
import { notFound } from './not-found.ts';
import { isProviderParameter, type Parameters } from './provider-parameters.ts';
import { defineQuestion } from './question.ts';
import type { ClusterRight } from './right.ts';
import type { MountSubject } from './subject.ts';

export interface SecretProviderClass {
  readonly namespace: string;
  readonly name: string;
  /** As it stands; the driver compares bytes. */
  readonly provider: string;
  /** Those that the Azure provider reads, values untouched. */
  readonly parameters: Parameters;
  /** Names of parameters that it does not read: near misses among them. */
  readonly unread: readonly string[];
  /** Secrets of Kubernetes that the driver makes of mounted files. */
  readonly secretObjects: readonly SecretObject[];
}

export type SecretObject = {
  readonly secretName: string;
  readonly type: string;
  readonly data: readonly { readonly key: string; readonly objectName: string }[];
};

export type SecretProviderClassKey = { readonly namespace: string; readonly name: string };

const text = z.optional(z.nullable(z.string()));
const object = z.object({
  metadata,
  spec: z.optional(
    z.nullable(
      z.object({
        provider: text,
        parameters: z.optional(z.nullable(z.record(z.string(), z.string()))),
        secretObjects: z.optional(
          z.nullable(
            z.array(z.object({ secretName: text, type: text, data: z.optional(z.nullable(z.array(z.object({ key: text, objectName: text })))) })),
          ),
        ),
      }),
    ),
  ),
});

const group = 'secrets-store.csi.x-k8s.io';
const root = `/apis/${group}/v1`;
const getClass: ClusterRight = { where: 'cluster', verb: 'get', group, resource: 'secretproviderclasses', scope: 'namespace', power: 'read' };
const listClasses: ClusterRight = { ...getClass, verb: 'list', scope: 'cluster' };

/** The SecretProviderClass of this name in a namespace, with what the Azure provider reads of it. */
export const secretProviderClass = defineQuestion({
  name: 'secret provider class',
  rights: [getClass],
  key: ({ mount }: MountSubject): SecretProviderClassKey => ({ namespace: mount.namespace, name: mount.secretProviderClass }),
  async ask({ namespace, name }, world) {
    // the path of no name is that of the list
    if (name === '') return absent('no SecretProviderClass is named');
    try {
      const { spec } = await world.kube.get(`${root}/namespaces/${encodeURIComponent(namespace)}/secretproviderclasses/${encodeURIComponent(name)}`, object);
      return known(describe(namespace, name, spec ?? {}));
    } catch (error) {
      const said = notFound(error);
      if (said !== undefined) return absent(said);
      throw error;
    }
  },
});

function describe(namespace: string, name: string, { provider, parameters, secretObjects }: NonNullable<z.infer<typeof object>['spec']>): SecretProviderClass {
  const given = Object.entries(parameters ?? {});
  return {
    namespace,
    name,
    provider: provider ?? '',
    parameters: Object.fromEntries(given.filter(([key]) => isProviderParameter(key))),
    unread: given.flatMap(([key]) => (isProviderParameter(key) ? [] : [key])),
    secretObjects: (secretObjects ?? []).map(({ secretName, type, data }) => ({
      secretName: secretName ?? '',
      type: type ?? '',
      data: (data ?? []).map(({ key, objectName }) => ({ key: (key ?? '').trim(), objectName: (objectName ?? '').trim() })),
    })),
  };
}

/** A SecretProviderClass as far as it is looked for: by its name, or by the Secrets that it makes. */
export type NamedClass = SecretProviderClassKey & { readonly secrets: readonly string[] };

/** The SecretProviderClasses of every namespace: where one that is missing may be instead, and which one makes a Secret. */
export const allSecretProviderClasses = defineQuestion({
  name: 'secret provider classes',
  rights: [listClasses],
  key: (): null => null,
  async ask(_key, world) {
    try {
      const found = await world.kube.list(`${root}/secretproviderclasses`, object);
      return known(found.map(({ metadata: { name, namespace = '' }, spec }): NamedClass => ({ namespace, name, secrets: (spec?.secretObjects ?? []).flatMap(({ secretName }) => secretName ?? []) })));
    } catch (error) {
      // where the kind is not served there is none
      if (error instanceof WireFailure && error.fault.kind === 'status' && error.fault.status === 404) return known([]);
      throw error;
    }
  },
});
