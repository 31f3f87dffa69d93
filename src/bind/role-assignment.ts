import { allows } from '../evidence/azure-permissions.ts';
import { readsType, roles, scopeOf } from '../evidence/vault-access.ts';
import { assignRole } from '../problems/mend.ts';
import type { Facts } from './facts.ts';
import { unchanged, type PlannedChange, type Refusal } from './plan.ts';

const part = 'role assignment';
const write = 'Microsoft.Authorization/roleAssignments/write';

/** The role by which the vault lets the identity read; undefined where no vault was named, or one that goes by access policies. */
export function planRole({ request, identity, presented, vault, permissions }: Facts): PlannedChange | Refusal | undefined {
  const { vault: wanted } = request;
  if (wanted === undefined || vault?.model !== 'rbac') return undefined;
  const role = roles[wanted.roleId]?.name ?? wanted.roleId;
  const scope = scopeOf(vault.vaultId, wanted.secret ?? null);
  const place = wanted.secret === undefined ? wanted.name : `secret ${wanted.secret} of ${wanted.name}`;
  if (vault.assignments === undefined) return { what: `the role assignments of ${wanted.name} could not be read: needs Microsoft.Authorization/roleAssignments/read (role Reader)`, steps: [] };
  const own = vault.assignments.filter(({ principalId }) => principalId.toLowerCase() === identity.principalId.toLowerCase());
  const enough = own.find(({ roleId }) => roleId === wanted.roleId) ?? own.find(({ roleId }) => readsAllOf(roleId, wanted.roleId));
  if (enough !== undefined) return unchanged(part, `${roles[enough.roleId]?.name ?? enough.roleId} on ${place} for ${identity.name}`);
  const steps = assignRole(identity.principalId, scope, role);
  if (!allows(permissions.vault, write)) {
    return { what: `you may not give roles on ${place}: needs ${write} (role Key Vault Data Access Administrator, or Owner)`, steps };
  }
  return {
    change: {
      part,
      action: 'create',
      object: `${role} on ${place} for ${identity.name}`,
      fields: [
        { name: 'role', now: role },
        { name: 'principal', now: identity.principalId },
        { name: 'scope', now: scope },
      ],
      notes: ['It can take up to ten minutes to be in effect.'],
      steps,
    },
    deed: { kind: 'assign-role', scope, roleId: wanted.roleId, principalId: identity.principalId, of: { issuer: presented.issuer, subject: presented.subject }, tenantId: identity.tenantId },
  };
}

/** Whether a role reads what another one would be given for. */
function readsAllOf(roleId: string, wanted: string): boolean {
  return (['secret', 'key', 'cert'] as const).every((type) => !readsType(wanted, type) || readsType(roleId, type));
}
