/**
 * What the azure-wi webhook does to a pod, and the objects it is installed with
 * (`failure-modes.md` §1.1–1.5, of releases 1.5.1 and 1.6.0, without the proxy sidecar).
 */
import { createHash } from 'node:crypto';
import type { KubernetesObject, WebhookState } from '../scenario.ts';
import type { Container, Pod, ProjectedSource, Volume } from './objects.ts';

export const webhookName = 'mutation.azure-workload-identity.io';
export const webhookNamespace = 'kube-system';
export const webhookService = 'azure-wi-webhook-webhook-service';
export const webhookPath = '/mutate-v1-pod';

const defaultAudience = 'api://AzureADTokenExchange';
const tokenFile = 'azure-identity-token';
const expirationAnnotation = 'azure.workload.identity/service-account-token-expiration';
const shortestExpiration = 3600;
const longestExpiration = 86_400;

const authorityHosts = {
  AzurePublicCloud: 'https://login.microsoftonline.com/',
  AzureUSGovernmentCloud: 'https://login.microsoftonline.us/',
  AzureChinaCloud: 'https://login.chinacloudapi.cn/',
} as const;

const releases = { v0: 'v0.14.0', tokens: 'v1.5.1', wi: 'v1.6.0' } as const;

export interface MutationContext {
  /** The pod's service account as it is now; undefined if there is none. */
  readonly serviceAccount:
    | { readonly metadata: { readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> } }
    | undefined;
  readonly state: WebhookState;
}

export type Mutation =
  | { readonly allowed: true; readonly pod: Pod }
  /** `code` and `message` are what the webhook answers in `AdmissionReview.response.status`. */
  | { readonly allowed: false; readonly code: 400; readonly message: string };

/** What the webhook answers for this pod; the pod handed in is left as it is. */
export function mutatePod(pod: Pod, { serviceAccount, state }: MutationContext): Mutation {
  if (serviceAccount === undefined) {
    return refuse(`serviceaccounts "${pod.spec.serviceAccountName ?? 'default'}" not found`);
  }
  // v0 asks the account's label, whatever the pod's says (§1.7)
  if (state.generation === 'v0' && serviceAccount.metadata.labels?.['azure.workload.identity/use'] !== 'true') return { allowed: true, pod };
  const annotations = serviceAccount.metadata.annotations ?? {};
  const expiration = tokenExpiration(pod.metadata.annotations ?? {}, annotations);
  if (typeof expiration === 'string') return refuse(expiration);

  const placement = placementOf(pod, state);
  const bound = usesBinding(pod, state);
  const injected = {
    AZURE_CLIENT_ID: annotations['azure.workload.identity/client-id'] ?? '',
    // An annotation that exists wins even when it is empty (§1.3).
    AZURE_TENANT_ID: annotations['azure.workload.identity/tenant-id'] ?? state.tenantId,
    AZURE_FEDERATED_TOKEN_FILE: `${placement.mountPath}/${placement.tokenPath}`,
    AZURE_AUTHORITY_HOST: authorityHosts[state.environment ?? 'AzurePublicCloud'],
    ...(bound ? { ...tokenProxy, AZURE_KUBERNETES_CA_FILE: `${placement.mountPath}/${caPath}` } : {}),
  };

  const mutated = structuredClone(pod);
  const skipped = skippedContainers(pod);
  for (const container of [...(mutated.spec.initContainers ?? []), ...mutated.spec.containers]) {
    if (skipped.has(container.name)) continue;
    addEnvironment(container, injected);
    addMount(container, placement);
  }
  addVolume(mutated, placement, expiration, state, bound);
  return { allowed: true, pod: mutated };
}

/** What AKS tells its webhook of the proxy, once the cluster has an identity binding (`failure-modes.md` §1.8). */
const tokenProxy = { AZURE_KUBERNETES_TOKEN_PROXY: 'https://10.0.0.1:443', AZURE_KUBERNETES_SNI_NAME: 'proxy.ests.aks' };
const caPath = 'token-proxy/ca.crt';
const caConfigMap = 'kube-root-ca.crt';
const bindingAudience = 'api://AKSIdentityBinding';

/** Any case of "true" counts (`isUsingCustomTokenEndpoint`). */
function usesBinding(pod: Pod, { generation, identityBinding }: WebhookState): boolean {
  return generation === 'wi' && identityBinding === true && pod.metadata.annotations?.['azure.workload.identity/use-identity-binding']?.toLowerCase() === 'true';
}

interface Placement {
  readonly volumeName: string;
  readonly mountPath: string;
  readonly tokenPath: string;
}

function placementOf(pod: Pod, state: WebhookState): Placement {
  if (state.generation !== 'wi') {
    return { volumeName: tokenFile, mountPath: '/var/run/secrets/azure/tokens', tokenPath: tokenFile };
  }
  const seed = pod.metadata.name ? pod.metadata.name : `${pod.metadata.generateName ?? ''} (prefix)`;
  const digest = createHash('sha256').update(seed).digest('hex');
  return {
    volumeName: `azure-workload-identity-reserved-${digest}`.slice(0, 63),
    mountPath: '/var/run/secrets/azure/wi',
    tokenPath: `token/${tokenFile}`,
  };
}

function refuse(message: string): Mutation {
  return { allowed: false, code: 400, message };
}

