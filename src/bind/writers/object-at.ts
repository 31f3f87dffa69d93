import { templateForms } from '../template.ts';

/** An object of the cluster that a deed is about. */
export interface ClusterObject {
  readonly apiVersion: string;
  /** `Deployment`. */
  readonly kind: string;
  /** `deployment`, as kubectl takes it. */
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
}

const kinds: Readonly<Record<string, string>> = { serviceaccount: 'ServiceAccount', secretproviderclass: 'SecretProviderClass', ...Object.fromEntries(Object.entries(templateForms).map(([type, { kind }]) => [type, kind])) };

/** The object of a path in the API: `/apis/apps/v1/namespaces/shop/deployments/orders`. */
export function objectAt(path: string): ClusterObject {
  const [name = '', collection = '', namespace = '', , version = '', group = ''] = path.split('/').reverse().map(decodeURIComponent);
  const type = collection.replace(/(?<=class)es$|s$/, '');
  return { apiVersion: group === 'api' ? version : `${group}/${version}`, kind: kinds[type] ?? type, type, namespace, name };
}
