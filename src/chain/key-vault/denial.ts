import { readsType, roles, type Assignment, type VaultAccess } from '../../evidence/vault-access.ts';
import { kvAbacCondition } from '../../problems/key-vault/kv-abac-condition.ts';
import { kvAccessPolicyMissing } from '../../problems/key-vault/kv-access-policy-missing.ts';
import { kvModelMismatch } from '../../problems/key-vault/kv-model-mismatch.ts';
import { kvPolicyKeysVsSecrets } from '../../problems/key-vault/kv-policy-keys-vs-secrets.ts';
import { kvRbacMissing } from '../../problems/key-vault/kv-rbac-missing.ts';
import { kvRbacPropagation } from '../../problems/key-vault/kv-rbac-propagation.ts';
import { kvRbacWrongPrincipal } from '../../problems/key-vault/kv-rbac-wrong-principal.ts';
import { kvRbacWrongRole } from '../../problems/key-vault/kv-rbac-wrong-role.ts';
import type { IdentityRef } from '../../problems/mend.ts';
import { found, type AnyProblem, type FoundProblem } from '../../problems/problem.ts';
import type { VaultObjectType } from '../../evidence/subject.ts';
import type { VaultItem } from '../../problems/vault-item.ts';
import type { Circumstances, Refusal } from './refusal.ts';

export const denialProblems: readonly AnyProblem[] = [
  kvRbacMissing,
  kvRbacWrongRole,
  kvRbacWrongPrincipal,
  kvRbacPropagation,
  kvAbacCondition,
  kvModelMismatch,
  kvAccessPolicyMissing,
  kvPolicyKeysVsSecrets,
];

/** Ten minutes are documented; a token that was cached before may last longer. */
const settledAfterMinutes = 60;

interface Parties {
  readonly vault: string;
  readonly identity: IdentityRef;
  readonly principalId?: string;
  readonly vaultId?: string;
}

/** Azure RBAC denied it: by what is assigned, where that could be read. */
export function deniedByRbac(refusal: Refusal, { vaultObject, identity, principalId, access }: Circumstances): FoundProblem {
  const { message, action } = refusal;
  const parties = partiesOf(refusal, vaultObject.vaultName, identity, principalId, access);
  const caller = parties.principalId;
  const { type } = vaultObject;
  const item = itemOf(type);
  const missing = found(kvRbacMissing, { ...parties, ...item, ...(action === undefined ? {} : { action }), message });
  if (access === undefined || caller === undefined) return missing;
  const own = (access.assignments ?? []).filter((one) => same(one.principalId, caller));
  const enough = own.find(({ roleId }) => readsType(roleId, type));
  // a role that has been there for longer than any propagation takes is held up by something else
  if (enough !== undefined && (enough.age ?? 0) > settledAfterMinutes) {
    return found(kvAbacCondition, { vault: parties.vault, identity, role: nameOf(enough), since: enough.createdOn ?? '', message });
  }
  if (enough !== undefined) {
    return found(kvRbacPropagation, { vault: parties.vault, identity, role: nameOf(enough), since: enough.createdOn ?? 'unknown' });
  }
  // policies that were left behind when the vault went over to roles
  if (access.policies.some(({ objectId, secrets, others }) => same(objectId, caller) && (type === 'secret' ? secrets.length > 0 : others.length > 0))) {
    return found(kvModelMismatch, { ...parties, uses: 'rbac' });
  }
  if (access.assignments === undefined) return missing;
  if (own.length > 0) return found(kvRbacWrongRole, { ...parties, ...item, roles: own.map(nameOf) });
  const mistaken = access.assignments.find((one) => readsType(one.roleId, type) && same(one.principalId, identity.clientId));
  return mistaken === undefined ? missing : found(kvRbacWrongPrincipal, { ...parties, given: mistaken.principalId });
}

/** An access policy denied it: by which policies there are, where they could be read. */
export function deniedByPolicy(refusal: Refusal, { vaultObject, identity, principalId, access }: Circumstances): FoundProblem {
  const parties = partiesOf(refusal, vaultObject.vaultName, identity, principalId, access);
  const caller = parties.principalId;
  const { vaultId: _vaultId, ...named } = parties;
  const { type } = vaultObject;
  const item = itemOf(type);
  if (access !== undefined && caller !== undefined) {
    const policy = access.policies.find(({ objectId }) => same(objectId, caller));
    if (policy !== undefined && !allowsGet(policy, type)) {
      return found(kvPolicyKeysVsSecrets, { ...named, ...item, given: [...policy.secrets.map((one) => `secrets: ${one}`), ...policy.others] });
    }
    if (policy === undefined && access.assignments?.some((one) => same(one.principalId, caller) && readsType(one.roleId, type)) === true) {
      return found(kvModelMismatch, { ...parties, uses: 'access-policy' });
    }
  }
  return found(kvAccessPolicyMissing, { ...named, ...item, message: refusal.message });
}

function partiesOf(refusal: Refusal, vault: string, identity: IdentityRef, principal: string | undefined, access: VaultAccess | undefined): Parties {
  const principalId = refusal.callerObjectId ?? principal;
  const vaultId = access?.vaultId ?? vaultIdIn(refusal.resourceId);
  return { vault, identity, ...(principalId === undefined ? {} : { principalId }), ...(vaultId === undefined ? {} : { vaultId }) };
}

/** The vault's own id out of the id of what was refused. */
function vaultIdIn(resourceId: string | undefined): string | undefined {
  return /^(\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/Microsoft\.KeyVault\/vaults\/[^/]+)/i.exec(resourceId ?? '')?.[1];
}

function allowsGet({ secrets, others }: VaultAccess['policies'][number], type: VaultObjectType): boolean {
  const given = type === 'secret' ? secrets : others.flatMap((one) => (one.startsWith(type === 'key' ? 'keys: ' : 'certificates: ') ? one.slice(one.indexOf(' ') + 1) : []));
  return given.some((permission) => /^(get|all)$/i.test(permission));
}

/** A problem speaks of a secret unless it is told otherwise. */
export function itemOf(type: VaultObjectType): VaultItem {
  return type === 'secret' ? {} : { type };
}

function nameOf({ roleId }: Assignment): string {
  return roles[roleId]?.name ?? `role ${roleId}`;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
