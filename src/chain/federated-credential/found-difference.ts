import type { Nearest } from '../../evidence/nearest-credential.ts';
import type { Liveness } from '../../evidence/other-issuers.ts';
import type { Login } from '../../evidence/subject.ts';
import { defaultAudience } from '../../evidence/workload-identity-keys.ts';
import { csiFicSubjectIsDriverSa } from '../../problems/csi/csi-fic-subject-is-driver-sa.ts';
import { csiPodSaDefault } from '../../problems/csi/csi-pod-sa-default.ts';
import { ficAudienceMismatch } from '../../problems/federated-credential/fic-audience-mismatch.ts';
import { ficIssuerMismatch } from '../../problems/federated-credential/fic-issuer-mismatch.ts';
import { ficIssuerTrailingSlash } from '../../problems/federated-credential/fic-issuer-trailing-slash.ts';
import { ficSubjectCase } from '../../problems/federated-credential/fic-subject-case.ts';
import { ficSubjectMismatch } from '../../problems/federated-credential/fic-subject-mismatch.ts';
import { ficWhitespace } from '../../problems/federated-credential/fic-whitespace.ts';
import { ficWildcardAttempt } from '../../problems/federated-credential/fic-wildcard-attempt.ts';
import { issuerClusterRecreated } from '../../problems/federated-credential/issuer-cluster-recreated.ts';
import { issuerOldHostFormat } from '../../problems/federated-credential/issuer-old-host-format.ts';
import { issuerSecondClusterNoFic } from '../../problems/federated-credential/issuer-second-cluster-no-fic.ts';
import type { IdentityRef, Presented } from '../../problems/mend.ts';
import { found, type AnyProblem, type FoundProblem } from '../../problems/problem.ts';
import { audienceProblem, audienceProblems } from '../token/wrong-audience.ts';

export const differenceProblems: readonly AnyProblem[] = [
  ficSubjectMismatch,
  csiFicSubjectIsDriverSa,
  csiPodSaDefault,
  ficSubjectCase,
  ficWildcardAttempt,
  ficWhitespace,
  ficIssuerTrailingSlash,
  ficIssuerMismatch,
  issuerClusterRecreated,
  issuerSecondClusterNoFic,
  issuerOldHostFormat,
  ficAudienceMismatch,
  ...audienceProblems,
];

/** Service accounts of driver and provider, as the add-on and the charts call them. */
const driverAccount = /^system:serviceaccount:[^:]+:(aks-secrets-store-|secrets-store-csi-driver$|csi-secrets-store-provider-azure$)/;

export interface Named {
  readonly identity: IdentityRef;
  readonly presented: Presented;
}

/** The name of what differs between the token and the credential that takes the least to match it. */
export function problemOfDifference(
  { credential, differs }: Nearest,
  data: Named,
  login: Login,
  owner: Parameters<typeof audienceProblem>[2],
  liveness: { readonly [issuer: string]: Liveness } = {},
  templateAccount?: string,
): FoundProblem {
  const near = (value: string): Named & { readonly nearest: { readonly name: string; readonly value: string } } => ({
    ...data,
    nearest: { name: credential.name, value },
  });
  const { issuer, subject = '', audiences } = credential;
  switch (differs.kind) {
    case 'issuer-slash':
      return found(ficIssuerTrailingSlash, near(issuer));
    case 'issuer':
      if (isSameCluster(issuer, data.presented.issuer)) return found(issuerOldHostFormat, near(issuer));
      if (liveness[issuer] === 'gone') return found(issuerClusterRecreated, near(issuer));
      if (liveness[issuer] === 'alive') return found(issuerSecondClusterNoFic, near(issuer));
      return found(ficIssuerMismatch, near(issuer));
    case 'subject':
      if (login.entrance === 'csi' && driverAccount.test(subject)) return found(csiFicSubjectIsDriverSa, near(subject));
      // an account that nobody named was not meant; one of the same namespace is what the credential is for
      if (login.entrance === 'csi' && login.serviceAccount === 'default' && subject.startsWith(`system:serviceaccount:${login.namespace}:`)) {
        return found(csiPodSaDefault, {
          owner,
          presented: data.presented.subject,
          nearest: { name: credential.name, value: subject },
          ...(templateAccount === undefined || templateAccount === 'default' ? {} : { template: templateAccount }),
        });
      }
      return found(ficSubjectMismatch, near(subject));
    case 'subject-case':
      return found(ficSubjectCase, near(subject));
    case 'wildcard':
      return found(ficWildcardAttempt, near(subject));
    case 'whitespace':
      return found(ficWhitespace, { ...near({ issuer, subject, audience: audiences[0] ?? '' }[differs.field]), field: differs.field });
    case 'audience':
      if (data.presented.audience !== defaultAudience) return audienceProblem(login, data, owner);
      return found(ficAudienceMismatch, near(audiences.join(', ')));
  }
}

/** Whether two issuers of AKS name one cluster, in the two forms that there are: by the GUID that both end with. */
function isSameCluster(one: string, other: string): boolean {
  const [a, b] = [one, other].map((issuer) => /^https:\/\/(?:[a-z0-9]+\.oic|oidc)\.prod-aks\.azure\.com\/(?:[0-9a-f-]{36}\/)?([0-9a-f-]{36})\/?$/i.exec(issuer)?.[1]?.toLowerCase());
  return a !== undefined && a === b;
}
