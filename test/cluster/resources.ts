import * as z from 'zod';

/** Where objects of one kind live. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

export interface Resources {
  /** The resource of a kind; without `apiVersion` the core group comes first. Throws for a kind the server does not serve. */
  locate(kind: string, apiVersion?: string): Promise<Resource>;
  /** Path of one object, e.g. `/apis/apps/v1/namespaces/shop/deployments/orders`. */
  path(resource: Resource, name: string | undefined, namespace: string | undefined): string;
  all(): Promise<readonly Resource[]>;
  /** After a CustomResourceDefinition came or went. */
  forget(): void;
}

const groupDiscovery = z.looseObject({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string().default('') }),
      versions: z.array(
        z.looseObject({
          version: z.string(),
          resources: z
            .array(
              z.looseObject({
                resource: z.string(),
                responseKind: z.looseObject({ kind: z.string() }).optional(),
                scope: z.string(),
                verbs: z.array(z.string()),
              }),
            )
            .default([]),
        }),
      ),
    }),
  ),
});

const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** What the server serves, asked once and again when a kind is missing (a new CustomResourceDefinition). */
export function createResources(call: (method: 'GET', path: string, options: { accept: string }) => Promise<unknown>): Resources {
  let known: Promise<readonly Resource[]> | undefined;

  const discover = async (): Promise<readonly Resource[]> => {
    const documents = await Promise.all(['/api', '/apis'].map((path) => call('GET', path, { accept })));
    return documents.flatMap((document) =>
      groupDiscovery.parse(document).items.flatMap((group) =>
        group.versions.flatMap((version) =>
          version.resources.map((found) => ({
            apiVersion: group.metadata.name === '' ? version.version : `${group.metadata.name}/${version.version}`,
            kind: found.responseKind?.kind ?? '',
            plural: found.resource,
            namespaced: found.scope === 'Namespaced',
            verbs: found.verbs,
          })),
        ),
      ),
    );
  };

  const search = async (kind: string, apiVersion: string | undefined): Promise<Resource | undefined> => {
    known ??= discover();
    return (await known).find((each) => each.kind === kind && (apiVersion === undefined || each.apiVersion === apiVersion));
  };

  return {
    locate: async (kind, apiVersion) => {
      const found = await search(kind, apiVersion);
      if (found !== undefined) return found;
      known = undefined;
      const second = await search(kind, apiVersion);
      if (second === undefined) throw new Error(`the API server serves no ${apiVersion ?? ''} ${kind}`);
      return second;
    },
    path: (resource, name, namespace) => {
      const root = resource.apiVersion.includes('/') ? `/apis/${resource.apiVersion}` : `/api/${resource.apiVersion}`;
      const scope = resource.namespaced ? `/namespaces/${namespace ?? 'default'}` : '';
      return `${root}${scope}/${resource.plural}${name === undefined ? '' : `/${name}`}`;
    },
    all: async () => {
      known ??= discover();
      return known;
    },
    forget: () => {
      known = undefined;
    },
  };
}
