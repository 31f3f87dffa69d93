import type { Scenario } from '../scenario.ts';
import { authorityHostWrong } from './authority-host-wrong.ts';
import { contradiction } from './contradiction.ts';
import { doctorNoTokenrequest } from './doctor-no-tokenrequest.ts';
import { doctorRbacPartial } from './doctor-rbac-partial.ts';
import { entraTransient } from './entra-transient.ts';
import { entraTransientEnds } from './entra-transient-ends.ts';
import { ficAudienceMismatch } from './fic-audience-mismatch.ts';
import { ficFlexibleExpression } from './fic-flexible-expression.ts';
import { ficIssuerMismatch } from './fic-issuer-mismatch.ts';
import { ficIssuerTrailingSlash } from './fic-issuer-trailing-slash.ts';
import { ficNone } from './fic-none.ts';
import { ficPropagation } from './fic-propagation.ts';
import { ficPropagationEnds } from './fic-propagation-ends.ts';
import { ficSubjectMismatch } from './fic-subject-mismatch.ts';
import { ficSubjectMismatchUnread } from './fic-subject-mismatch-unread.ts';
import { healthy } from './healthy.ts';
import { healthyAccessPolicy } from './healthy-access-policy.ts';
import { healthyApplication } from './healthy-application.ts';
import { healthyAutomountFalse } from './healthy-automount-false.ts';
import { healthyCronjob } from './healthy-cronjob.ts';
import { healthyDaemonset } from './healthy-daemonset.ts';
import { healthyExpiredSecret } from './healthy-expired-secret.ts';
import { healthyHostNetwork } from './healthy-host-network.ts';
import { healthyInitContainers } from './healthy-init-containers.ts';
import { healthyIssuerWithoutSlash } from './healthy-issuer-without-slash.ts';
import { healthyJob } from './healthy-job.ts';
import { healthyNamespaceRights } from './healthy-namespace-rights.ts';
import { healthyNoAzureLogin } from './healthy-no-azure-login.ts';
import { healthyNoVaultNamed } from './healthy-no-vault-named.ts';
import { healthyOtherScope } from './healthy-other-scope.ts';
import { healthyOwnClientId } from './healthy-own-client-id.ts';
import { healthyPassedClientId } from './healthy-passed-client-id.ts';
import { healthyPod } from './healthy-pod.ts';
import { healthyPodSecurity } from './healthy-pod-security.ts';
import { healthyQuota } from './healthy-quota.ts';
import { healthyReplicaset } from './healthy-replicaset.ts';
import { healthyRollout } from './healthy-rollout.ts';
import { healthyServiceAccount } from './healthy-service-account.ts';
import { healthySeveralCredentials } from './healthy-several-credentials.ts';
import { healthySkipContainers } from './healthy-skip-containers.ts';
import { healthyStatefulset } from './healthy-statefulset.ts';
import { healthyTenantAnnotation } from './healthy-tenant-annotation.ts';
import { healthyTokensPath } from './healthy-tokens-path.ts';
import { healthyTwoLogins } from './healthy-two-logins.ts';
import { identityAppNoSp } from './identity-app-no-sp.ts';
import { identityNotFound } from './identity-not-found.ts';
import { issuerDocMismatch } from './issuer-doc-mismatch.ts';
import { issuerNoAnswer } from './issuer-no-answer.ts';
import { issuerUnreachable } from './issuer-unreachable.ts';
import { issuerUnreachableFromHere } from './issuer-unreachable-from-here.ts';
import { jwksMissingKid } from './jwks-missing-kid.ts';
import { kubeAuthExpired } from './kube-auth-expired.ts';
import { kubeUnreachable } from './kube-unreachable.ts';
import { kvAccessPolicyMissing } from './kv-access-policy-missing.ts';
import { kvFirewall } from './kv-firewall.ts';
import { kvForeignHost } from './kv-foreign-host.ts';
import { kvPublicDisabled } from './kv-public-disabled.ts';
import { kvRbacMissing } from './kv-rbac-missing.ts';
import { kvSecretDisabled } from './kv-secret-disabled.ts';
import { kvSecretNotFound } from './kv-secret-not-found.ts';
import { kvWrongTenant } from './kv-wrong-tenant.ts';
import { podLabelMissing } from './pod-label-missing.ts';
import { podLabelValue } from './pod-label-value.ts';
import { podPredatesLabel } from './pod-predates-label.ts';
import { podPredatesSaAnnotation } from './pod-predates-sa-annotation.ts';
import { podStaleAndFresh } from './pod-stale-and-fresh.ts';
import { podStaleButWorking } from './pod-stale-but-working.ts';
import { podStaleClientId } from './pod-stale-client-id.ts';
import { saClientIdMissing } from './sa-client-id-missing.ts';
import { saClientIdNotGuid } from './sa-client-id-not-guid.ts';
import { tokenAudMismatch } from './token-aud-mismatch.ts';
import { twoLoginsOneBroken } from './two-logins-one-broken.ts';
import { twoRoots } from './two-roots.ts';
import { webhookFailOpen } from './webhook-fail-open.ts';
import { webhookNoEndpoints } from './webhook-no-endpoints.ts';
import { webhookNotInstalled } from './webhook-not-installed.ts';
import { webhookNsSelector } from './webhook-ns-selector.ts';
import { webhookNsSelectorMatching } from './webhook-ns-selector-matching.ts';
import { webhookObjectSelectorEdited } from './webhook-object-selector-edited.ts';
import { webhookRemoved } from './webhook-removed.ts';
import { webhookSaNotFound } from './webhook-sa-not-found.ts';

