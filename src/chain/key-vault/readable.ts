import type { Answer } from '../../evidence/answer.ts';
import { exchange } from '../../evidence/exchange.ts';
import { identity } from '../../evidence/identity.ts';
import { vaultAccess } from '../../evidence/vault-access.ts';
import { vaultRead, vaultReadAsOther, type VaultRead } from '../../evidence/vault.ts';
import { workload } from '../../evidence/workload.ts';
import { spcObjectType } from '../../problems/csi/spc-object-type.ts';
import { kvNameWrong } from '../../problems/key-vault/kv-name-wrong.ts';
import { answer, defineCheck, fail, ok, skip, unseen, when } from '../check.ts';
import { classOf, identityOf } from '../references.ts';
import { refusalProblems, refused } from './refusal.ts';

/** Who may get in is worth asking only once the vault has refused. */
function isRefused(read: Answer<VaultRead>): boolean {
  return read.state === 'known' && read.value.result === 'refused' && read.value.status === 403;
}

/** Not there as this type, or read with a right that is missing: it may lie there as another one. */
function mayBeOther(read: Answer<VaultRead>): boolean {
  if (read.state !== 'known' || read.value.result !== 'refused') return false;
  return read.value.status === 404 || /^(ForbiddenByRbac|AccessDenied|ForbiddenByPolicy)$/.test(read.value.innerCode ?? read.value.code);
}

export const readable = defineCheck({
  id: 'key-vault/readable',
  title: 'the access token reads the secret',
  each: 'vault-object',
  reads: [answer(vaultRead), answer(identity), answer(exchange), when(vaultAccess, isRefused, vaultRead), when(vaultReadAsOther, mayBeOther, vaultRead), workload],
  problems: [...refusalProblems, kvNameWrong, spcObjectType],
  run([read, who, said, access, other, { owner }], { vaultObject, login, wishes, target }) {
    if (wishes.scope !== undefined) return skip('--scope names another resource');
    if (!wishes.exchange) return skip('--no-exchange');
    if (!wishes.read) return skip('--no-read');
    const { vaultName: vault, vaultHost: host, secretName: secret, type, origin } = vaultObject;
    if (secret === undefined) return skip(`${vault} is named, but no secret: add --secret NAME`);
    const exchanged = said.state === 'known' && said.value.result === 'token' ? said.value : undefined;
    if (read.state === 'unknown' && exchanged !== undefined && /^(ENOTFOUND|ENODATA):/.test(read.gap.detail ?? '')) {
      // names are resolved from here, as the exchange shows, and vault names are public: this one is nobody's
      return fail(kvNameWrong, { vault, host, origin });
    }
    if (read.state !== 'known') return unseen(read);
    if (read.value.result === 'read') return ok(`reads ${vault}/${secret}`, login.basis === 'after-mend' ? 'after-mend' : 'proved');
    const ofDriver = classOf(login, owner);
    if (ofDriver !== undefined && other.state === 'known' && other.value.type !== undefined) {
      return fail(spcObjectType, { ...ofDriver, name: secret, type, kind: other.value.type }, { note: `${read.value.status} ${read.value.innerCode ?? read.value.code}`, basis: 'proved' });
    }
    return refused(read.value, {
      target,
      vaultObject,
      secret,
      identity: identityOf(login, who),
      tenantId: exchanged?.tenantId ?? login.tenantId?.value ?? '',
      principalId: exchanged?.objectId ?? (who.state === 'known' ? who.value.principalId : undefined),
      access: access.state === 'known' ? access.value : undefined,
    });
  },
});
