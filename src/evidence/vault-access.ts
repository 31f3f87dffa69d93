import * as z from 'zod/mini';
import { known, unknown, type Answer } from './answer.ts';
import { defineQuestion, type World } from './question.ts';
import type { AzureRight } from './right.ts';
import type { VaultObjectSubject, VaultObjectType } from './subject.ts';

/** How a vault decides who gets in, as Azure Resource Manager has it. */
export interface VaultAccess {
  readonly vaultId: string;
  readonly tenantId?: string;
  readonly model: 'rbac' | 'access-policy';
  /** Permissions by the object id that they are given to; with an application, only to one that acts on its behalf. */
  readonly policies: readonly { readonly objectId: string; readonly application?: string; readonly secrets: readonly string[]; readonly others: readonly string[] }[];
  readonly privateEndpoints: number;
  /** None of them was approved. */
  readonly endpointsWait?: true;
  /** Its network rules are those of a network security perimeter. */
  readonly perimeter?: true;
  /** Undefined where they could not be read. */
  readonly assignments?: readonly Assignment[];
}

export interface Assignment {
  /** GUID that whoever made it chose. */
  readonly name?: string;
  readonly principalId: string;
  /** GUID of the role definition. */
  readonly roleId: string;
  readonly createdOn?: string;
  /** Minutes since then, by this machine's clock. */
  readonly age?: number;
  /** What it depends on, in Azure's language of conditions. */
  readonly condition?: string;
}

const readVault: AzureRight = { where: 'azure', action: 'Microsoft.KeyVault/vaults/read', power: 'read', carriedBy: 'role Reader' };
const readAssignments: AzureRight = { where: 'azure', action: 'Microsoft.Authorization/roleAssignments/read', power: 'read', carriedBy: 'role Reader' };

const permissions = z.optional(z.nullable(z.array(z.string())));
const endpoint = z.object({ properties: z.optional(z.nullable(z.object({ privateLinkServiceConnectionState: z.optional(z.nullable(z.object({ status: z.optional(z.nullable(z.string())) }))) }))) });
const vaultRow = z.object({
  id: z.string(),
  properties: z.object({
    tenantId: z.optional(z.string()),
    enableRbacAuthorization: z.optional(z.nullable(z.boolean())),
    accessPolicies: z.optional(
      z.nullable(
        z.array(z.object({ objectId: z.string(), applicationId: z.optional(z.nullable(z.string())), permissions: z.optional(z.object({ secrets: permissions, keys: permissions, certificates: permissions })) })),
      ),
    ),
    publicNetworkAccess: z.optional(z.nullable(z.string())),
    privateEndpointConnections: z.optional(z.nullable(z.array(endpoint))),
  }),
});
const assignmentList = z.object({
  value: z.array(
    z.object({ name: z.optional(z.string()), properties: z.object({ principalId: z.string(), roleDefinitionId: z.string(), createdOn: z.optional(z.nullable(z.string())), condition: z.optional(z.nullable(z.string())) }) }),
  ),
});

/** What Azure Resource Manager says of a vault: asked only once the vault itself has refused. */
export const vaultAccess = defineQuestion({
  name: 'vault access',
  rights: [readVault, readAssignments],
  key: ({ vaultObject, login }: VaultObjectSubject) => ({ vaultName: vaultObject.vaultName, type: vaultObject.type, secretName: vaultObject.secretName ?? null, tenantId: login.tenantId?.value ?? null }),
  async ask({ vaultName, type, secretName, tenantId }, world): Promise<Answer<VaultAccess>> {
    const tenant = tenantId ?? undefined;
    const query = `resources | where type =~ 'microsoft.keyvault/vaults' and name =~ '${vaultName}' | project id, properties`;
    const [row] = await world.azure.resourceGraph(query, vaultRow, tenant);
    if (row === undefined) {
      return unknown({ reason: 'forbidden', needs: `${readVault.action} on ${vaultName} (${readVault.carriedBy})`, problem: 'doctor-rbac-partial' });
    }
    const { id, properties } = row;
    const endpoints = properties.privateEndpointConnections ?? [];
    const assignments = await assignmentsOf(scopeOf(id, secretName, type), tenant, world);
    return known({
      vaultId: id,
      ...(properties.tenantId === undefined ? {} : { tenantId: properties.tenantId }),
      model: properties.enableRbacAuthorization === true ? 'rbac' : 'access-policy',
      policies: (properties.accessPolicies ?? []).map(({ objectId, applicationId, permissions: given }) => ({
        objectId,
        ...(typeof applicationId === 'string' ? { application: applicationId } : {}),
        secrets: given?.secrets ?? [],
        others: [...(given?.keys ?? []).map((key) => `keys: ${key}`), ...(given?.certificates ?? []).map((one) => `certificates: ${one}`)],
      })),
      privateEndpoints: endpoints.length,
      ...(endpoints.length > 0 && endpoints.every((one) => one.properties?.privateLinkServiceConnectionState?.status?.toLowerCase() === 'pending') ? { endpointsWait: true } : {}),
      ...(properties.publicNetworkAccess?.toLowerCase() === 'securedbyperimeter' ? { perimeter: true } : {}),
      ...(assignments === undefined ? {} : { assignments }),
    });
  },
});

