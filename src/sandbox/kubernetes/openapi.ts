/** Just enough OpenAPI v3 that `kubectl apply` and `create` leave validation to the server. */
import { apiVersionOf } from './kinds.ts';
import type { KindTable, ResourceKind } from './kinds.ts';

const root = '/openapi/v3';

const pathOf = (kind: ResourceKind) => `${kind.group === '' ? 'api' : 'apis'}/${apiVersionOf(kind)}`;

export function openApiDocument(kinds: KindTable, path: string): unknown {
  if (path === root) {
    const paths = [...new Set(kinds.all().map(pathOf))];
    return { paths: Object.fromEntries(paths.map((each) => [each, { serverRelativeURL: `${root}/${each}` }])) };
  }
  const here = kinds.all().filter((each) => `${root}/${pathOf(each)}` === path);
  if (here.length === 0) return undefined;
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'unversioned' },
    paths: Object.fromEntries(here.map((each) => [`/${pathOf(each)}${each.namespaced ? '/namespaces/{namespace}' : ''}/${each.resource}/{name}`, operations(each)])),
    components: { schemas: {} },
  };
}

/** kubectl looks for the parameter `fieldValidation` of a kind's patch. */
function operations(kind: ResourceKind): unknown {
  const parameter = (name: string) => ({ name, in: 'query', schema: { type: 'string', uniqueItems: true } });
  return {
    patch: {
      parameters: ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map(parameter),
      responses: { 200: { description: 'OK' } },
      'x-kubernetes-action': 'patch',
      'x-kubernetes-group-version-kind': { group: kind.group, kind: kind.kind, version: kind.version },
    },
  };
}
