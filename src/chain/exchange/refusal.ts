import type { Answer } from '../../evidence/answer.ts';
import type { CredentialMatch } from '../../evidence/credential-match.ts';
import { isTransient, type Exchange } from '../../evidence/exchange.ts';
import type { Signature } from '../../evidence/issuer.ts';
import type { Identity } from '../../evidence/identity.ts';
import type { ServiceAccount } from '../../evidence/service-account.ts';
import type { Login, Owner } from '../../evidence/subject.ts';
import type { Token } from '../../evidence/token.ts';
import { spcClientidWrong } from '../../problems/csi/spc-clientid-wrong.ts';
import { spcTenantWrong } from '../../problems/csi/spc-tenant-wrong.ts';
import { authorityHostWrong } from '../../problems/exchange/authority-host-wrong.ts';
import { entraTransient } from '../../problems/exchange/entra-transient.ts';
import { scopeInvalid } from '../../problems/exchange/scope-invalid.ts';
import { identityAppNoSp } from '../../problems/identity/identity-app-no-sp.ts';
import { vantageDifference } from '../../problems/exchange/vantage-difference.ts';
import { identityConditionalAccess } from '../../problems/identity/identity-conditional-access.ts';
import { identityCrossCloud } from '../../problems/identity/identity-cross-cloud.ts';
import { identityCrossTenantMi } from '../../problems/identity/identity-cross-tenant-mi.ts';
import { identityDisabled } from '../../problems/identity/identity-disabled.ts';
import { identityPublicClient } from '../../problems/identity/identity-public-client.ts';
import { identityTenantPolicy } from '../../problems/identity/identity-tenant-policy.ts';
import { identityTenantRestrictions } from '../../problems/identity/identity-tenant-restrictions.ts';
import { identityWrongTenant } from '../../problems/identity/identity-wrong-tenant.ts';
import { identityNotFound } from '../../problems/identity/identity-not-found.ts';
import { issuerUnreachable } from '../../problems/issuer/issuer-unreachable.ts';
import { jwksAlgUnsupported } from '../../problems/issuer/jwks-alg-unsupported.ts';
import { jwksEntraCache } from '../../problems/issuer/jwks-entra-cache.ts';
import { jwksKeyMismatch } from '../../problems/issuer/jwks-key-mismatch.ts';
import { jwksMissingKid } from '../../problems/issuer/jwks-missing-kid.ts';
import { found, type AnyProblem } from '../../problems/problem.ts';
import { saClientIdIsObjectId } from '../../problems/service-account/sa-client-id-is-object-id.ts';
import { saTenantWrong } from '../../problems/service-account/sa-tenant-wrong.ts';
import { az, matchesGrammar, note, word, type Step } from '../../problems/step.ts';
import { tokenClockSkew } from '../../problems/token/token-clock-skew.ts';
import { tokenLifetimeTooLong } from '../../problems/token/token-lifetime-too-long.ts';
import { webhookTenantWrong } from '../../problems/webhook/webhook-tenant-wrong.ts';
import { webhookWrongCloud } from '../../problems/webhook/webhook-wrong-cloud.ts';
import { fail, undecided, type Outcome } from '../check.ts';
import { accountOf, classOf, identityOf, isInjectedValue, ownContainerOf, tenantContainerOf, tenantNamedBy, tenantOfCluster } from '../references.ts';
import { noMatch, noMatchProblems } from './no-match.ts';

export const refusalProblems: readonly AnyProblem[] = [
  entraTransient,
  scopeInvalid,
  identityNotFound,
  identityAppNoSp,
  identityDisabled,
  identityConditionalAccess,
  identityTenantPolicy,
  identityPublicClient,
  identityTenantRestrictions,
  identityCrossCloud,
  identityCrossTenantMi,
  jwksAlgUnsupported,
  identityWrongTenant,
  saClientIdIsObjectId,
  saTenantWrong,
  spcClientidWrong,
  spcTenantWrong,
  tokenClockSkew,
  tokenLifetimeTooLong,
  issuerUnreachable,
  jwksMissingKid,
  jwksEntraCache,
  jwksKeyMismatch,
  webhookTenantWrong,
  webhookWrongCloud,
  ...noMatchProblems,
];

