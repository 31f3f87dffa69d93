import type { Answer } from '../../evidence/answer.ts';
import { identity, identityByObjectId, identityElsewhere, type Identity } from '../../evidence/identity.ts';
import { serviceAccount } from '../../evidence/service-account.ts';
import { targetIssuer } from '../../evidence/target-issuer.ts';
import { webhookTenant } from '../../evidence/webhook-tenant.ts';
import { workload } from '../../evidence/workload.ts';
import { spcClientidWrong } from '../../problems/csi/spc-clientid-wrong.ts';
import { spcTenantWrong } from '../../problems/csi/spc-tenant-wrong.ts';
import { identityAppNoSp } from '../../problems/identity/identity-app-no-sp.ts';
import { identityDisabled } from '../../problems/identity/identity-disabled.ts';
import { identitySystemAssigned } from '../../problems/identity/identity-system-assigned.ts';
import { identityNotFound } from '../../problems/identity/identity-not-found.ts';
import { identityWrongTenant } from '../../problems/identity/identity-wrong-tenant.ts';
import { saClientIdIsObjectId } from '../../problems/service-account/sa-client-id-is-object-id.ts';
import { saTenantWrong } from '../../problems/service-account/sa-tenant-wrong.ts';
import { webhookTenantWrong } from '../../problems/webhook/webhook-tenant-wrong.ts';
import { answer, defineCheck, fail, ok, unseen, when } from '../check.ts';
import { accountOf, classOf, identityOf, ownContainerOf, tenantContainerOf, tenantNamedBy, tenantOfCluster } from '../references.ts';

function notSeen(who: Answer<Identity>): boolean {
  return who.state !== 'known';
}

export const exists = defineCheck({
  id: 'identity/exists',
  title: 'an identity has this client id in this tenant',
  each: 'login',
  reads: [answer(identity), workload, answer(serviceAccount), when(identityElsewhere, notSeen, identity), when(identityByObjectId, notSeen, identity), answer(targetIssuer), when(webhookTenant, notSeen, identity)],
  problems: [identityNotFound, identitySystemAssigned, identityAppNoSp, identityDisabled, identityWrongTenant, saTenantWrong, saClientIdIsObjectId, spcClientidWrong, spcTenantWrong, webhookTenantWrong],
  run([who, { owner }, account, elsewhere, byObjectId, issuer, ofWebhook], { login }) {
    const ofDriver = classOf(login, owner);
    const reference = accountOf(login);
    const own = ownContainerOf(login);
    if (who.state === 'known') {
      const { hasServicePrincipal, clientId, name, enabled, kind } = who.value;
      if (kind === 'system-assigned') return fail(identitySystemAssigned, { clientId, name, account: reference, owner, ...(issuer.state === 'known' ? { issuer: issuer.value } : {}), ...own, ...(ofDriver === undefined ? {} : { mount: ofDriver }) });
      if (!hasServicePrincipal) return fail(identityAppNoSp, { clientId, name });
      if (enabled === false) return fail(identityDisabled, { identity: identityOf(login, who) });
      return ok(wording(who.value));
    }
    const clientId = login.clientId?.value ?? '';
    const used = login.tenantId?.value;
    const right = elsewhere.state === 'known' ? elsewhere.value.tenantId : undefined;
    if (right !== undefined && used !== undefined && right.toLowerCase() !== used.toLowerCase()) {
      if (ofDriver !== undefined) return fail(spcTenantWrong, { ...ofDriver, ...tenantNamedBy(login), tenantId: used, right });
      const annotated = account.state === 'known' && account.value.tenantId === used;
      if (annotated) return fail(saTenantWrong, { account: reference, owner, tenantId: used, right });
      const byWebhook = ofWebhook.state === 'known' && ofWebhook.value === used;
      if (byWebhook && issuer.state === 'known' && tenantOfCluster(issuer.value) === right.toLowerCase()) return fail(webhookTenantWrong, { owner, account: reference, used, right });
      return fail(identityWrongTenant, { identity: identityOf(login, elsewhere.state === 'known' ? elsewhere : who), account: reference, owner, used, right, ...tenantContainerOf(login) });
    }
    if (byObjectId.state === 'known') {
      const { name, clientId: meant } = byObjectId.value;
      if (ofDriver !== undefined) return fail(spcClientidWrong, { ...ofDriver, clientId, tenantId: used ?? '', origin: login.clientId?.origin ?? '', objectIdOf: { name, clientId: meant } });
      return fail(saClientIdIsObjectId, { account: reference, owner, ...own, value: clientId, name, clientId: meant });
    }
    // the tenant that is asked may be what is wrong: who sees all tenants would have told
    if (who.state === 'unknown') return elsewhere.state === 'unknown' && !who.gap.needs.includes(elsewhere.gap.needs) ? unseen(who, elsewhere) : unseen(who);
    if (ofDriver !== undefined) return fail(spcClientidWrong, { ...ofDriver, clientId, tenantId: used ?? '', origin: login.clientId?.origin ?? '' });
    return fail(identityNotFound, { clientId, origin: login.clientId?.origin ?? '', tenantId: used ?? '', account: reference, owner, ...own });
  },
});

function wording({ kind, name, resourceGroup }: Identity): string {
  return `${kind} ${name}${resourceGroup === undefined ? '' : `, ${resourceGroup}`}`;
}