/** Where a role is given: on the vault, or on one object of it. */
export function scopeOf(vaultId: string, secretName: string | null, type: VaultObjectType = 'secret'): string {
  return secretName === null ? vaultId : `${vaultId}/${{ secret: 'secrets', key: 'keys', cert: 'certificates' }[type]}/${secretName}`;
}

/** Role assignments at or above a scope; undefined where they could not be read. */
async function assignmentsOf(scope: string, tenantId: string | undefined, world: World): Promise<readonly Assignment[] | undefined> {
  const path = `${scope}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=${encodeURIComponent('atScope()')}`;
  try {
    const { value } = await world.azure.armGet(path, assignmentList, tenantId);
    return value.map(({ name, properties: { principalId, roleDefinitionId, createdOn, condition } }) => ({
      ...(name === undefined ? {} : { name }),
      principalId,
      roleId: (roleDefinitionId.split('/').at(-1) ?? '').toLowerCase(),
      ...(typeof createdOn === 'string' ? { createdOn, age: Math.round((world.clock.now().getTime() - Date.parse(createdOn)) / 60_000) } : {}),
      ...(typeof condition === 'string' && condition.trim() !== '' ? { condition: condition.trim() } : {}),
    }));
  } catch {
    // the vault itself could be read; who has which role stays unknown
    return undefined;
  }
}

/** Built-in roles by id, whether they read secret values, and what else they read (`azure-wire.md` §2.4). */
export const roles: { readonly [id: string]: { readonly name: string; readonly readsSecrets: boolean; readonly reads?: readonly VaultObjectType[] } } = {
  '4633458b-17de-408a-b874-0445c86b69e6': { name: 'Key Vault Secrets User', readsSecrets: true },
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7': { name: 'Key Vault Secrets Officer', readsSecrets: true },
  '00482a5a-887f-4fb3-b363-3b7fe8e74483': { name: 'Key Vault Administrator', readsSecrets: true, reads: ['key', 'cert'] },
  '21090545-7ca7-4776-b22c-e363652d74d2': { name: 'Key Vault Reader', readsSecrets: false, reads: ['key', 'cert'] },
  'b24988ac-6180-42a0-ab88-20f7382dd24c': { name: 'Contributor', readsSecrets: false },
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': { name: 'Owner', readsSecrets: false },
  'acdd72a7-3385-48ef-bd42-f606fba81ae7': { name: 'Reader', readsSecrets: false },
  'f25e0fa2-a7c8-4377-a976-54943a77a395': { name: 'Key Vault Contributor', readsSecrets: false },
  '12338af0-0e69-4776-bea7-57ae8d297424': { name: 'Key Vault Crypto User', readsSecrets: false, reads: ['key'] },
  'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba': { name: 'Key Vault Certificate User', readsSecrets: true, reads: ['key', 'cert'] },
};

export const standardRole = 'Key Vault Secrets User';

/** Name of the narrowest built-in role that reads objects of all these types. */
export function roleThatReads(types: readonly VaultObjectType[]): string {
  const all = new Set(types);
  if (all.has('cert') || (all.has('key') && all.size > 1)) return 'Key Vault Certificate User';
  return all.has('key') ? 'Key Vault Crypto User' : standardRole;
}

/** Whether a role reads objects of a type: of a secret its value, of the others what is public. */
export function readsType(roleId: string, type: VaultObjectType): boolean {
  return type === 'secret' ? roles[roleId]?.readsSecrets === true : roles[roleId]?.reads?.includes(type) === true;
}
