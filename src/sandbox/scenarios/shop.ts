/** The shop: the healthy world that most scenarios change in one place. */
import type {
  ActivityState,
  AzureScenario,
  ClusterScenario,
  FederatedCredentialState,
  KubernetesObject,
  ManagedIdentityState,
  PolicyRule,
  Scenario,
  Step,
  VaultState,
  WebhookState,
} from '../scenario.ts';

export const tenantId = '11111111-1111-4111-8111-111111111111';
export const subscriptionId = '33333333-3333-4333-8333-333333333333';
export const issuer = `https://westeurope.oic.prod-aks.azure.com/${tenantId}/22222222-2222-4222-8222-222222222222/`;
export const clientId = '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab';
export const principalId = '66666666-6666-4666-8666-666666666666';
export const audience = 'api://AzureADTokenExchange';
export const subject = 'system:serviceaccount:shop:orders';

export const useLabel = { 'azure.workload.identity/use': 'true' };

export const webhook: WebhookState = { generation: 'wi', tenantId };

export const namespace: KubernetesObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

export function serviceAccount(annotations: Readonly<Record<string, string>> = { 'azure.workload.identity/client-id': clientId }): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'orders', namespace: 'shop', annotations } };
}

export interface PodParts {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly env?: readonly Readonly<Record<string, unknown>>[];
  readonly containers?: readonly Readonly<Record<string, unknown>>[];
  /** Fields of the pod's spec beside or instead of the usual ones. */
  readonly spec?: Readonly<Record<string, unknown>>;
}

export const vaultEnv = [
  { name: 'KEYVAULT_URL', value: 'https://kv-shop.vault.azure.net/' },
  { name: 'SECRET_NAME', value: 'db-password' },
];

/** A pod template of the orders application; labelled, unless told otherwise. */
export function template({ labels = useLabel, annotations, env = vaultEnv, containers, spec = {} }: PodParts = {}): {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
} {
  return {
    metadata: { labels: { app: 'orders', ...labels }, ...(annotations === undefined ? {} : { annotations }) },
    spec: {
      serviceAccountName: 'orders',
      containers: containers ?? [{ name: 'app', image: 'registry.example/orders:1', env }],
      ...spec,
    },
  };
}

/** A token volume that the template makes itself, where the webhook would put its own. */
export function ownTokenVolume(tokenAudience: string, expirationSeconds: number): PodParts {
  return {
    containers: [
      {
        name: 'app',
        image: 'registry.example/orders:1',
        env: vaultEnv,
        volumeMounts: [{ name: 'azure-identity-token', mountPath: '/var/run/secrets/azure/tokens', readOnly: true }],
      },
    ],
    spec: {
      volumes: [
        {
          name: 'azure-identity-token',
          projected: { sources: [{ serviceAccountToken: { path: 'azure-identity-token', audience: tokenAudience, expirationSeconds } }] },
        },
      ],
    },
  };
}

/** The application and a proxy, and the list of those that the webhook passes over. */
export function withProxySkipping(skipContainers: string): PodParts {
  return {
    annotations: { 'azure.workload.identity/skip-containers': skipContainers },
    containers: [
      { name: 'app', image: 'registry.example/orders:1', env: vaultEnv },
      { name: 'proxy', image: 'registry.example/proxy:1' },
    ],
  };
}

export function deployment(parts: PodParts = {}, more: { readonly replicas?: number; readonly labels?: Readonly<Record<string, string>> } = {}): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'orders', namespace: 'shop', ...(more.labels === undefined ? {} : { labels: more.labels }) },
    spec: { replicas: more.replicas ?? 2, selector: { matchLabels: { app: 'orders' } }, template: template(parts) },
  };
}

/** Webhook, namespace, account and deployment, in the order in which a careful person makes them. */
export function steps(...objects: readonly KubernetesObject[]): readonly Step[] {
  return [
    { do: 'webhook', state: webhook },
    { do: 'apply', objects: [namespace, serviceAccount()] },
    { do: 'apply', objects: objects.length === 0 ? [deployment()] : objects },
  ];
}

/** The shop runs well, and the webhook has gone since. */
export const webhookDown: ClusterScenario = { issuer, steps: [...steps(), { do: 'webhook', state: { ...webhook, server: 'down' } }] };

export const credential: FederatedCredentialState = { name: 'fic-orders', issuer, subject, audiences: [audience] };

export function identity(credentials: readonly FederatedCredentialState[] = [credential], more: Partial<ManagedIdentityState> = {}): ManagedIdentityState {
  return { name: 'id-orders', subscriptionId, resourceGroup: 'rg-shop', tenantId, clientId, principalId, federatedCredentials: credentials, ...more };
}

export function vault(more: Partial<VaultState> = {}): VaultState {
  return {
    name: 'kv-shop',
    subscriptionId,
    resourceGroup: 'rg-shop',
    tenantId,
    permissionModel: 'rbac',
    roleAssignments: [{ principalId, role: 'Key Vault Secrets User' }],
    secrets: { 'db-password': { value: 'canary-value-of-db-password' } },
    ...more,
  };
}

export function azure(more: Partial<AzureScenario> = {}): AzureScenario {
  return { identities: [identity()], vaults: [vault()], ...more };
}