/** Seconds, or the text of the refusal. An empty annotation counts as absent (corrections, 5). */
function tokenExpiration(pod: Readonly<Record<string, string>>, account: Readonly<Record<string, string>>): number | string {
  const text = pod[expirationAnnotation] || account[expirationAnnotation] || '';
  if (text === '') return shortestExpiration;
  if (!/^[+-]?\d+$/.test(text)) return `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`;
  const value = BigInt(text.replace('+', ''));
  if (value !== BigInt.asIntN(64, value)) return `strconv.ParseInt: parsing ${JSON.stringify(text)}: value out of range`;
  const seconds = Number(value);
  return seconds >= shortestExpiration && seconds <= longestExpiration
    ? seconds
    : `token expiration ${value} not valid. Expected value to be between ${shortestExpiration} and ${longestExpiration}`;
}

function skippedContainers(pod: Pod): ReadonlySet<string> {
  const list = pod.metadata.annotations?.['azure.workload.identity/skip-containers'] ?? '';
  return new Set(list.split(';').map((name) => name.trim()));
}

function addEnvironment(container: Container, injected: Readonly<Record<string, string>>): void {
  const present = new Set((container.env ?? []).map((each) => each.name));
  const added = Object.entries(injected)
    .filter(([name, value]) => value !== '' && !present.has(name))
    .map(([name, value]) => ({ name, value }));
  if (added.length > 0) container.env = [...(container.env ?? []), ...added];
}

function addMount(container: Container, { volumeName, mountPath }: Placement): void {
  const mounts = container.volumeMounts ?? [];
  if (mounts.some((each) => each.name === volumeName)) return;
  container.volumeMounts = [...mounts, { name: volumeName, readOnly: true, mountPath }];
}

function addVolume(pod: Pod, placement: Placement, expirationSeconds: number, state: WebhookState, bound: boolean): void {
  const { generation, audience = defaultAudience } = state;
  const volumes = pod.spec.volumes ?? [];
  const source: ProjectedSource = { serviceAccountToken: { audience: bound ? bindingAudience : audience, expirationSeconds, path: placement.tokenPath } };
  const ca: ProjectedSource = { configMap: { name: caConfigMap, items: [{ key: 'ca.crt', path: caPath }], optional: false } };
  const added: Volume = { name: placement.volumeName, projected: { sources: bound ? [source, ca] : [source], defaultMode: 420 } };
  if (generation !== 'wi') {
    const served = volumes.some((volume) =>
      (volume.projected?.sources ?? []).some((each) => each.serviceAccountToken?.path === tokenFile),
    );
    pod.spec.volumes = served ? volumes : [...volumes, added];
    return;
  }
  const kept = volumes.filter((volume) => volume.name !== placement.volumeName);
  pod.spec.volumes = [...kept, added];
}

export interface WebhookObjects {
  readonly configuration: KubernetesObject;
  readonly configMap: KubernetesObject;
  readonly serviceAccount: KubernetesObject;
  readonly service: KubernetesObject;
  readonly deployment: KubernetesObject;
}

/**
 * The objects of the AKS add-on, in kube-system.
 *
 * `caBundle` is base64 of PEM. With `serviceUrl` the configuration names that URL instead of the Service,
 * for an API server that has no pod network.
 */
export function webhookObjects(state: WebhookState, caBundle: string, serviceUrl?: string): WebhookObjects {
  const labels = { 'azure-workload-identity.io/system': 'true', 'kubernetes.azure.com/managedby': 'aks' };
  const selector = { 'azure-workload-identity.io/system': 'true' };
  const inNamespace = (name: string) => ({ name, namespace: webhookNamespace, labels });
  const address =
    serviceUrl === undefined
      ? { service: { name: webhookService, namespace: webhookNamespace, path: webhookPath, port: 443 } }
      : { url: serviceUrl };
  return {
    configuration: {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name: 'azure-wi-webhook-mutating-webhook-configuration', labels },
      webhooks: [
        {
          name: webhookName,
          admissionReviewVersions: ['v1'],
          clientConfig: { caBundle, ...address },
          failurePolicy: state.failurePolicy ?? (state.generation === 'v0' ? 'Ignore' : 'Fail'),
          matchPolicy: 'Equivalent',
          namespaceSelector: state.namespaceSelector ?? {},
          objectSelector: state.objectSelector ?? (state.generation === 'v0' ? {} : { matchLabels: { 'azure.workload.identity/use': 'true' } }),
          reinvocationPolicy: 'IfNeeded',
          rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: '*' }],
          sideEffects: 'None',
        },
      ],
    },
    configMap: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: inNamespace('azure-wi-webhook-config'),
      data: { AZURE_ENVIRONMENT: state.environment ?? 'AzurePublicCloud', AZURE_TENANT_ID: state.tenantId },
    },
    serviceAccount: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: inNamespace('azure-wi-webhook-admin') },
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: inNamespace(webhookService),
      spec: { ports: [{ port: 443, targetPort: 9443 }], selector },
    },
    deployment: webhookDeployment(state, inNamespace('azure-wi-webhook-controller-manager'), labels, selector),
  };
}

function webhookDeployment(
  state: WebhookState,
  metadata: KubernetesObject['metadata'],
  labels: Readonly<Record<string, string>>,
  selector: Readonly<Record<string, string>>,
): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 2,
      selector: { matchLabels: selector },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: 'azure-wi-webhook-admin',
          containers: [
            {
              name: 'manager',
              image: `mcr.microsoft.com/oss/azure/workload-identity/webhook:${releases[state.generation]}`,
              args: ['--log-level=info', '--disable-cert-rotation=false', ...(state.audience === undefined ? [] : [`--audience=${state.audience}`])],
              command: ['/manager'],
              envFrom: [{ configMapRef: { name: 'azure-wi-webhook-config' } }],
              ports: [{ name: 'webhook-server', containerPort: 9443, protocol: 'TCP' }],
            },
          ],
        },
      },
    },
  };
}
