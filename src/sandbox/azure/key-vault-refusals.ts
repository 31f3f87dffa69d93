/** How Key Vault's data plane refuses who has no right (`azure-wire.md` §3). */
import type { AccessClaims } from './tokens.ts';
import { json } from './wire.ts';
import type { Answer } from './wire.ts';
import { location, vaultId } from './world.ts';
import type { Vault } from './world.ts';

export function forbidden(inner: string, message: string): Answer {
  return json(403, { error: { code: 'Forbidden', message, innererror: { code: inner } } });
}

export function signature({ state }: Vault): string {
  return `${state.name};location=${location}`;
}

export function deniedByRbac(vault: Vault, action: string, object: string, { appid, oid, iss }: Pick<AccessClaims, 'appid' | 'oid' | 'iss'>): Answer {
  const { state } = vault;
  const { denied = false } = state;
  const lines = [
    'Caller is not authorized to perform action on resource.',
    'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
    `Caller: appid=${appid};oid=${oid};iss=${iss}`,
    `Action: 'Microsoft.KeyVault/vaults/${action}'`,
    `Resource: '${vaultId(state).toLowerCase()}/${object}'`,
    'Assignment: (not found)',
    denied ? 'DenyAssignmentId: 0d0d0d0d-0d0d-4d0d-8d0d-0d0d0d0d0d0d' : 'DenyAssignmentId: null',
    denied ? "DecisionReason: 'DeniedByDenyAssignment' " : "DecisionReason: 'DeniedWithNoValidRBAC' ",
    `Vault: ${signature(vault)}`,
    '',
  ];
  return forbidden('ForbiddenByRbac', lines.join('\r\n'));
}
