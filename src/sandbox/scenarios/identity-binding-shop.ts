/** The shop whose pods sign in by an identity binding of AKS. */
import type { AksClusterState, ApplicationState, FederatedCredentialState, KubernetesObject, Step, WebhookState } from '../scenario.ts';
import { clientId, issuer, namespace, principalId, serviceAccount, subscriptionId, template, tenantId, useLabel, webhook } from './shop.ts';

export const bindingAnnotation = { 'azure.workload.identity/use-identity-binding': 'true' };

/** A webhook that AKS has told of the proxy. */
const bindingWebhook: WebhookState = { ...webhook, identityBinding: true };

/** The credential that AKS makes with the first binding of an identity. */
export const bindingCredential: FederatedCredentialState = {
  name: 'aks-identity-binding',
  issuer: `https://ib.oic.prod-aks.azure.com/${tenantId}/${clientId}`,
  subject: `aks-identity-binding:${clientId}`,
  audiences: ['api://AzureADTokenExchange'],
};

/** The right that the proxy asks for, on this identity, given to the account of the shop. */
export const mayUseIdentity: readonly KubernetesObject[] = [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'use-identity-orders' },
    rules: [{ apiGroups: ['cid.wi.aks.azure.com'], resources: [clientId], verbs: ['use-managed-identity'] }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'use-identity-orders' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'use-identity-orders' },
    subjects: [{ kind: 'ServiceAccount', namespace: 'shop', name: 'orders' }],
  },
];

/** Webhook, right, account and what makes the pods. */
export function boundSteps(workload: KubernetesObject, { state = bindingWebhook, rights = mayUseIdentity }: { readonly state?: WebhookState; readonly rights?: readonly KubernetesObject[] } = {}): readonly Step[] {
  return [
    { do: 'webhook', state },
    { do: 'apply', objects: [namespace, serviceAccount(), ...rights] },
    { do: 'apply', objects: [workload] },
  ];
}

/** A pod by itself, whose name and volume an event can speak of. */
export const boundPod: KubernetesObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'orders', namespace: 'shop', labels: useLabel, annotations: bindingAnnotation }, spec: template().spec };

/** What the kubelet says of that pod where the certificate of the proxy is not in the namespace. */
export const noConfigMap: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'orders.17f3a1c2', namespace: 'shop' },
  involvedObject: { apiVersion: 'v1', kind: 'Pod', name: 'orders', namespace: 'shop' },
  type: 'Warning',
  reason: 'FailedMount',
  message: 'MountVolume.SetUp failed for volume "azure-workload-identity-reserved-1c168adb00d208e42f93314529f1fa" : configmap "kube-root-ca.crt" not found',
  count: 3,
  firstTimestamp: '2026-01-01T00:00:00Z',
  lastTimestamp: '2026-01-01T00:02:00Z',
  source: { component: 'kubelet' },
};

/** An application in place of the identity. */
export const application: ApplicationState = { displayName: 'orders', tenantId, appId: clientId, objectId: '77777777-7777-4777-8777-777777777777', servicePrincipal: { objectId: principalId }, federatedCredentials: [] };

/** The cluster as Azure knows it. */
export function aks(more: Partial<AksClusterState> = {}): AksClusterState {
  return { name: 'aks-shop', subscriptionId, resourceGroup: 'rg-shop', tenantId, issuer, ...more };
}
