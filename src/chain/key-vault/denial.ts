import { readsType, roles, type Assignment, type VaultAccess } from '../../evidence/vault-access.ts';
import { kvAbacCondition } from '../../problems/key-vault/kv-abac-condition.ts';
import { kvAccessPolicyMissing } from '../../problems/key-vault/kv-access-policy-missing.ts';
import { kvModelMismatch } from '../../problems/key-vault/kv-model-mismatch.ts';
import { kvPolicyKeysVsSecrets } from '../../problems/key-vault/kv-policy-keys-vs-secrets.ts';
import { kvPolicyCompoundIdentity } from '../../problems/key-vault/kv-policy-compound-identity.ts';
import { kvRecreated } from '../../problems/key-vault/kv-recreated.ts';
import { kvRbacDenyAssignment } from '../../problems/key-vault/kv-rbac-deny-assignment.ts';
import { kvRbacMissing } from '../../problems/key-vault/kv-rbac-missing.ts';
import { kvRbacPropagation } from '../../problems/key-vault/kv-rbac-propagation.ts';
import { kvRbacWrongPrincipal } from '../../problems/key-vault/kv-rbac-wrong-principal.ts';
import { kvRbacWrongRole } from '../../problems/key-vault/kv-rbac-wrong-role.ts';
import type { IdentityRef } from '../../problems/mend.ts';
import { found, type AnyProblem, type FoundProblem } from '../../problems/problem.ts';
import type { VaultObjectType } from '../../evidence/subject.ts';
import type { VaultItem } from '../../problems/vault-item.ts';
import { az, note, word, type Step } from '../../problems/step.ts';
import { undecided, type Outcome } from '../check.ts';
import type { Brief, Circumstances, Refusal } from './refusal.ts';

export const denialProblems: readonly AnyProblem[] = [
  kvRbacMissing,
  kvRbacWrongRole,
  kvRbacWrongPrincipal,
  kvRbacPropagation,
  kvAbacCondition,
  kvModelMismatch,
  kvAccessPolicyMissing,
  kvPolicyKeysVsSecrets,
  kvPolicyCompoundIdentity,
  kvRecreated,
  kvRbacDenyAssignment,
];

/** The vault names a deny assignment, where it says null for none. */
const denied = /DeniedByDenyAssignment|DenyAssignmentId: '?[0-9a-f]{8}-/i;

const untilSettled = note('A role takes up to ten minutes: look again then, or add --wait. If it is refused still, it is the condition.');

/** Ten minutes are documented; a token that was cached before may last longer. */
const settledAfterMinutes = 60;

interface Parties {
  readonly vault: string;
  readonly identity: IdentityRef;
  readonly principalId?: string;
  readonly vaultId?: string;
}

/** Azure RBAC denied it: by what is assigned, where that could be read. */
export function deniedByRbac(refusal: Refusal, { vaultObject, identity, principalId, access, changes = {} }: Circumstances, brief: Brief): Outcome {
  const { message, action } = refusal;
  const parties = partiesOf(refusal, vaultObject.vaultName, identity, principalId, access);
  const caller = parties.principalId;
  const { type } = vaultObject;
  const item = itemOf(type);
  const missing = found(kvRbacMissing, { ...parties, ...item, ...(action === undefined ? {} : { action }), message });
  const failed = (problem: FoundProblem): Outcome => ({ outcome: 'fail', found: problem, ...brief });
  if (denied.test(message)) {
    const { vault, vaultId } = parties;
    return failed(found(kvRbacDenyAssignment, { vault, identity, ...(vaultId === undefined ? {} : { vaultId }), message }));
  }
  // policies that were left behind when the vault went over to roles
  const leftBehind = caller !== undefined && access?.policies.some(({ objectId, secrets, others }) => same(objectId, caller) && (type === 'secret' ? secrets.length > 0 : others.length > 0)) === true;
  const mismatch = found(kvModelMismatch, { ...parties, uses: 'rbac' });
  if (caller === undefined || access?.assignments === undefined) {
    if (leftBehind) return failed(mismatch);
    const { vault } = parties;
    return undecided(
      [missing, found(kvRbacWrongRole, { ...parties, ...item, roles: [] }), found(kvRbacWrongPrincipal, parties), found(kvRbacPropagation, { vault, identity })],
      [listAssignments(parties)],
      brief.note,
    );
  }
  const own = access.assignments.filter((one) => same(one.principalId, caller));
  const fitting = own.filter(({ roleId }) => readsType(roleId, type));
  const enough = fitting.find(({ condition }) => condition === undefined) ?? fitting[0];
  if (enough !== undefined) {
    const { condition } = enough;
    const against = found(kvAbacCondition, { ...parties, role: nameOf(enough), since: enough.createdOn ?? '', message, ...(condition === undefined ? {} : { condition }) });
    // a role that has been there for longer than any propagation takes is held up by something else
    if ((enough.age ?? 0) > settledAfterMinutes) return failed(against);
    const onItsWay = found(kvRbacPropagation, { vault: parties.vault, identity, role: nameOf(enough), since: enough.createdOn ?? 'unknown' });
    return condition === undefined ? failed(onItsWay) : undecided([against, onItsWay], [untilSettled], brief.note);
  }
  if (leftBehind) return failed(mismatch);
  if (own.length > 0) return failed(found(kvRbacWrongRole, { ...parties, ...item, roles: own.map(nameOf) }));
  const mistaken = access.assignments.find((one) => readsType(one.roleId, type) && same(one.principalId, identity.clientId));
  if (mistaken === undefined && changes.recreated !== undefined) return failed(found(kvRecreated, { ...parties, ...item, uses: 'rbac', ...changes.recreated }));
  return failed(mistaken === undefined ? missing : found(kvRbacWrongPrincipal, { ...parties, given: mistaken.principalId }));
}

