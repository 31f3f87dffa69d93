import type { Answer, Gap } from '../../evidence/answer.ts';
import { vaultSuffixOf } from '../../evidence/cloud-hosts.ts';
import { exchange } from '../../evidence/exchange.ts';
import { identity } from '../../evidence/identity.ts';
import type { Target, VaultObjectType } from '../../evidence/subject.ts';
import { managedHsm } from '../../evidence/managed-hsm.ts';
import { vaultChanges } from '../../evidence/vault-changes.ts';
import { vaultAccess } from '../../evidence/vault-access.ts';
import { currentVersion, vaultRead, vaultReadAsOther, type VaultRead } from '../../evidence/vault.ts';
import { workload } from '../../evidence/workload.ts';
import { spcObjectType } from '../../problems/csi/spc-object-type.ts';
import { vantageDifference } from '../../problems/exchange/vantage-difference.ts';
import { kvCloudSuffix } from '../../problems/key-vault/kv-cloud-suffix.ts';
import { kvEgressBlocked } from '../../problems/exchange/kv-egress-blocked.ts';
import { kvKeyExpired } from '../../problems/key-vault/kv-key-expired.ts';
import { kvManagedHsm } from '../../problems/key-vault/kv-managed-hsm.ts';
import { kvNameWrong } from '../../problems/key-vault/kv-name-wrong.ts';
import { kvSecretExpired } from '../../problems/key-vault/kv-secret-expired.ts';
import { kvVersionPinned } from '../../problems/key-vault/kv-version-pinned.ts';
import { found } from '../../problems/problem.ts';
import { itemOf } from './denial.ts';
import { answer, defineCheck, fail, ok, skip, undecided, unseen, warn, when, type Outcome } from '../check.ts';
import { fromPodInstead, classOf, identityOf } from '../references.ts';
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

/** The name of the vault does not resolve. */
function isNobodys(read: Answer<VaultRead>): boolean {
  return read.state === 'unknown' && /^(ENOTFOUND|ENODATA):/.test(read.gap.detail ?? '');
}

/** A version that is named is worth a look at the current one only where it can be read. */
function isGiven(read: Answer<VaultRead>): boolean {
  return read.state === 'known' && read.value.result === 'read';
}

export const readable = defineCheck({
  id: 'key-vault/readable',
  title: 'the access token reads the secret',
  each: 'vault-object',
  reads: [answer(vaultRead), answer(identity), answer(exchange), when(vaultAccess, isRefused, vaultRead), when(vaultChanges, isRefused, vaultRead), when(vaultReadAsOther, mayBeOther, vaultRead), when(currentVersion, isGiven, vaultRead), when(managedHsm, isNobodys, vaultRead), workload],
  problems: [...refusalProblems, kvNameWrong, kvManagedHsm, kvCloudSuffix, kvEgressBlocked, kvVersionPinned, kvSecretExpired, kvKeyExpired, spcObjectType],
  run([read, who, said, access, changes, other, current, hsm, { owner }], { vaultObject, login, wishes, target }) {
    if (wishes.scope !== undefined) return skip('--scope names another resource');
    if (!wishes.exchange) return skip('--no-exchange');
    if (!wishes.read) return skip('--no-read');
    const { vaultName: vault, vaultHost: host, secretName: secret, type, origin } = vaultObject;
    if (secret === undefined) return skip(`${vault} is named, but no secret: add --secret NAME`);
    const exchanged = said.state === 'known' && said.value.result === 'token' ? said.value : undefined;
    const suffix = vaultSuffixOf(login.authorityHost.value);
    // where the sign-in fails, the authority may be what is wrong
    if (exchanged !== undefined && !host.endsWith(`.${suffix}`)) return fail(kvCloudSuffix, { host, origin, authorityHost: login.authorityHost.value, suffix }, { basis: 'inferred' });
    if (exchanged !== undefined && isNobodys(read)) {
      if (hsm.state === 'known' && hsm.value.found) return fail(kvManagedHsm, { host, name: vault, origin });
      // names are resolved from here, as the exchange shows, and vault names are public: this one is nobody's
      return fail(kvNameWrong, { vault, host, origin, owner });
    }
    if (read.state === 'unknown' && exchanged !== undefined) return unanswered(read.gap, host, target) ?? unseen(read);
    if (read.state !== 'known') return unseen(read);
    if (read.value.result === 'read') {
      const brief = { note: `reads ${vault}/${secret}`, basis: login.basis === 'after-mend' ? 'after-mend' : 'proved' } as const;
      const newest = current.state === 'known' ? current.value.version : undefined;
      const { version } = read.value;
      if (newest !== undefined && version !== undefined && newest !== version) return warn(kvVersionPinned, { vault, secret, version, current: newest, origin, ...itemOf(type) }, brief);
      return pastItsDates(read.value, vaultObject.vaultName, secret, type, brief) ?? ok(brief.note, brief.basis);
    }
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
      ...(changes.state === 'known' ? { changes: changes.value } : {}),
    });
  },
});

/** No answer from the vault here, where Entra gave one: whether the pods get one cannot be seen from this machine. */
function unanswered({ reason, detail = 'no answer' }: Gap, host: string, target: Target): Outcome | undefined {
  if (reason !== 'timeout' && !/^(ETIMEDOUT|ECONN\w+|EHOST\w+|ENET\w+|EAI_AGAIN|EPIPE):/.test(detail)) return undefined;
  return undecided(
    [found(kvEgressBlocked, { host, namespace: target.namespace, detail }), found(vantageDifference, { host })],
    [fromPodInstead(target)],
    `no answer here: ${detail}`,
  );
}

function pastItsDates(read: VaultRead & { readonly result: 'read' }, vault: string, name: string, type: VaultObjectType, brief: { readonly note: string; readonly basis: 'proved' | 'after-mend' }): Outcome | undefined {
  if (read.outOfDate === undefined) return undefined;
  const dates = read.outOfDate === 'early' ? ({ at: read.notBefore ?? '', early: true } as const) : { at: read.expiresOn ?? '' };
  return type === 'key' ? warn(kvKeyExpired, { vault, key: name, ...dates }, brief) : warn(kvSecretExpired, { vault, secret: name, ...itemOf(type), ...dates }, brief);
}
