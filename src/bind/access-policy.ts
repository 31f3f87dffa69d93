import { allows } from '../evidence/azure-permissions.ts';
import { az, word } from '../problems/step.ts';
import type { Facts } from './facts.ts';
import { unchanged, type PlannedChange, type Refusal } from './plan.ts';

const part = 'access policy';
const write = 'Microsoft.KeyVault/vaults/accessPolicies/write';

/** The access policy by which the vault lets the identity get secrets; undefined where no vault was named, or one that goes by roles. */
export function planAccessPolicy({ request, identity, vault, permissions }: Facts): PlannedChange | Refusal | undefined {
  if (request.vault === undefined || vault?.model !== 'access-policy') return undefined;
  const { name } = request.vault;
  const object = `${name} for ${identity.name}`;
  // one with an application admits nobody who comes alone
  const present = vault.policies.find(({ objectId, application }) => application === undefined && objectId.toLowerCase() === identity.principalId.toLowerCase());
  if (present?.secrets.some((one) => /^(get|all)$/i.test(one)) === true) return unchanged(part, object);
  // `az keyvault set-policy` replaces what the identity may do with secrets: what it may do already is said again
  const secrets = [...(present?.secrets ?? []), 'get'];
  const steps = [
    az('let the identity get secrets', 'keyvault', 'set-policy', '-n', word(name, 'vault-name', 'vault'), '--object-id', word(identity.principalId, 'guid', 'principal-id'), '--secret-permissions', ...secrets.map((one) => word(one, 'secret-name', 'permission'))),
  ];
  if (request.vault.secret !== undefined) return { what: `${name} goes by access policies, and one opens all secrets of a vault: leave --at=secret out, or let the vault go by roles`, steps: [] };
  if (!allows(permissions.vault, write)) return { what: `you may not change the access policies of ${name}: needs ${write} (role Key Vault Contributor)`, steps };
  if (vault.tenantId === undefined) return { what: `the tenant of ${name} could not be read`, steps };
  const { tenantId, vaultId } = vault;
  return {
    change: {
      part,
      action: present === undefined ? 'create' : 'update',
      object,
      fields: [{ name: 'secrets', ...(present === undefined ? {} : { was: present.secrets.join(', ') || 'none' }), now: secrets.join(', ') }],
      notes: [],
      steps,
    },
    deed: { kind: 'add-access-policy', vault: vaultId, principalId: identity.principalId, secrets, tenantId },
  };
}
