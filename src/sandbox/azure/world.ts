/** A scenario as the simulated Azure keeps it: what ARM and Graph may write is mutable, the rest is the scenario's. */
import { createHash } from 'node:crypto';
import type {
  ActivityState,
  AksClusterState,
  ApplicationState,
  AzureOperator,
  AzureScenario,
  FederatedCredentialState,
  IssuerState,
  ManagedIdentityState,
  ResourceGroupState,
  VaultState,
} from '../scenario.ts';
import type { CloudName } from './clouds.ts';
import { same } from './wire.ts';

/** Until the scenario type names a cloud, this adds it; everything lives in one cloud, the public one by default. */
export type AzureWorldScenario = AzureScenario & { readonly cloud?: CloudName };

export type Right = Exclude<AzureOperator, 'none'>['may'][number];

export interface ManagedIdentity {
  readonly state: ManagedIdentityState;
  readonly credentials: FederatedCredentialState[];
  /** A write of a credential is under way; Azure refuses a second one. */
  writing: boolean;
}

export interface Application {
  readonly state: ApplicationState;
  servicePrincipal: ApplicationState['servicePrincipal'];
  readonly credentials: FederatedCredentialState[];
}

export interface RoleAssignment {
  readonly name: string;
  readonly principalId: string;
  readonly roleDefinition: string;
  readonly since?: string;
  readonly condition?: string;
  /** The one secret that it is about. */
  readonly secret?: string;
}

export interface AccessPolicy {
  readonly objectId: string;
  readonly application?: string;
  readonly secrets: readonly string[];
}

export interface Vault {
  readonly state: VaultState;
  readonly secrets: Record<string, VaultState['secrets'][string]>;
  readonly deletedSecrets: Record<string, VaultState['secrets'][string]>;
  readonly roleAssignments: RoleAssignment[];
  readonly accessPolicies: AccessPolicy[];
}

export interface Operator {
  readonly tenantId: string;
  readonly objectId: string;
  readonly user: string;
  readonly may: ReadonlySet<Right>;
  readonly mayChange: ReadonlySet<Right>;
  readonly application: string | undefined;
}

export interface World {
  readonly cloud: CloudName;
  readonly identities: ManagedIdentity[];
  readonly resourceGroups: readonly ResourceGroupState[];
  readonly applications: readonly Application[];
  readonly vaults: readonly Vault[];
  readonly managedHsms: NonNullable<AzureScenario['managedHsms']>;
  readonly clusters: readonly AksClusterState[];
  readonly issuers: readonly IssuerState[];
  readonly activity: readonly ActivityState[];
  /** Tenants that exist: those anything of the scenario lives in. */
  readonly tenants: readonly string[];
  /** Subscription id (lower case) → tenant. */
  readonly subscriptions: ReadonlyMap<string, string>;
  readonly operator: Operator | undefined;
}

/** Of what does not say where it is. */
export const location = 'westeurope';
/** Federated credentials of one identity or application (`failure-modes.md` §5). */
export const mostCredentials = 20;

const everyRight: readonly Right[] = ['resource-graph', 'arm-groups', 'arm-identities', 'arm-credentials', 'arm-vaults', 'arm-clusters', 'activity-log', 'graph'];
const fallbackTenant = '72f988bf-0000-4000-8000-000000000001';

/** Built-in roles (`azure-wire.md` §2.4); which of them read what is said below. */
export const roleDefinitions = {
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6',
  'Key Vault Crypto User': '12338af0-0e69-4776-bea7-57ae8d297424',
  'Key Vault Certificate User': 'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba',
  'Key Vault Reader': '21090545-7ca7-4776-b22c-e363652d74d2',
  'Key Vault Secrets Officer': 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7',
  Contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
} as const;

const administrator = '00482a5a-887f-4fb3-b363-3b7fe8e74483';

/** Roles whose data actions include `secrets/getSecret/action`, `keys/read` and `certificates/read`; a Reader reads public parts alone. */
export const readerRoles: { readonly [collection in 'secrets' | 'keys' | 'certificates']: ReadonlySet<string> } = {
  secrets: new Set([roleDefinitions['Key Vault Secrets User'], roleDefinitions['Key Vault Certificate User'], roleDefinitions['Key Vault Secrets Officer'], administrator]),
  keys: new Set([roleDefinitions['Key Vault Crypto User'], roleDefinitions['Key Vault Certificate User'], roleDefinitions['Key Vault Reader'], administrator]),
  certificates: new Set([roleDefinitions['Key Vault Certificate User'], roleDefinitions['Key Vault Reader'], administrator]),
};

/** Roles whose data actions include `secrets/update/action` and `secrets/recover/action`. */
export const officerRoles: ReadonlySet<string> = new Set([roleDefinitions['Key Vault Secrets Officer'], administrator]);

