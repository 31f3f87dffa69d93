/** Every problem the product can name; `explain`, the pages and the gates walk this list. Codes are never reused. */
import { doctorNoTokenrequest } from './access/doctor-no-tokenrequest.ts';
import { doctorRbacPartial } from './access/doctor-rbac-partial.ts';
import { kubeAuthExpired } from './access/kube-auth-expired.ts';
import { kubeUnreachable } from './access/kube-unreachable.ts';
import { authorityHostWrong } from './exchange/authority-host-wrong.ts';
import { entraTransient } from './exchange/entra-transient.ts';
import { vantageDifference } from './exchange/vantage-difference.ts';
import { ficAudienceMismatch } from './federated-credential/fic-audience-mismatch.ts';
import { ficFlexibleExpression } from './federated-credential/fic-flexible-expression.ts';
import { ficIssuerMismatch } from './federated-credential/fic-issuer-mismatch.ts';
import { ficIssuerTrailingSlash } from './federated-credential/fic-issuer-trailing-slash.ts';
import { ficNone } from './federated-credential/fic-none.ts';
import { ficPropagation } from './federated-credential/fic-propagation.ts';
import { ficSubjectMismatch } from './federated-credential/fic-subject-mismatch.ts';
import { identityAppNoSp } from './identity/identity-app-no-sp.ts';
import { identityNotFound } from './identity/identity-not-found.ts';
import { issuerDocMismatch } from './issuer/issuer-doc-mismatch.ts';
import { issuerUnreachable } from './issuer/issuer-unreachable.ts';
import { jwksKeyMismatch } from './issuer/jwks-key-mismatch.ts';
import { jwksMissingKid } from './issuer/jwks-missing-kid.ts';
import { kvAccessPolicyMissing } from './key-vault/kv-access-policy-missing.ts';
import { kvFirewall } from './key-vault/kv-firewall.ts';
import { kvForeignHost } from './key-vault/kv-foreign-host.ts';
import { kvPublicDisabled } from './key-vault/kv-public-disabled.ts';
import { kvRbacMissing } from './key-vault/kv-rbac-missing.ts';
import { kvSecretDisabled } from './key-vault/kv-secret-disabled.ts';
import { kvSecretNotFound } from './key-vault/kv-secret-not-found.ts';
import { kvWrongTenant } from './key-vault/kv-wrong-tenant.ts';
import { podLabelMissing } from './pod/pod-label-missing.ts';
import { podPredatesLabel } from './pod/pod-predates-label.ts';
import { podPredatesSaAnnotation } from './pod/pod-predates-sa-annotation.ts';
import { podStaleClientId } from './pod/pod-stale-client-id.ts';
import { saClientIdMissing } from './service-account/sa-client-id-missing.ts';
import { saClientIdNotGuid } from './service-account/sa-client-id-not-guid.ts';
import { webhookSaNotFound } from './service-account/webhook-sa-not-found.ts';
import { tokenAudMismatch } from './token/token-aud-mismatch.ts';
import { tokenClockSkew } from './token/token-clock-skew.ts';
import { webhookFailOpen } from './webhook/webhook-fail-open.ts';
import { webhookNoEndpoints } from './webhook/webhook-no-endpoints.ts';
import { webhookNotInstalled } from './webhook/webhook-not-installed.ts';
import { webhookNsSelector } from './webhook/webhook-ns-selector.ts';
import { webhookObjectSelectorEdited } from './webhook/webhook-object-selector-edited.ts';
import type { AnyProblem } from './problem.ts';

export const problems: readonly AnyProblem[] = [
  kubeUnreachable,
  kubeAuthExpired,
  doctorRbacPartial,
  doctorNoTokenrequest,
  webhookNotInstalled,
  webhookFailOpen,
  webhookNoEndpoints,
  webhookNsSelector,
  webhookObjectSelectorEdited,
  podLabelMissing,
  podStaleClientId,
  podPredatesLabel,
  podPredatesSaAnnotation,
  saClientIdMissing,
  saClientIdNotGuid,
  webhookSaNotFound,
  issuerUnreachable,
  jwksMissingKid,
  jwksKeyMismatch,
  issuerDocMismatch,
  tokenAudMismatch,
  tokenClockSkew,
  identityNotFound,
  identityAppNoSp,
  ficNone,
  ficSubjectMismatch,
  ficIssuerTrailingSlash,
  ficIssuerMismatch,
  ficAudienceMismatch,
  ficPropagation,
  ficFlexibleExpression,
  entraTransient,
  authorityHostWrong,
  vantageDifference,
  kvRbacMissing,
  kvFirewall,
  kvSecretNotFound,
  kvAccessPolicyMissing,
  kvPublicDisabled,
  kvSecretDisabled,
  kvWrongTenant,
  kvForeignHost,
];

/** Codes that were used once and are not any more; a gate keeps them from coming back. */
export const retiredCodes: readonly string[] = [];