/** Every scenario: each is a demo, a test and a page. */
export const scenarios: readonly Scenario[] = [
  healthy,
  healthyTokensPath,
  healthyTenantAnnotation,
  healthyApplication,
  healthyAccessPolicy,
  healthyOwnClientId,
  healthySeveralCredentials,
  healthyInitContainers,
  healthySkipContainers,
  healthyHostNetwork,
  healthyAutomountFalse,
  healthyCronjob,
  healthyJob,
  healthyStatefulset,
  healthyDaemonset,
  healthyReplicaset,
  healthyPod,
  healthyServiceAccount,
  healthyIssuerWithoutSlash,
  healthyQuota,
  healthyPodSecurity,
  healthyNoAzureLogin,
  healthyNamespaceRights,
  healthyPassedClientId,
  healthyOtherScope,
  healthyNoVaultNamed,
  healthyTwoLogins,
  healthyExpiredSecret,
  healthyRollout,
  webhookNotInstalled,
  webhookRemoved,
  webhookFailOpen,
  webhookNoEndpoints,
  webhookNsSelector,
  webhookNsSelectorMatching,
  webhookObjectSelectorEdited,
  podLabelMissing,
  podLabelValue,
  podPredatesLabel,
  podStaleClientId,
  podStaleButWorking,
  podStaleAndFresh,
  podPredatesSaAnnotation,
  saClientIdMissing,
  saClientIdNotGuid,
  webhookSaNotFound,
  issuerUnreachable,
  issuerNoAnswer,
  issuerUnreachableFromHere,
  issuerDocMismatch,
  jwksMissingKid,
  tokenAudMismatch,
  identityNotFound,
  identityAppNoSp,
  ficNone,
  ficSubjectMismatch,
  ficSubjectMismatchUnread,
  ficIssuerTrailingSlash,
  ficIssuerMismatch,
  ficAudienceMismatch,
  ficPropagation,
  ficPropagationEnds,
  ficFlexibleExpression,
  entraTransient,
  entraTransientEnds,
  authorityHostWrong,
  kvRbacMissing,
  kvAccessPolicyMissing,
  kvFirewall,
  kvPublicDisabled,
  kvSecretNotFound,
  kvSecretDisabled,
  kvWrongTenant,
  kvForeignHost,
  doctorNoTokenrequest,
  doctorRbacPartial,
  kubeUnreachable,
  kubeAuthExpired,
  twoRoots,
  twoLoginsOneBroken,
  contradiction,
];