export function createWorld(scenario: AzureWorldScenario): World {
  const identities = scenario.identities ?? [];
  const applications = scenario.applications ?? [];
  const vaults = scenario.vaults ?? [];
  const groups = [...(scenario.resourceGroups ?? []), ...[...identities, ...vaults].map(({ resourceGroup: name, subscriptionId, tenantId }) => ({ name, subscriptionId, tenantId, location }))];
  const homes = [...identities, ...applications, ...vaults, ...groups].map((item) => item.tenantId);
  const operator = operatorOf(scenario.operator, homes[0] ?? fallbackTenant);
  const tenants = [...new Set([...homes, ...(operator === undefined ? [] : [operator.tenantId])].map((id) => id.toLowerCase()))];
  return {
    cloud: scenario.cloud ?? 'public',
    identities: identities.map((state) => ({ state, credentials: [...state.federatedCredentials], writing: false })),
    resourceGroups: [...new Map(groups.map((group) => [`${group.subscriptionId}/${group.name}`.toLowerCase(), group])).values()],
    applications: applications.map((state) => ({ state, servicePrincipal: state.servicePrincipal, credentials: [...state.federatedCredentials] })),
    vaults: vaults.map((state) => ({ state, secrets: { ...state.secrets }, deletedSecrets: { ...state.deletedSecrets }, roleAssignments: (state.roleAssignments ?? []).map((item) => assignmentOf(state, item)), accessPolicies: [...(state.accessPolicies ?? [])] })),
    managedHsms: scenario.managedHsms ?? [],
    clusters: scenario.clusters ?? [],
    issuers: scenario.issuers ?? [],
    activity: scenario.activity ?? [],
    tenants,
    subscriptions: new Map(groups.map((item) => [item.subscriptionId.toLowerCase(), item.tenantId])),
    operator,
  };
}

function operatorOf(operator: AzureOperator | undefined, home: string): Operator | undefined {
  if (operator === 'none') return undefined;
  const tenantId = operator?.tenantId ?? home;
  const may = operator?.may ?? everyRight;
  const { readOnly = [] } = operator ?? {};
  return {
    tenantId,
    objectId: stableGuid('operator', tenantId),
    user: 'operator@example.com',
    may: new Set(may),
    mayChange: new Set(readOnly === true ? [] : may.filter((right) => !readOnly.some((one) => one === right))),
    application: operator?.application,
  };
}

function assignmentOf(vault: VaultState, item: NonNullable<VaultState['roleAssignments']>[number]): RoleAssignment {
  return {
    name: stableGuid('role assignment', vaultId(vault), item.principalId, item.role),
    principalId: item.principalId,
    roleDefinition: roleDefinitions[item.role],
    ...(item.secret === undefined ? {} : { secret: item.secret }),
    ...(item.since === undefined ? {} : { since: item.since }),
    ...(item.condition === undefined ? {} : { condition: item.condition }),
  };
}

/** ARM gives `resourcegroups` of identities in lower case (`azure-wire.md` §2.2). */
export function identityId(state: ManagedIdentityState): string {
  return `/subscriptions/${state.subscriptionId}/resourcegroups/${state.resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${state.name}`;
}

export function vaultId(state: VaultState): string {
  return `/subscriptions/${state.subscriptionId}/resourceGroups/${state.resourceGroup}/providers/Microsoft.KeyVault/vaults/${state.name}`;
}

export function clusterId(state: AksClusterState): string {
  return `/subscriptions/${state.subscriptionId}/resourceGroups/${state.resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${state.name}`;
}

export interface Principal {
  readonly kind: 'managed-identity' | 'application';
  readonly clientId: string;
  readonly tenantId: string;
  /** Object id of the service principal; undefined for an application without one. */
  readonly objectId: string | undefined;
  readonly enabled: boolean;
  readonly credentials: readonly FederatedCredentialState[];
  /** ARM id of a managed identity. */
  readonly resourceId: string | undefined;
}

/** The managed identity or application with this client id in this tenant; object ids are never found. */
export function principalOf(world: World, tenantId: string, clientId: string): Principal | undefined {
  const isIt = (tenant: string, id: string): boolean => same(tenant, tenantId) && same(id, clientId);
  const identity = world.identities.find(({ state }) => isIt(state.tenantId, state.clientId));
  if (identity !== undefined) {
    const { clientId: id, principalId } = identity.state;
    return {
      kind: 'managed-identity',
      clientId: id,
      tenantId: identity.state.tenantId,
      objectId: principalId,
      enabled: true,
      credentials: identity.credentials,
      resourceId: identityId(identity.state),
    };
  }
  const application = world.applications.find(({ state }) => isIt(state.tenantId, state.appId));
  if (application === undefined) return undefined;
  const { servicePrincipal, state: { appId } } = application;
  return {
    kind: 'application',
    clientId: appId,
    tenantId: application.state.tenantId,
    objectId: servicePrincipal?.objectId,
    enabled: servicePrincipal?.accountEnabled ?? true,
    credentials: application.credentials,
    resourceId: undefined,
  };
}

/** A GUID that is the same in every run for the same parts. */
export function stableGuid(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n').toLowerCase()).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