/** What whoever may read role assignments sees: who has which role at the vault, and above it. */
function listAssignments({ vaultId }: Parties): Step {
  return az('see who has which role there', 'role', 'assignment', 'list', '--scope', word(vaultId, 'resource-id', 'vault-resource-id'), '--include-inherited', '-o', 'table');
}

/** An access policy denied it: by which policies there are, where they could be read. */
export function deniedByPolicy(refusal: Refusal, { vaultObject, identity, principalId, access, changes = {} }: Circumstances, brief: Brief): Outcome {
  const failed = (problem: FoundProblem): Outcome => ({ outcome: 'fail', found: problem, ...brief });
  const parties = partiesOf(refusal, vaultObject.vaultName, identity, principalId, access);
  const caller = parties.principalId;
  const { vaultId: _vaultId, ...named } = parties;
  const { type } = vaultObject;
  const item = itemOf(type);
  if (access !== undefined && caller !== undefined) {
    const compound = access.policies.find(({ objectId, application }) => same(objectId, caller) && application !== undefined);
    const policy = access.policies.find(({ objectId, application }) => same(objectId, caller) && application === undefined);
    if (policy === undefined && compound?.application !== undefined) {
      return failed(found(kvPolicyCompoundIdentity, { ...named, ...item, application: compound.application, message: refusal.message }));
    }
    if (policy !== undefined && !allowsGet(policy, type)) {
      return failed(found(kvPolicyKeysVsSecrets, { ...named, ...item, given: [...policy.secrets.map((one) => `secrets: ${one}`), ...policy.others] }));
    }
    if (policy === undefined && access.assignments?.some((one) => same(one.principalId, caller) && readsType(one.roleId, type)) === true) {
      return failed(found(kvModelMismatch, { ...parties, uses: 'access-policy' }));
    }
    if (policy === undefined && changes.recreated !== undefined) return failed(found(kvRecreated, { ...parties, ...item, uses: 'access-policy', ...changes.recreated }));
  }
  if (/on-behalf-of \(OBO\) flow/.test(refusal.message)) return failed(found(kvPolicyCompoundIdentity, { ...named, ...item, message: refusal.message }));
  const missing = found(kvAccessPolicyMissing, { ...named, ...item, message: refusal.message });
  if (access !== undefined && caller !== undefined) return failed(missing);
  return undecided(
    [missing, found(kvPolicyKeysVsSecrets, { ...named, ...item }), found(kvModelMismatch, { ...parties, uses: 'access-policy', unread: true })],
    [az('see who has which policy there', 'keyvault', 'show', '-n', word(parties.vault, 'vault-name', 'vault'), '--query', 'properties.accessPolicies'), listAssignments(parties)],
    brief.note,
  );
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
