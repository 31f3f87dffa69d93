/** What a cluster has before anybody used it: namespaces, the node, and the roles every user relies on. */
import type { ClusterOperator, PolicyRule } from '../scenario.ts';
import type { ApiObject } from './objects.ts';
import { create } from './registry.ts';
import { kindNamed, kubernetesVersion, nodeName } from './state.ts';
import type { ClusterState } from './state.ts';

export const operatorUser = 'dev';
const rbac = 'rbac.authorization.k8s.io';

function add(state: ClusterState, object: ApiObject): void {
  create(state, kindNamed(state, object.kind), object.metadata.namespace, object, { manager: 'kube-apiserver' });
}

export function furnishCluster(state: ClusterState): void {
  for (const name of ['default', 'kube-node-lease', 'kube-public', 'kube-system']) {
    add(state, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  furnishNode(state);
  grant(state, 'cluster-admin', [{ kind: 'Group', name: 'system:masters' }], [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]);
  const authenticated = [{ kind: 'Group', name: 'system:authenticated' }];
  const paths = ['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/openapi', '/openapi/*', '/readyz', '/version', '/version/'];
  grant(state, 'system:discovery', authenticated, [{ nonResourceURLs: paths, verbs: ['get'] }]);
  grant(state, 'system:basic-user', authenticated, [
    { apiGroups: ['authorization.k8s.io'], resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'], verbs: ['create'] },
    { apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] },
  ]);
  const everybody = [...authenticated, { kind: 'Group', name: 'system:unauthenticated' }];
  grant(state, 'system:public-info-viewer', everybody, [{ nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'], verbs: ['get'] }]);
  grant(
    state,
    'system:service-account-issuer-discovery',
    [{ kind: 'Group', name: 'system:serviceaccounts' }],
    [{ nonResourceURLs: ['/.well-known/openid-configuration', '/openid/v1/jwks'], verbs: ['get'] }],
  );
}

type Rules = readonly (PolicyRule | { readonly nonResourceURLs: readonly string[]; readonly verbs: readonly string[] })[];

function grant(state: ClusterState, name: string, subjects: readonly { kind: string; name: string }[], rules: Rules): void {
  add(state, { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name }, rules });
  add(state, {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
    subjects: subjects.map((each) => ({ ...each, apiGroup: rbac })),
  });
}

function furnishNode(state: ClusterState): void {
  const kind = kindNamed(state, 'Node');
  add(state, {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: nodeName, labels: { 'kubernetes.io/hostname': nodeName, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' } },
    spec: { providerID: 'azure:///sandbox' },
  });
  const node = state.store.get(kind, undefined, nodeName);
  if (node === undefined) return;
  const resources = { cpu: '4', memory: '16Gi', pods: '250' };
  const ready = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status', lastTransitionTime: state.clock.now() };
  const nodeInfo = {
    architecture: 'amd64',
    containerRuntimeVersion: 'containerd://2.0.0',
    kernelVersion: '6.6.0-azure',
    kubeletVersion: kubernetesVersion,
    operatingSystem: 'linux',
    osImage: 'Azure Linux 3.0',
  };
  const addresses = [{ type: 'InternalIP', address: '10.224.0.4' }, { type: 'Hostname', address: nodeName }];
  state.store.replace(kind, node, { ...node, status: { addresses, allocatable: resources, capacity: resources, conditions: [ready], nodeInfo } });
}

/** Roles and bindings of the scenario's operator; those of a namespace once it exists. */
export function grantOperator(state: ClusterState, operator: ClusterOperator): void {
  if (operator === 'admin') return;
  const subject = { kind: 'User', name: operatorUser };
  const clusterRole = kindNamed(state, 'ClusterRole');
  if (operator.clusterRules !== undefined && state.store.get(clusterRole, undefined, operatorUser) === undefined) {
    grant(state, operatorUser, [subject], operator.clusterRules);
  }
  for (const [namespace, rules] of Object.entries(operator.namespaceRules ?? {})) {
    const there = state.store.get(kindNamed(state, 'Namespace'), undefined, namespace) !== undefined;
    if (!there || state.store.get(kindNamed(state, 'Role'), namespace, operatorUser) !== undefined) continue;
    const metadata = { name: operatorUser, namespace };
    add(state, { apiVersion: `${rbac}/v1`, kind: 'Role', metadata, rules });
    add(state, {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: rbac, kind: 'Role', name: operatorUser },
      subjects: [{ ...subject, apiGroup: rbac }],
    });
  }
}
