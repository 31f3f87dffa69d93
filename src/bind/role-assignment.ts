import { createHash } from 'node:crypto';
import { WireFailure } from '../wire/failure.ts';
import { allows } from '../evidence/azure-permissions.ts';
import { roles } from '../evidence/vault-access.ts';
import { assignRole } from '../problems/mend.ts';
import type { Facts } from './facts.ts';
import { unchanged, type PlannedChange, type Refusal } from './plan.ts';

const part = 'role assignment';
const write = 'Microsoft.Authorization/roleAssignments/write';

/** The role by which the vault lets the identity read secrets; undefined where no vault was named, or one that goes by access policies. */
export function planRole({ request, identity, presented, vault, permissions }: Facts): PlannedChange | Refusal | undefined {
  const { vault: wanted } = request;
  if (wanted === undefined || vault?.model !== 'rbac') return undefined;
  const role = roles[wanted.roleId]?.name ?? wanted.roleId;
  if (vault.assignments === undefined) return { what: `the role assignments of ${wanted.name} could not be read: needs Microsoft.Authorization/roleAssignments/read (role Reader)`, steps: [] };
  const own = vault.assignments.filter(({ principalId }) => principalId.toLowerCase() === identity.principalId.toLowerCase());
  const enough = own.find(({ roleId }) => roleId === wanted.roleId) ?? own.find(({ roleId }) => roles[wanted.roleId]?.readsSecrets === true && roles[roleId]?.readsSecrets === true);
  if (enough !== undefined) return unchanged(part, `${roles[enough.roleId]?.name ?? enough.roleId} on ${wanted.name} for ${identity.name}`);
  const steps = assignRole(identity.principalId, vault.vaultId, role);
  if (!allows(permissions.vault, write)) {
    return { what: `you may not give roles on ${wanted.name}: needs ${write} (role Key Vault Data Access Administrator, or Owner)`, steps };
  }
  const name = assignmentName(presented.issuer, presented.subject, identity.principalId, wanted.roleId, vault.vaultId);
  return {
    change: {
      part,
      action: 'create',
      object: `${role} on ${wanted.name} for ${identity.name}`,
      fields: [
        { name: 'role', now: role },
        { name: 'principal', now: identity.principalId },
        { name: 'scope', now: vault.vaultId },
      ],
      notes: ['It can take up to ten minutes to be in effect.'],
      steps,
    },
    async make({ azure }) {
      try {
        await azure.assignRole({ scope: vault.vaultId, name, roleId: wanted.roleId, principalId: identity.principalId }, identity.tenantId);
      } catch (error) {
        // made in the meantime, or by a write of ours whose answer was lost
        if (!(error instanceof WireFailure && error.fault.kind === 'status' && error.fault.code === 'RoleAssignmentExists')) throw error;
      }
    },
  };
}

/** A name that can be computed again from what it is for: the same assignment never comes to be twice (UUIDv5, RFC 9562). */
export function assignmentName(...about: readonly string[]): string {
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const hash = createHash('sha1').update(namespace).update(JSON.stringify(about.map((one) => one.toLowerCase()))).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