export interface Circumstances {
  readonly login: Login;
  readonly presented: Answer<Token>;
  readonly who: Answer<Identity>;
  readonly match: Answer<CredentialMatch>;
  readonly account: Answer<ServiceAccount>;
  readonly owner: Owner;
  /** The account that the template names, which pods of before may not have. */
  readonly templateAccount?: string | undefined;
  readonly signature: Answer<Signature>;
  /** What the webhook gives a pod whose account names no tenant, where Entra knows no such tenant. */
  readonly webhookTenant?: string | undefined;
  /** `--scope`. */
  readonly scope: string | undefined;
  /** Where Entra was asked from; default is this machine. */
  readonly vantage?: 'pod';
}

/** What is said of every refusal: its number, and that it was really tried. */
export interface Brief {
  readonly note: string;
  readonly basis: 'proved' | 'after-mend';
}

/**
 * What Entra's refusal says, by its number alone (`failure-modes.md` §3), with what could be read beside it.
 *
 * The same cause gets the same name here as in the check that reads it, so that the two are one finding.
 */
export function refused(said: Exchange & { readonly result: 'refused' }, circumstances: Circumstances): Outcome {
  const { login, presented, who, owner, account } = circumstances;
  const { aadsts, status, description, tries, tenantId } = said;
  const brief: Brief = { note: aadsts === undefined ? `HTTP ${status} ${said.error}` : `AADSTS${aadsts}`, basis: login.basis === 'after-mend' ? 'after-mend' : 'proved' };
  const clientId = login.clientId?.value ?? '';
  const identity = identityOf(login, who);
  const issuer = presented.state === 'known' ? presented.value.issuer : '';
  const kid = presented.state === 'known' ? (presented.value.kid ?? '') : '';
  if (isTransient(said)) return fail(entraTransient, { status, description, tries }, brief);
  const ofDriver = classOf(login, owner);
  const notFound = { clientId, origin: login.clientId?.origin ?? '', tenantId, account: accountOf(login), owner, ...ownContainerOf(login) };
  const unknownClient = (): Outcome =>
    ofDriver === undefined
      ? fail(identityNotFound, notFound, brief)
      : fail(spcClientidWrong, { ...ofDriver, clientId, origin: login.clientId?.origin ?? '', tenantId }, brief);
  switch (aadsts) {
    case 90002:
    case 900023:
      if (ofDriver !== undefined && login.tenantId !== undefined) {
        const right = who.state === 'known' ? who.value.tenantId : undefined;
        return fail(spcTenantWrong, { ...ofDriver, ...tenantNamedBy(login), tenantId, ...(right === undefined || right === tenantId ? {} : { right }) }, brief);
      }
      const ofAuthority = isInjectedValue(login.authorityHost)
        ? found(webhookWrongCloud, { owner, authorityHost: login.authorityHost.value })
        : found(authorityHostWrong, { authorityHost: login.authorityHost.value, origin: login.authorityHost.origin, knownElsewhere: true });
      // the operator's own cloud knows the identity in this very tenant: it is the authority that is of another cloud
      if (who.state === 'known' && matchesGrammar(tenantId, 'guid')) return { outcome: 'fail', found: ofAuthority, ...brief };
      if (account.state === 'known' && account.value.tenantId === tenantId) {
        const ofAccount = found(saTenantWrong, { account: accountOf(login), owner, tenantId });
        if (who.state !== 'unknown' || isPublicCloud(login.authorityHost.value)) return { outcome: 'fail', found: ofAccount, ...brief };
        return undecided([ofAccount, ofAuthority], [showTenant], brief.note);
      }
      if (circumstances.webhookTenant === tenantId) {
        const ofWebhook = found(webhookTenantWrong, { owner, account: accountOf(login), used: tenantId });
        // in another cloud the tenant may exist: whoever is signed in there knows
        if (who.state !== 'unknown' || !isInjectedValue(login.authorityHost)) return { outcome: 'fail', found: ofWebhook, ...brief };
        return undecided([ofWebhook, ofAuthority], [showTenant], brief.note);
      }
      return unknownClient();
    case 700016:
    case 70001: {
      // what is no GUID is nobody's id in any tenant
      if (ofDriver !== undefined || who.state !== 'unknown' || !matchesGrammar(clientId, 'guid')) return unknownClient();
      const ofAccount = account.state === 'known' && account.value.tenantId === tenantId;
      const elsewhere = ofAccount
        ? found(saTenantWrong, { account: accountOf(login), owner, tenantId })
        : found(identityWrongTenant, { identity, account: accountOf(login), owner, used: tenantId, ...tenantContainerOf(login) });
      const right = tenantOfCluster(issuer);
      const byWebhook = circumstances.webhookTenant === tenantId && right !== undefined && right !== tenantId.toLowerCase();
      return undecided(
        [found(identityNotFound, notFound), elsewhere, ...(byWebhook ? [found(webhookTenantWrong, { owner, account: accountOf(login), used: tenantId, right })] : []), found(saClientIdIsObjectId, { account: accountOf(login), owner, ...ownContainerOf(login), value: clientId })],
        [findById(clientId), note('An operator with Reader on the identity sees it; run as one, the doctor decides.')],
        brief.note,
      );
    }
    case 7000229:
      return fail(identityAppNoSp, { clientId, ...(identity.name === undefined ? {} : { name: identity.name }) }, brief);
    case 7000112:
      return fail(identityDisabled, { identity }, brief);
    case 700025:
      return fail(identityPublicClient, { identity, description }, brief);
    case 700223:
    case 700238:
      return fail(identityTenantPolicy, { identity, description }, brief);
    // these go by the address of whoever asks: from here they say nothing certain about the pod
    case 53003:
    case 500021:
    case 500022:
      if (circumstances.vantage === 'pod') return fail(aadsts === 53003 ? identityConditionalAccess : identityTenantRestrictions, { identity, description }, brief);
      return undecided([found(aadsts === 53003 ? identityConditionalAccess : identityTenantRestrictions, { identity, description }), found(vantageDifference, { host: 'Entra' })], [note('Look into the sign-in log of service principals for an entry of the pod.')], brief.note);
    case 90061:
    case 50166:
    case 501661:
      return fail(issuerUnreachable, { issuer, url: issuer, seen: 'Entra gets no answer there' }, brief);
    case 7000272:
      // the keys were read here a moment ago, and this one is among them
      if (circumstances.signature.state === 'known' && circumstances.signature.value.keyPublished) {
        return fail(jwksEntraCache, { url: circumstances.signature.value.jwksUri, kid }, brief);
      }
      if (circumstances.signature.state === 'known') {
        return fail(jwksMissingKid, { issuer, url: circumstances.signature.value.jwksUri, kid, published: circumstances.signature.value.publishedKids }, brief);
      }
      return undecided(
        [found(jwksMissingKid, { issuer, url: issuer, kid }), found(jwksEntraCache, { kid })],
        [note("Read the keys that the issuer publishes, from where it answers: whether the token's kid is among them tells.")],
        brief.note,
      );
    case 700027:
    case 50013:
      return fail(jwksKeyMismatch, { url: issuer, kid }, brief);
    case 5002730:
      return fail(jwksAlgUnsupported, { issuer, algorithm: presented.state === 'known' ? presented.value.algorithm : 'another algorithm' }, brief);
    case 700222:
    case 700236:
      return fail(identityCrossTenantMi, { issuer }, brief);
    case 90038:
    case 900382:
    case 900439:
      return fail(identityCrossCloud, { identity, authorityHost: login.authorityHost.value, origin: login.authorityHost.origin, description }, brief);
    case 700024:
      return fail(tokenClockSkew, { description }, brief);
    case 70023: {
      const seconds = presented.state === 'known' ? presented.value.expiresAt - presented.value.issuedAt : login.tokenSeconds;
      return fail(tokenLifetimeTooLong, { owner, volume: login.ownTokenVolume ?? 'azure-identity-token', seconds }, brief);
    }
    case 70011:
    case 1002012:
    case 500011:
      return fail(scopeInvalid, { scope: circumstances.scope ?? 'of Key Vault', description }, brief);
    default:
      return noMatch(aadsts, description, circumstances, brief) ?? undecided([], [note(`Entra says: ${description}`)], brief.note);
  }
}

/** Whether an identity of any tenant that the operator sees has this id, and as what. */
function findById(id: string): Step {
  const wanted = word(id, 'guid', 'client-id');
  return az('see whose id it is, and of which tenant', 'identity', 'list', '--query', `[?clientId=='${wanted}' || principalId=='${wanted}'].{name:name,clientId:clientId,tenantId:tenantId}`, '-o', 'table');
}

/** Whether it is the authority that a pod has where nobody chose another cloud. */
function isPublicCloud(authorityHost: string): boolean {
  return URL.parse(authorityHost)?.hostname === 'login.microsoftonline.com';
}

const showTenant: Step = az('see which tenant and cloud are right, as whoever works there', 'account', 'show', '--query', '{tenant:tenantId,cloud:environmentName}');
