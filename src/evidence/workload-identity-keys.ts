/** Names that the azure-wi webhook reads and writes (`failure-modes.md` §1). */
export const useLabel = 'azure.workload.identity/use';
export const clientIdAnnotation = 'azure.workload.identity/client-id';
export const tenantIdAnnotation = 'azure.workload.identity/tenant-id';
export const skipContainersAnnotation = 'azure.workload.identity/skip-containers';

/** On a pod: sign in by an AKS identity binding, through the proxy of the cluster. */
export const useBindingAnnotation = 'azure.workload.identity/use-identity-binding';
/** Where AKS has its own credential for an identity that is bound. */
export const bindingIssuer = /^https:\/\/ib\.oic\.[a-z0-9.-]*azure\.[a-z]+\//;
/** Group of the right to use a managed identity by its binding; the resource is its client id. */
export const bindingRightGroup = 'cid.wi.aks.azure.com';
export const tokenProxyVariable = 'AZURE_KUBERNETES_TOKEN_PROXY';

/** Where an object says what `bind` did to it. */
export const boundAnnotation = 'kubectl-wi/bound';

/** By which `unbind` knows a managed identity that `bind` created. */
export const bindTag = { 'kubectl-wi': 'bind' } as const;

export const webhookName = 'mutation.azure-workload-identity.io';
export const defaultAudience = 'api://AzureADTokenExchange';
/** Audience of an AKS identity binding: its token goes to a proxy of the cluster, never to Entra. */
export const bindingAudience = 'api://AKSIdentityBinding';

export const clientIdVariable = 'AZURE_CLIENT_ID';
export const tenantIdVariable = 'AZURE_TENANT_ID';
export const tokenFileVariable = 'AZURE_FEDERATED_TOKEN_FILE';
export const authorityHostVariable = 'AZURE_AUTHORITY_HOST';

export const secretsStoreDriver = 'secrets-store.csi.k8s.io';

/** Keys that speak of workload identity, near misses included. */
export function speaksOfWorkloadIdentity(key: string): boolean {
  return /workload.?identity/i.test(key);
}
