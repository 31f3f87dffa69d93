/**
 * The two kinds of the Secrets Store CSI driver that a workload's owner meets, by the shape of the driver's own
 * CustomResourceDefinitions (kubernetes-sigs/secrets-store-csi-driver, v1): `parameters` takes strings only.
 */
export interface CustomResourceDefinition {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly names: Readonly<Record<'kind' | 'listKind' | 'plural' | 'singular', string>>; readonly [field: string]: unknown };
}

const secretsStore = 'secrets-store.csi.x-k8s.io';
export const text = { type: 'string' };
export const object = (properties: Readonly<Record<string, unknown>>): unknown => ({ type: 'object', properties });
const listOf = (items: unknown): unknown => ({ type: 'array', items });
const textMap = { type: 'object', additionalProperties: text };

const classSpec = object({
  provider: text,
  parameters: textMap,
  secretObjects: listOf(
    object({ secretName: text, type: text, labels: textMap, annotations: textMap, data: listOf(object({ key: text, objectName: text })) }),
  ),
});

const podStatus = object({
  podName: text,
  secretProviderClassName: text,
  mounted: { type: 'boolean' },
  targetPath: text,
  objects: listOf(object({ id: text, version: text })),
});

const definitions = [
  definition(secretsStore, 'SecretProviderClass', 'secretproviderclasses', {
    spec: classSpec,
    status: object({ byPod: listOf(object({ id: text, namespace: text })) }),
  }),
  definition(secretsStore, 'SecretProviderClassPodStatus', 'secretproviderclasspodstatuses', { status: podStatus }),
];

/** What must be installed before objects of this API version can be stored; empty for everything built in. */
export function crdsFor(apiVersion: string): readonly CustomResourceDefinition[] {
  return apiVersion === `${secretsStore}/v1` ? definitions : [];
}

/** A kind, namespaced and of version v1 unless told otherwise. */
export function definition(
  group: string,
  kind: string,
  plural: string,
  properties: Readonly<Record<string, unknown>>,
  { scope = 'Namespaced', version = 'v1' }: { readonly scope?: 'Namespaced' | 'Cluster'; readonly version?: string } = {},
): CustomResourceDefinition {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: object({ apiVersion: text, kind: text, metadata: { type: 'object' }, ...properties }) },
        },
      ],
    },
  };
}
