/** The shop in a cluster that has, or had, pod identity v1. */
import type { KubernetesObject } from '../scenario.ts';
import { clientId, deployment, subscriptionId, useLabel } from './shop.ts';

const group = 'aadpodidentity.k8s.io/v1';

/** The DaemonSet that takes the place of the metadata service, as the chart or the add-on of AKS installs it. */
export function nmi({ addOn = false }: { readonly addOn?: boolean } = {}): KubernetesObject {
  const labels = { 'app.kubernetes.io/component': 'nmi' };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: addOn ? 'nmi' : 'aad-pod-identity-nmi', namespace: 'kube-system', labels: { ...labels, ...(addOn ? { 'kubernetes.azure.com/managedby': 'aks' } : {}) } },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { hostNetwork: true, containers: [{ name: 'nmi', image: 'mcr.microsoft.com/oss/azure/aad-pod-identity/nmi:v1.8.18', args: ['--node=$(NODE_NAME)'] }] } },
    },
  };
}

export const azureIdentity: KubernetesObject = {
  apiVersion: group,
  kind: 'AzureIdentity',
  metadata: { name: 'id-orders', namespace: 'shop' },
  spec: { type: 0, resourceID: `/subscriptions/${subscriptionId}/resourcegroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders`, clientID: clientId },
};

export function azureIdentityBinding(selector: string): KubernetesObject {
  return { apiVersion: group, kind: 'AzureIdentityBinding', metadata: { name: 'orders', namespace: 'shop' }, spec: { azureIdentity: 'id-orders', selector } };
}

export const ofPodIdentity: KubernetesObject = deployment({ labels: { aadpodidbinding: 'orders' } });
export const halfMigrated: KubernetesObject = deployment({ labels: { ...useLabel, aadpodidbinding: 'orders' } });
export const labelledAbovePods: KubernetesObject = deployment({ labels: {} }, { labels: { aadpodidbinding: 'orders' } });
