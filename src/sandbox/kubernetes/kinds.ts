/** The kinds this API server knows, and how a client may name them. */
import { isRecord, valueAt } from './objects.ts';
import type { ApiObject } from './objects.ts';

export interface ResourceKind {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly kind: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly string[];
  /** Served only once it is installed (a custom resource). */
  readonly custom?: boolean;
}

interface Options {
  readonly short?: string;
  readonly all?: boolean;
  readonly subresources?: readonly string[];
  readonly cluster?: boolean;
  readonly custom?: boolean;
}

function kind(groupVersion: string, name: string, resource: string, options: Options = {}): ResourceKind {
  const [group, version] = splitApiVersion(groupVersion);
  return {
    group,
    version,
    resource,
    kind: name,
    singular: name.toLowerCase(),
    namespaced: options.cluster !== true,
    shortNames: options.short === undefined ? [] : options.short.split(' '),
    categories: options.all === true ? ['all'] : [],
    subresources: options.subresources ?? [],
    ...(options.custom === true ? { custom: true } : {}),
  };
}

const withStatus = ['status'] as const;
const withScale = ['scale', 'status'] as const;

const builtInKinds: readonly ResourceKind[] = [
  kind('v1', 'Namespace', 'namespaces', { short: 'ns', cluster: true, subresources: withStatus }),
  kind('v1', 'Pod', 'pods', { short: 'po', all: true, subresources: withStatus }),
  kind('v1', 'ServiceAccount', 'serviceaccounts', { short: 'sa', subresources: ['token'] }),
  kind('v1', 'Event', 'events', { short: 'ev' }),
  kind('v1', 'ConfigMap', 'configmaps', { short: 'cm' }),
  kind('v1', 'Secret', 'secrets'),
  kind('v1', 'Node', 'nodes', { short: 'no', cluster: true, subresources: withStatus }),
  kind('v1', 'Service', 'services', { short: 'svc', all: true, subresources: withStatus }),
  kind('v1', 'ResourceQuota', 'resourcequotas', { short: 'quota', subresources: withStatus }),
  kind('v1', 'LimitRange', 'limitranges', { short: 'limits' }),
  kind('v1', 'ReplicationController', 'replicationcontrollers', { short: 'rc', all: true, subresources: withStatus }),
  kind('apps/v1', 'Deployment', 'deployments', { short: 'deploy', all: true, subresources: withScale }),
  kind('apps/v1', 'ReplicaSet', 'replicasets', { short: 'rs', all: true, subresources: withScale }),
  kind('apps/v1', 'StatefulSet', 'statefulsets', { short: 'sts', all: true, subresources: withScale }),
  kind('apps/v1', 'DaemonSet', 'daemonsets', { short: 'ds', all: true, subresources: withStatus }),
  kind('apps/v1', 'ControllerRevision', 'controllerrevisions'),
  kind('batch/v1', 'Job', 'jobs', { all: true, subresources: withStatus }),
  kind('batch/v1', 'CronJob', 'cronjobs', { short: 'cj', all: true, subresources: withStatus }),
  kind('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', { cluster: true }),
  kind('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', { cluster: true }),
  kind('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices'),
  kind('events.k8s.io/v1', 'Event', 'events', { short: 'ev' }),
  kind('rbac.authorization.k8s.io/v1', 'Role', 'roles'),
  kind('rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings'),
  kind('rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', { cluster: true }),
  kind('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'clusterrolebindings', { cluster: true }),
  kind('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', { short: 'pdb', subresources: withStatus }),
  kind('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', { short: 'netpol' }),
  kind('storage.k8s.io/v1', 'CSIDriver', 'csidrivers', { cluster: true }),
  kind('storage.k8s.io/v1', 'CSINode', 'csinodes', { cluster: true }),
  kind('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'customresourcedefinitions', {
    short: 'crd crds',
    cluster: true,
    subresources: withStatus,
  }),
  kind('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', 'secretproviderclasses', { custom: true }),
  kind('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClassPodStatus', 'secretproviderclasspodstatuses', { custom: true }),
  kind('aadpodidentity.k8s.io/v1', 'AzureIdentity', 'azureidentities', { custom: true }),
  kind('aadpodidentity.k8s.io/v1', 'AzureIdentityBinding', 'azureidentitybindings', { custom: true }),
  kind('keda.sh/v1alpha1', 'TriggerAuthentication', 'triggerauthentications', { custom: true }),
  kind('keda.sh/v1alpha1', 'ClusterTriggerAuthentication', 'clustertriggerauthentications', { cluster: true, custom: true }),
];

