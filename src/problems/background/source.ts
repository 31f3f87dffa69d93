/** Where something is known from. */
export interface Source {
  readonly text: string;
  readonly url?: string;
}

const repositories = {
  'azure-workload-identity': 'Azure/azure-workload-identity',
  'csi-provider': 'Azure/secrets-store-csi-driver-provider-azure',
  'csi-driver': 'kubernetes-sigs/secrets-store-csi-driver',
  'pod-identity': 'Azure/aad-pod-identity',
  aks: 'Azure/AKS',
} as const;
type Repository = keyof typeof repositories;

const manuals = {
  /** Page of the documentation of the webhook: `known-issues`, `topics/service-account-labels-and-annotations`. */
  webhook: ['the manual of workload identity', (page: string) => `https://azure.github.io/azure-workload-identity/docs/${page}.html`],
  provider: ['the manual of the provider', (page: string) => `https://azure.github.io/secrets-store-csi-driver-provider-azure/docs/${page}/`],
  driver: ['the manual of the secrets store driver', (page: string) => `https://secrets-store-csi-driver.sigs.k8s.io/${page}`],
  aks: ['the manual of AKS', (page: string) => `https://learn.microsoft.com/azure/aks/${page}`],
  'key-vault': ['the manual of Key Vault', (page: string) => `https://learn.microsoft.com/azure/key-vault/${page}`],
  /** `workload-id/workload-identity-federation-considerations`, `identity-platform/reference-error-codes`. */
  entra: ['the manual of Entra', (page: string) => `https://learn.microsoft.com/entra/${page}`],
  kubernetes: ['the manual of Kubernetes', (page: string) => `https://kubernetes.io/docs/${page}/`],
  azure: ['the manual of Azure', (page: string) => `https://learn.microsoft.com/${page}`],
} as const;

/** An issue or pull request, by `owner/name` where the repository is none of ours to name shortly. */
export function thread(repository: Repository | `${string}/${string}`, number: number): Source {
  const full = repository in repositories ? repositories[repository as Repository] : repository;
  return { text: `${full}#${number}`, url: `https://github.com/${full}/issues/${number}` };
}

/** A file of a repository's source. */
export function source(repository: Repository | `${string}/${string}`, file: string): Source {
  const full = repository in repositories ? repositories[repository as Repository] : repository;
  return { text: `the source of ${full}: ${file}`, url: `https://github.com/${full}/blob/HEAD/${file}` };
}

/** A page of a manual. */
export function manual(of: keyof typeof manuals, page: string): Source {
  const [text, urlOf] = manuals[of];
  return { text: `${text}: ${page}`, url: urlOf(page) };
}

/** Any other page. */
export function page(text: string, url: `https://${string}`): Source {
  return { text, url };
}

/** Tried by us on a real API server, kubelet, webhook, driver or SDK; with what was seen. */
export function seen(what: string): Source {
  return { text: `tried for this tool: ${what}` };
}

/** It follows from what the others say, and was not met. */
export const derived: Source = { text: 'follows from how the parts work; no report of it was found' };

/** From memory: no source was found. */
export const unverified: Source = { text: 'from experience; no source was found for its words' };

/* Sources of several folders. */
export const webhookSource = source('azure-workload-identity', 'pkg/webhook/webhook.go');
export const annotationsManual = manual('webhook', 'topics/service-account-labels-and-annotations');
export const issuerOfAks = manual('aks', 'use-oidc-issuer');
export const federation = manual('entra', 'workload-id/workload-identity-federation-considerations');
export const identityBindings = manual('aks', 'identity-bindings');
