import { isIssuedByEntra } from '../../evidence/cloud-hosts.ts';
import type { Answer } from '../../evidence/answer.ts';
import { credentialMatch } from '../../evidence/credential-match.ts';
import { tokenDiscovery } from '../../evidence/issuer.ts';
import { token, type Token } from '../../evidence/token.ts';
import { identityCrossTenantMi } from '../../problems/identity/identity-cross-tenant-mi.ts';
import { issuerArcApiserverNotConfigured } from '../../problems/issuer/issuer-arc-apiserver-not-configured.ts';
import { issuerAksNeedsReconcile } from '../../problems/issuer/issuer-aks-needs-reconcile.ts';
import { issuerNotHttps } from '../../problems/issuer/issuer-not-https.ts';
import { issuerDisabled } from '../../problems/issuer/issuer-disabled.ts';
import { issuerDocMismatch } from '../../problems/issuer/issuer-doc-mismatch.ts';
import { issuerUnreachable } from '../../problems/issuer/issuer-unreachable.ts';
import { found } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { answer, defineCheck, fail, ok, undecided, unseen, when } from '../check.ts';

/** Issuers that Azure Arc publishes for clusters elsewhere, by the location of their Azure resource. */
const ofArc = /^https:\/\/[a-z0-9]+\.oic\.prod-arc\.azure\.com\//;

const ofAks = /^https:\/\/([a-z0-9]+\.oic|oidc)\.prod-aks\.azure\.com\//;

/** What the credentials name says something where the token's issuer is not one that they could name. */
function isOfInternal(presented: Answer<Token>): boolean {
  return presented.state === 'known' && isInternal(presented.value.issuer);
}

export const publicIssuer = defineCheck({
  id: 'issuer/public',
  title: 'the issuer is public and says what the token says',
  each: 'login',
  reads: [token, answer(tokenDiscovery), when(credentialMatch, isOfInternal, token)],
  problems: [issuerDisabled, issuerNotHttps, issuerAksNeedsReconcile, issuerArcApiserverNotConfigured, identityCrossTenantMi, issuerUnreachable, issuerDocMismatch],
  run([{ issuer }, document, match]) {
    if (isInternal(issuer)) {
      const arcIssuer = match.state === 'known' ? match.value.otherIssuers.find((other) => ofArc.test(other)) : undefined;
      if (arcIssuer === undefined && !isClustersOwn(issuer)) return fail(issuerNotHttps, { issuer });
      return arcIssuer === undefined ? fail(issuerDisabled, { issuer }) : fail(issuerArcApiserverNotConfigured, { issuer, arcIssuer });
    }
    if (isIssuedByEntra(issuer)) return fail(identityCrossTenantMi, { issuer });
    if (document.state === 'unknown') {
      const { reason, detail = 'no answer' } = document.gap;
      if (reason !== 'unreachable' && reason !== 'timeout') return unseen(document);
      const data = { issuer, url: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, seen: detail };
      return undecided([found(issuerUnreachable, data)], [note('Only Entra can tell whether it reaches the issuer: the exchange says.')], `no answer here: ${detail}`);
    }
    if (document.state === 'absent') return unseen();
    const { url, status, malformed, issuer: documentIssuer } = document.value;
    if (documentIssuer === undefined) {
      if (status === 404 && ofAks.test(issuer)) return fail(issuerAksNeedsReconcile, { issuer });
      return fail(issuerUnreachable, { issuer, url, seen: malformed ? 'no discovery document' : `HTTP ${status}` });
    }
    if (documentIssuer !== issuer) return fail(issuerDocMismatch, { issuer, documentIssuer, url });
    return ok();
  },
});

/** An issuer that nobody outside can reach, or that is no https address. */
function isInternal(issuer: string): boolean {
  return !URL.canParse(issuer) || new URL(issuer).protocol !== 'https:' || isClustersOwn(issuer);
}

/** The API server's default, or its address as AKS has it without the feature: in the old clusters without a scheme. */
function isClustersOwn(issuer: string): boolean {
  const address = issuer.includes('://') ? issuer : `https://${issuer}`;
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return hostname === 'kubernetes' || /(^|\.)(default|svc|local|localhost|internal)$/.test(hostname) || /\.hcp\.[a-z0-9]+\.azmk8s\.io$/.test(hostname);
}