/** Kinds that are only asked, never stored: `create` is their one verb. */
export const reviewKinds: readonly ResourceKind[] = [
  kind('authentication.k8s.io/v1', 'SelfSubjectReview', 'selfsubjectreviews', { cluster: true }),
  kind('authorization.k8s.io/v1', 'SelfSubjectAccessReview', 'selfsubjectaccessreviews', { cluster: true }),
  kind('authorization.k8s.io/v1', 'SelfSubjectRulesReview', 'selfsubjectrulesreviews', { cluster: true }),
  kind('authorization.k8s.io/v1', 'SubjectAccessReview', 'subjectaccessreviews', { cluster: true }),
];

function splitApiVersion(apiVersion: string): readonly [group: string, version: string] {
  const [first = '', second] = apiVersion.split('/');
  return second === undefined ? ['', first] : [first, second];
}

export function apiVersionOf({ group, version }: Pick<ResourceKind, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** The kinds served at this moment: the built-in ones and the custom ones that are installed. */
export class KindTable {
  #kinds: ResourceKind[] = builtInKinds.filter((each) => each.custom !== true);

  all(): readonly ResourceKind[] {
    return this.#kinds;
  }

  byResource(group: string, version: string, resource: string): ResourceKind | undefined {
    return this.#kinds.find((each) => each.group === group && each.version === version && each.resource === resource);
  }

  /** By `kind`, the first that has it: `Event` is core/v1. */
  byName(name: string): ResourceKind | undefined {
    return this.#kinds.find((each) => each.kind === name);
  }

  byObject({ apiVersion, kind: name }: Pick<ApiObject, 'apiVersion' | 'kind'>): ResourceKind | undefined {
    return this.#kinds.find((each) => each.kind === name && apiVersionOf(each) === apiVersion);
  }

  hasGroupVersion(group: string, version: string): boolean {
    return this.#kinds.some((each) => each.group === group && each.version === version);
  }

  /** Serves a group of custom kinds that ships with the simulation, as its CRDs would. */
  installGroupOf(apiVersion: string): void {
    for (const each of builtInKinds) {
      if (each.custom === true && apiVersionOf(each) === apiVersion) this.#add(each);
    }
  }

  installDefinition(definition: ApiObject): void {
    for (const each of kindsOfDefinition(definition)) this.#add(each);
  }

  removeDefinition(definition: ApiObject): void {
    const removed = kindsOfDefinition(definition);
    this.#kinds = this.#kinds.filter((each) => !removed.some((one) => one.group === each.group && one.resource === each.resource));
  }

  #add(added: ResourceKind): void {
    if (this.byResource(added.group, added.version, added.resource) === undefined) this.#kinds.push(added);
  }
}

function kindsOfDefinition(definition: ApiObject): ResourceKind[] {
  const versions = valueAt(definition, 'spec.versions');
  if (!Array.isArray(versions)) return [];
  const text = (path: string) => String(valueAt(definition, path) ?? '');
  return versions.filter(isRecord).flatMap((version) =>
    version['served'] === true
      ? [
          {
            group: text('spec.group'),
            version: String(version['name']),
            resource: text('spec.names.plural'),
            kind: text('spec.names.kind'),
            singular: text('spec.names.singular') || text('spec.names.kind').toLowerCase(),
            namespaced: text('spec.scope') === 'Namespaced',
            shortNames: [],
            categories: [],
            subresources: isRecord(valueAt(version, 'subresources.status')) ? withStatus : [],
            custom: true,
          },
        ]
      : [],
  );
}
