import type { Target, VaultObject } from '../../evidence/subject.ts';
import type { VaultAccess } from '../../evidence/vault-access.ts';
import type { VaultChanges } from '../../evidence/vault-changes.ts';
import type { VaultRead } from '../../evidence/vault.ts';
import { vantageDifference } from '../../problems/exchange/vantage-difference.ts';
import { kvFirewall } from '../../problems/key-vault/kv-firewall.ts';
import { kvNsp, listPerimeters } from '../../problems/key-vault/kv-nsp.ts';
import { kvPrivateEndpointPending } from '../../problems/key-vault/kv-private-endpoint-pending.ts';
import { kvPolicyRevertsNetwork } from '../../problems/key-vault/kv-policy-reverts-network.ts';
import { kvPrivateDnsMissing } from '../../problems/key-vault/kv-private-dns-missing.ts';
import { kvPublicDisabled } from '../../problems/key-vault/kv-public-disabled.ts';
import { kvThrottled } from '../../problems/key-vault/kv-throttled.ts';
import { kvWrongAudience } from '../../problems/key-vault/kv-wrong-audience.ts';
import { kvSecretDisabled } from '../../problems/key-vault/kv-secret-disabled.ts';
import { kvSecretNotFound } from '../../problems/key-vault/kv-secret-not-found.ts';
import { kvWrongTenant } from '../../problems/key-vault/kv-wrong-tenant.ts';
import type { IdentityRef } from '../../problems/mend.ts';
import { found, type AnyProblem } from '../../problems/problem.ts';
import { az, note, word } from '../../problems/step.ts';
import { fail, undecided, type Outcome } from '../check.ts';
import { fromPodInstead } from '../references.ts';
import { deniedByPolicy, deniedByRbac, denialProblems, itemOf } from './denial.ts';

export const refusalProblems: readonly AnyProblem[] = [
  ...denialProblems,
  kvFirewall,
  kvPublicDisabled,
  kvPrivateDnsMissing,
  kvPolicyRevertsNetwork,
  kvPrivateEndpointPending,
  kvNsp,
  kvSecretNotFound,
  kvSecretDisabled,
  kvWrongTenant,
  kvWrongAudience,
  kvThrottled,
  vantageDifference,
];

/** What is said of every refusal: its number, and that it was really tried. */
export interface Brief {
  readonly note: string;
  readonly basis: 'proved';
}

export type Refusal = VaultRead & { readonly result: 'refused' };

export interface Circumstances {
  readonly vaultObject: VaultObject;
  readonly secret: string;
  /** What is looked at. */
  readonly target: Target;
  readonly identity: IdentityRef;
  readonly tenantId: string;
  readonly principalId: string | undefined;
  /** What Azure Resource Manager says of the vault, where it could be read. */
  readonly access: VaultAccess | undefined;
  /** The pod that was refused, and what it took the vault's name for; absent where this machine was. */
  readonly pod?: { readonly name: string; readonly addresses: readonly string[] };
  /** What was done to the vault lately, where that could be read. */
  readonly changes?: VaultChanges;
}

/** Why the vault refused, by `innererror.code`, else by `error.code` (`failure-modes.md` §4). */
export function refused(refusal: Refusal, circumstances: Circumstances): Outcome {
  const { status, code, innerCode, message, clientAddress } = refusal;
  const { vaultObject, secret, access, tenantId, changes = {}, pod, target } = circumstances;
  const { vaultName: vault, vaultHost: host, type, origin } = vaultObject;
  const brief: Brief = { note: `${status} ${innerCode ?? code}`, basis: 'proved' };
  const reverts = changes.changedByPolicy === undefined ? [] : [found(kvPolicyRevertsNetwork, { vault, ...(access === undefined ? {} : { vaultId: access.vaultId }), ...changes.changedByPolicy })];
  // a perimeter stands above the rules of the vault: those say nothing about who gets in
  const perimeter = access?.perimeter === true && /^ForbiddenBy(Firewall|Connection)$/.test(innerCode ?? '');
  if (perimeter) return undecided([found(kvNsp, { vault, ...(clientAddress === undefined ? {} : { clientAddress }) }), found(vantageDifference, { host })], [listPerimeters], brief.note);
  switch (innerCode ?? code) {
    case 'ForbiddenByRbac':
      return deniedByRbac(refusal, circumstances, brief);
    case 'AccessDenied':
    case 'ForbiddenByPolicy':
      return deniedByPolicy(refusal, circumstances, brief);
    case 'SecretDisabled':
    case 'KeyDisabled':
    case 'CertificateDisabled':
      return fail(kvSecretDisabled, { vault, secret, ...itemOf(type) }, brief);
    case 'SecretNotFound':
    case 'KeyNotFound':
    case 'CertificateNotFound':
      return fail(kvSecretNotFound, { vault, secret, origin, ...itemOf(type) }, brief);
    case 'ForbiddenByFirewall': {
      const address = clientAddress === undefined ? {} : { clientAddress };
      if (pod !== undefined) return fail(kvFirewall, { vault, ...address, pod: pod.name }, brief);
      return undecided(
        [...reverts, found(kvFirewall, { vault, ...address }), found(vantageDifference, { host, ...address })],
        [fromPodInstead(target), az("see which addresses are let in, and compare with the cluster's outbound address", 'keyvault', 'network-rule', 'list', '-n', word(vault, 'vault-name', 'vault'))],
        brief.note,
      );
    }
    case 'ForbiddenByConnection': {
      if (access?.endpointsWait === true) return fail(kvPrivateEndpointPending, { vault, vaultId: access.vaultId }, brief);
      // with an endpoint there, the pods may miss it; without one nobody gets in; unread, it can be either
      const missed = access === undefined || access.privateEndpoints > 0 ? [found(kvPrivateDnsMissing, { vault })] : [];
      const none = access === undefined || access.privateEndpoints === 0 ? [found(kvPublicDisabled, { vault })] : [];
      const waits = access === undefined ? [found(kvPrivateEndpointPending, { vault })] : [];
      if (pod !== undefined && access !== undefined) {
        return access.privateEndpoints > 0 ? fail(kvPrivateDnsMissing, { vault, seen: pod }, brief) : fail(kvPublicDisabled, { vault }, brief);
      }
      return undecided(
        [...reverts, ...none, ...missed, ...waits, ...(pod === undefined ? [found(vantageDifference, { host })] : [])],
        [
          ...(access === undefined ? [az('see whether it has a private endpoint, and whether that was approved', 'keyvault', 'show', '-n', word(vault, 'vault-name', 'vault'), '--query', 'properties.privateEndpointConnections')] : []),
          ...(pod === undefined ? [fromPodInstead(target)] : []),
        ],
        brief.note,
      );
    }
    default:
      if (status === 429) return fail(kvThrottled, { vault, message }, brief);
      if (/AKV10022/.test(message)) return fail(kvWrongAudience, { vault, host, message }, brief);
      if (/AKV10032/.test(message)) return fail(kvWrongTenant, { vault, tenantId, message }, brief);
      return undecided([], [note(`The vault says: ${message}`)], brief.note);
  }
}
