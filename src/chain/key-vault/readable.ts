import { exchange } from '../../evidence/exchange.ts';
import { identity } from '../../evidence/identity.ts';
import type { VaultObjectSubject } from '../../evidence/subject.ts';
import { vaultRead, type VaultRead } from '../../evidence/vault.ts';
import { vantageDifference } from '../../problems/exchange/vantage-difference.ts';
import { kvAccessPolicyMissing } from '../../problems/key-vault/kv-access-policy-missing.ts';
import { kvFirewall } from '../../problems/key-vault/kv-firewall.ts';
import { kvPublicDisabled } from '../../problems/key-vault/kv-public-disabled.ts';
import { kvRbacMissing } from '../../problems/key-vault/kv-rbac-missing.ts';
import { kvSecretDisabled } from '../../problems/key-vault/kv-secret-disabled.ts';
import { kvSecretNotFound } from '../../problems/key-vault/kv-secret-not-found.ts';
import { kvWrongTenant } from '../../problems/key-vault/kv-wrong-tenant.ts';
import type { IdentityRef } from '../../problems/mend.ts';
import { found } from '../../problems/problem.ts';
import { az, note, word } from '../../problems/step.ts';
import { answer, defineCheck, fail, ok, skip, undecided, unseen, type Outcome } from '../check.ts';
import { identityOf } from '../references.ts';

type Refusal = VaultRead & { readonly result: 'refused' };

export const readable = defineCheck({
  id: 'key-vault/readable',
  title: 'the access token reads the secret',
  each: 'vault-object',
  reads: [answer(vaultRead), answer(identity), answer(exchange)],
  problems: [kvRbacMissing, kvAccessPolicyMissing, kvFirewall, kvPublicDisabled, kvSecretNotFound, kvSecretDisabled, kvWrongTenant, vantageDifference],
  run([read, who, said], subject) {
    const { vaultObject, login, wishes } = subject;
    if (wishes.scope !== undefined) return skip('--scope names another resource');
    if (!wishes.exchange) return skip('--no-exchange');
    if (!wishes.read) return skip('--no-read');
    if (vaultObject.secretName === undefined) return skip(`${vaultObject.vaultName} is named, but no secret: add --secret NAME`);
    if (read.state !== 'known') return unseen(read);
    if (read.value.result === 'read') return ok(`reads ${vaultObject.vaultName}/${vaultObject.secretName}`, login.basis === 'after-mend' ? 'after-mend' : 'proved');
    const tenantId = said.state === 'known' ? said.value.tenantId : (login.tenantId?.value ?? '');
    const principalId = said.state === 'known' && said.value.result === 'token' ? said.value.objectId : undefined;
    return refused(read.value, subject, identityOf(login, who), tenantId, principalId);
  },
});

/** By `innererror.code`, else by `error.code` (`failure-modes.md` §4). */
function refused(refusal: Refusal, { vaultObject }: VaultObjectSubject, identity: IdentityRef, tenantId: string, principal: string | undefined): Outcome {
  const { status, code, innerCode, message } = refusal;
  const vault = vaultObject.vaultName;
  const secret = vaultObject.secretName ?? '';
  const brief = { note: `${status} ${innerCode ?? code}`, basis: 'proved' as const };
  const principalId = refusal.callerObjectId ?? principal;
  const caller = principalId === undefined ? {} : { principalId };
  switch (innerCode ?? code) {
    case 'ForbiddenByRbac':
      return fail(kvRbacMissing, { vault, identity, ...caller, ...vaultIdOf(refusal), ...actionOf(refusal), message }, brief);
    case 'AccessDenied':
    case 'ForbiddenByPolicy':
      return fail(kvAccessPolicyMissing, { vault, identity, ...caller, message }, brief);
    case 'SecretDisabled':
      return fail(kvSecretDisabled, { vault, secret }, brief);
    case 'SecretNotFound':
      return fail(kvSecretNotFound, { vault, secret, origin: vaultObject.origin }, brief);
    case 'ForbiddenByFirewall': {
      const address = refusal.clientAddress === undefined ? {} : { clientAddress: refusal.clientAddress };
      return undecided(
        [found(kvFirewall, { vault, ...address }), found(vantageDifference, { host: vaultObject.vaultHost, ...address })],
        [az("see which addresses are let in, and compare with the cluster's outbound address", 'keyvault', 'network-rule', 'list', '-n', word(vault, 'vault-name', 'vault'))],
        brief.note,
      );
    }
    case 'ForbiddenByConnection':
      return undecided(
        [found(kvPublicDisabled, { vault }), found(vantageDifference, { host: vaultObject.vaultHost })],
        [note(`Resolve ${vaultObject.vaultHost} in a pod: a private address is the private endpoint.`)],
        brief.note,
      );
    default:
      if (/AKV10032/.test(message)) return fail(kvWrongTenant, { vault, tenantId, message }, brief);
      return undecided([], [note(`The vault says: ${message}`)], brief.note);
  }
}

/** The vault's own id out of the id of what was refused. */
function vaultIdOf({ resourceId }: Refusal): { readonly vaultId?: string } {
  const vaultId = /^(\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/Microsoft\.KeyVault\/vaults\/[^/]+)/i.exec(resourceId ?? '')?.[1];
  return vaultId === undefined ? {} : { vaultId };
}

function actionOf({ action }: Refusal): { readonly action?: string } {
  return action === undefined ? {} : { action };
}