const vaultChallenge = { 'www-authenticate': `Bearer authorization="https://login.windows.net/${tenantId}", resource="https://vault.azure.net"` };
const deniedBody = JSON.stringify({
  error: {
    code: 'Forbidden',
    message: `Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\r\nCaller: appid=${clientId};oid=${principalId};iss=https://sts.windows.net/${tenantId}/\r\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\r\nResource: '/subscriptions/${subscriptionId}/resourcegroups/rg-shop/providers/microsoft.keyvault/vaults/kv-shop/secrets/db-password'\r\nAssignment: (not found)\r\nVault: kv-shop;location=westeurope`,
    innererror: { code: 'ForbiddenByRbac' },
  },
});

/** What the vault says to whoever comes with a token, instead of what it would say. */
export function vaultSays(answer: number, body: string): NonNullable<AzureScenario['faults']> {
  return [
    { match: 'GET kv-shop.vault.azure.net/*', times: 1, act: { answer: 401, headers: vaultChallenge, body: '{}' } },
    // a 401 says each time where to sign in
    { match: 'GET kv-shop.vault.azure.net/*', act: { answer, headers: { 'content-type': 'application/json', ...(answer === 401 ? vaultChallenge : {}) }, body } },
  ];
}

/** Key Vault refuses a secret to an identity that holds a role there: the same words for a condition and for a role on its way. */
export const deniedByRbac: NonNullable<AzureScenario['faults']> = vaultSays(403, deniedBody);

const identityResource = `/subscriptions/${subscriptionId}/resourcegroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders`;

/** Id of the vault, as Azure Resource Manager writes it. */
export const vaultResource = `/subscriptions/${subscriptionId}/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop`;

/** A write of a credential of the identity, which was refused unless it says nothing of that. */
export function credentialWrite(name: string, caller: string, minutesAgo: number, refused?: ActivityState['refused']): ActivityState {
  const operation = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write';
  return { operation, resourceId: `${identityResource}/federatedIdentityCredentials/${name}`, caller, minutesAgo, ...(refused === undefined ? {} : { refused }) };
}

export const fine: Scenario['expect'] = { verdict: 'ok', exitCode: 0, rootCauses: [] };

export function broken(...rootCauses: readonly string[]): Scenario['expect'] {
  return { verdict: 'problems', exitCode: 1, rootCauses };
}

export const doctorOrders = ['doctor', 'deployment/orders', '-n', 'shop'] as const;

export const otherTenantId = '88888888-8888-4888-8888-888888888888';
export const otherClientId = '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a';
export const otherPrincipalId = '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b';

/** An object called orders in the shop, with this spec. */
export function object(apiVersion: string, kind: string, spec: Readonly<Record<string, unknown>>): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'orders', namespace: 'shop' }, spec };
}

/** The Role that `wi rbac` prints, by hand: a test holds the two together. */
export const namespaceRights: readonly PolicyRule[] = [
  { apiGroups: ['apps'], resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'], verbs: ['get'] },
  { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: ['get'] },
  { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'create'] },
  { apiGroups: ['apps'], resources: ['replicasets'], verbs: ['list'] },
  { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['get'], resourceNames: ['orders'] },
  { apiGroups: [''], resources: ['configmaps'], verbs: ['get'] },
  { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['list'] },
  { apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'], resourceNames: ['orders'] },
  { apiGroups: ['secrets-store.csi.x-k8s.io'], resources: ['secretproviderclasses'], verbs: ['get'] },
  { apiGroups: ['secrets-store.csi.x-k8s.io'], resources: ['secretproviderclasspodstatuses'], verbs: ['list'] },
  { apiGroups: [''], resources: ['events'], verbs: ['list'] },
];

/** What `wi rbac --logs` adds to it. */
export const logRight: PolicyRule = { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] };

/** The same for the webhook and the driver, whose namespaces are not the workload's. */
export const logClusterRights: readonly PolicyRule[] = [
  { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
];

/** The ClusterRole that `wi rbac` prints. */
export const clusterRights: readonly PolicyRule[] = [
  { apiGroups: ['admissionregistration.k8s.io'], resources: ['mutatingwebhookconfigurations'], verbs: ['list'] },
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'], resourceNames: ['azure-wi-webhook-controller-manager'] },
  { apiGroups: [''], resources: ['configmaps'], verbs: ['get'], resourceNames: ['azure-wi-webhook-config'] },
  { apiGroups: [''], resources: ['namespaces'], verbs: ['get'], resourceNames: ['shop'] },
  { apiGroups: ['storage.k8s.io'], resources: ['csidrivers'], verbs: ['get'], resourceNames: ['secrets-store.csi.k8s.io'] },
  { apiGroups: ['storage.k8s.io'], resources: ['csinodes'], verbs: ['get'] },
  { apiGroups: ['aadpodidentity.k8s.io'], resources: ['azureidentities'], verbs: ['list'] },
  { apiGroups: ['aadpodidentity.k8s.io'], resources: ['azureidentitybindings'], verbs: ['list'] },
  { apiGroups: ['keda.sh'], resources: ['triggerauthentications'], verbs: ['list'] },
  { apiGroups: ['keda.sh'], resources: ['clustertriggerauthentications'], verbs: ['list'] },
  { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
  { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['list'] },
  { apiGroups: ['secrets-store.csi.x-k8s.io'], resources: ['secretproviderclasses'], verbs: ['list'] },
];

/** The same without a look at the webhook's own Deployment. */
export const webhookUnseenRights: readonly PolicyRule[] = clusterRights.filter(({ resources }) => !resources.includes('deployments'));
