/** Every problem the product can name; `explain`, the pages and the gates walk this list. Codes are never reused. */
import { doctorNoTokenrequest } from './access/doctor-no-tokenrequest.ts';
import { doctorRbacPartial } from './access/doctor-rbac-partial.ts';
import { kubeAuthExpired } from './access/kube-auth-expired.ts';
import { kubeUnreachable } from './access/kube-unreachable.ts';
import { azUpdateResets } from './csi/az-update-resets.ts';
import { csiAddonIdentityConfusion } from './csi/csi-addon-identity-confusion.ts';
import { csiDriverMissing } from './csi/csi-driver-missing.ts';
import { csiDriverRbac } from './csi/csi-driver-rbac.ts';
import { csiDuplicateInstall } from './csi/csi-duplicate-install.ts';
import { csiFicSubjectIsDriverSa } from './csi/csi-fic-subject-is-driver-sa.ts';
import { csiImdsTimeout } from './csi/csi-imds-timeout.ts';
import { csiKubeletRoot } from './csi/csi-kubelet-root.ts';
import { csiMessageTooLarge } from './csi/csi-message-too-large.ts';
import { csiMountErrorNotInPodLogs } from './csi/csi-mount-error-not-in-pod-logs.ts';
import { csiMountedEmpty } from './csi/csi-mounted-empty.ts';
import { csiPodSaDefault } from './csi/csi-pod-sa-default.ts';
import { csiPodinfoOff } from './csi/csi-podinfo-off.ts';
import { csiProviderEgress } from './csi/csi-provider-egress.ts';
import { csiProviderMissing } from './csi/csi-provider-missing.ts';
import { csiProviderTooOld } from './csi/csi-provider-too-old.ts';
import { csiReadonly } from './csi/csi-readonly.ts';
import { csiRotationMasked } from './csi/csi-rotation-masked.ts';
import { csiRotationOff } from './csi/csi-rotation-off.ts';
import { csiRotationSubpath } from './csi/csi-rotation-subpath.ts';
import { csiSecretEnvStale } from './csi/csi-secret-env-stale.ts';
import { csiSubpathMissing } from './csi/csi-subpath-missing.ts';
import { csiSyncRbac } from './csi/csi-sync-rbac.ts';
import { csiSyncedSecretMissing } from './csi/csi-synced-secret-missing.ts';
import { csiTokenProxyUnavailable } from './csi/csi-token-proxy-unavailable.ts';
import { csiTokenrequestsAudience } from './csi/csi-tokenrequests-audience.ts';
import { csiTokenrequestsMissing } from './csi/csi-tokenrequests-missing.ts';
import { csiVolumeattributesOverride } from './csi/csi-volumeattributes-override.ts';
import { spcBoolInvalid } from './csi/spc-bool-invalid.ts';
import { spcCertAsCertNoKey } from './csi/spc-cert-as-cert-no-key.ts';
import { spcClientidDiffersFromSa } from './csi/spc-clientid-differs-from-sa.ts';
import { spcClientidMissing } from './csi/spc-clientid-missing.ts';
import { spcClientidWrong } from './csi/spc-clientid-wrong.ts';
import { spcCloudname } from './csi/spc-cloudname.ts';
import { spcDuplicateArrayKey } from './csi/spc-duplicate-array-key.ts';
import { spcKvnameMissing } from './csi/spc-kvname-missing.ts';
import { spcKvnameUrl } from './csi/spc-kvname-url.ts';
import { spcNameNotSet } from './csi/spc-name-not-set.ts';
import { spcNotFound } from './csi/spc-not-found.ts';
import { spcObjectFileCollision } from './csi/spc-object-file-collision.ts';
import { spcObjectFormat } from './csi/spc-object-format.ts';
import { spcObjectNameEmpty } from './csi/spc-object-name-empty.ts';
import { spcObjectType } from './csi/spc-object-type.ts';
import { spcObjectsEmptyArray } from './csi/spc-objects-empty-array.ts';
import { spcObjectsMalformed } from './csi/spc-objects-malformed.ts';
import { spcObjectsMissing } from './csi/spc-objects-missing.ts';
import { spcParametersMissing } from './csi/spc-parameters-missing.ts';
import { spcPodIdentityTrue } from './csi/spc-pod-identity-true.ts';
import { spcProviderWrong } from './csi/spc-provider-wrong.ts';
import { spcSecretobjectsMismatch } from './csi/spc-secretobjects-mismatch.ts';
import { spcTenantMissing } from './csi/spc-tenant-missing.ts';
import { spcTenantWrong } from './csi/spc-tenant-wrong.ts';
import { spcTwoModes } from './csi/spc-two-modes.ts';
import { spcVmIdentityTrue } from './csi/spc-vm-identity-true.ts';
import { authorityHostWrong } from './exchange/authority-host-wrong.ts';
import { egressDns } from './exchange/egress-dns.ts';
import { egressTlsInspection } from './exchange/egress-tls-inspection.ts';
import { egressProxyEnv } from './exchange/egress-proxy-env.ts';
import { kvEgressBlocked } from './exchange/kv-egress-blocked.ts';
import { tokenFileUnusable } from './exchange/token-file-unusable.ts';
import { egressEntraBlocked } from './exchange/egress-entra-blocked.ts';
import { entraTransient } from './exchange/entra-transient.ts';
import { ibRbacMissing } from './exchange/ib-rbac-missing.ts';
import { scopeInvalid } from './exchange/scope-invalid.ts';
import { imdsBlocked } from './exchange/imds-blocked.ts';
import { meshIntercept } from './exchange/mesh-intercept.ts';
import { loggedRefusal } from './exchange/logged-refusal.ts';
import { sdkTooOld } from './exchange/sdk-too-old.ts';
import { sdkLegacyLibrary } from './exchange/sdk-legacy-library.ts';
import { sdkManagedIdentityCredential } from './exchange/sdk-managed-identity-credential.ts';
import { sdkFallbackToKubeletIdentity } from './exchange/sdk-fallback-to-kubelet-identity.ts';
import { sdkClientIdOptionIgnored } from './exchange/sdk-client-id-option-ignored.ts';
import { sdkTokenReadOnce } from './exchange/sdk-token-read-once.ts';
import { sdkAzcliInPod } from './exchange/sdk-azcli-in-pod.ts';
import { sdkOptionsIncomplete } from './exchange/sdk-options-incomplete.ts';
import { sdkAccessTokenCache } from './exchange/sdk-access-token-cache.ts';
import { sdkIdentityBindingNoOptin } from './exchange/sdk-identity-binding-no-optin.ts';
import { sdkBindingEnvPartial } from './exchange/sdk-binding-env-partial.ts';
import { sdkDbDriverScope } from './exchange/sdk-db-driver-scope.ts';
import { sdkEnvCredentialHijack } from './exchange/sdk-env-credential-hijack.ts';
import { sdkIdentityWebWrongSource } from './exchange/sdk-identity-web-wrong-source.ts';
import { armRbacMissing } from './exchange/arm-rbac-missing.ts';
import { dataplaneRoleMissing } from './exchange/dataplane-role-missing.ts';
import { consumerAmbientCredentialsOff } from './exchange/consumer-ambient-credentials-off.ts';
import { consumerConfigField } from './exchange/consumer-config-field.ts';
import { consumerEnvNamesDiffer } from './exchange/consumer-env-names-differ.ts';
import { consumerVersionBug } from './exchange/consumer-version-bug.ts';
import { vantageDifference } from './exchange/vantage-difference.ts';
import { ficArmEmptyProperties } from './federated-credential/fic-arm-empty-properties.ts';
import { ficAudienceMismatch } from './federated-credential/fic-audience-mismatch.ts';
import { ficConcurrentWrite } from './federated-credential/fic-concurrent-write.ts';
import { ficFlexibleExpression } from './federated-credential/fic-flexible-expression.ts';
import { ficIssuerMismatch } from './federated-credential/fic-issuer-mismatch.ts';
import { ficIssuerTrailingSlash } from './federated-credential/fic-issuer-trailing-slash.ts';
import { ficLimit20 } from './federated-credential/fic-limit-20.ts';
import { ficNone } from './federated-credential/fic-none.ts';
import { ficOnWrongIdentity } from './federated-credential/fic-on-wrong-identity.ts';
import { ficOverwritten } from './federated-credential/fic-overwritten.ts';
import { ficPolicyDenied } from './federated-credential/fic-policy-denied.ts';
import { ficPropagation } from './federated-credential/fic-propagation.ts';
import { ficRegionUnsupported } from './federated-credential/fic-region-unsupported.ts';
import { ficSubjectCase } from './federated-credential/fic-subject-case.ts';
import { ficSubjectMismatch } from './federated-credential/fic-subject-mismatch.ts';
import { ficThrottled } from './federated-credential/fic-throttled.ts';
import { ficWhitespace } from './federated-credential/fic-whitespace.ts';
import { ficWildcardAttempt } from './federated-credential/fic-wildcard-attempt.ts';
import { ibAnnotationMissing } from './federated-credential/ib-annotation-missing.ts';
import { ibFicDeleted } from './federated-credential/ib-fic-deleted.ts';
import { issuerClusterRecreated } from './federated-credential/issuer-cluster-recreated.ts';
import { issuerOldHostFormat } from './federated-credential/issuer-old-host-format.ts';
import { issuerSecondClusterNoFic } from './federated-credential/issuer-second-cluster-no-fic.ts';
import { ibAppRegistration } from './identity/ib-app-registration.ts';
import { identityAppNoSp } from './identity/identity-app-no-sp.ts';
import { identityAppVsMi } from './identity/identity-app-vs-mi.ts';
import { identityAuthorityMalformed } from './identity/identity-authority-malformed.ts';
import { identityConditionalAccess } from './identity/identity-conditional-access.ts';
import { identityCrossCloud } from './identity/identity-cross-cloud.ts';
import { identityCrossTenantMi } from './identity/identity-cross-tenant-mi.ts';
import { identityDisabled } from './identity/identity-disabled.ts';
import { identityNotFound } from './identity/identity-not-found.ts';
import { identityPublicClient } from './identity/identity-public-client.ts';
import { identitySystemAssigned } from './identity/identity-system-assigned.ts';
import { identityTenantPolicy } from './identity/identity-tenant-policy.ts';
import { identityTenantRestrictions } from './identity/identity-tenant-restrictions.ts';
import { identityWrongTenant } from './identity/identity-wrong-tenant.ts';
import { issuerAksNeedsReconcile } from './issuer/issuer-aks-needs-reconcile.ts';
import { issuerArcApiserverNotConfigured } from './issuer/issuer-arc-apiserver-not-configured.ts';
import { issuerDisabled } from './issuer/issuer-disabled.ts';
import { issuerDocMismatch } from './issuer/issuer-doc-mismatch.ts';
import { issuerJwksWrongPath } from './issuer/issuer-jwks-wrong-path.ts';
import { issuerNotHttps } from './issuer/issuer-not-https.ts';
import { issuerUnreachable } from './issuer/issuer-unreachable.ts';
import { jwksAlgUnsupported } from './issuer/jwks-alg-unsupported.ts';
import { jwksEntraCache } from './issuer/jwks-entra-cache.ts';
import { jwksKeyMismatch } from './issuer/jwks-key-mismatch.ts';
import { jwksMissingKid } from './issuer/jwks-missing-kid.ts';
import { kvAbacCondition } from './key-vault/kv-abac-condition.ts';
import { kvAccessPolicyMissing } from './key-vault/kv-access-policy-missing.ts';
import { kvCloudSuffix } from './key-vault/kv-cloud-suffix.ts';
import { kvFirewall } from './key-vault/kv-firewall.ts';
import { kvForeignHost } from './key-vault/kv-foreign-host.ts';
import { kvKeyExpired } from './key-vault/kv-key-expired.ts';
import { kvManagedHsm } from './key-vault/kv-managed-hsm.ts';
import { kvModelMismatch } from './key-vault/kv-model-mismatch.ts';
import { kvNameWrong } from './key-vault/kv-name-wrong.ts';
import { kvNsp } from './key-vault/kv-nsp.ts';
import { kvPolicyCompoundIdentity } from './key-vault/kv-policy-compound-identity.ts';
import { kvPolicyKeysVsSecrets } from './key-vault/kv-policy-keys-vs-secrets.ts';
import { kvPolicyRevertsNetwork } from './key-vault/kv-policy-reverts-network.ts';
import { kvPrivateDnsMissing } from './key-vault/kv-private-dns-missing.ts';
import { kvPrivateEndpointPending } from './key-vault/kv-private-endpoint-pending.ts';
import { kvPrivatelinkNameUsed } from './key-vault/kv-privatelink-name-used.ts';
import { kvPublicDisabled } from './key-vault/kv-public-disabled.ts';
import { kvRbacDenyAssignment } from './key-vault/kv-rbac-deny-assignment.ts';
import { kvRbacMissing } from './key-vault/kv-rbac-missing.ts';
import { kvRbacPropagation } from './key-vault/kv-rbac-propagation.ts';
import { kvRbacWrongPrincipal } from './key-vault/kv-rbac-wrong-principal.ts';
import { kvRbacWrongRole } from './key-vault/kv-rbac-wrong-role.ts';
import { kvRecreated } from './key-vault/kv-recreated.ts';
import { kvSecretDisabled } from './key-vault/kv-secret-disabled.ts';
import { kvSecretExpired } from './key-vault/kv-secret-expired.ts';
import { kvSecretNotFound } from './key-vault/kv-secret-not-found.ts';
import { kvThrottled } from './key-vault/kv-throttled.ts';
import { kvVersionPinned } from './key-vault/kv-version-pinned.ts';
import { kvWrongAudience } from './key-vault/kv-wrong-audience.ts';
import { kvWrongTenant } from './key-vault/kv-wrong-tenant.ts';
import { gitopsDriftLabel } from './pod/gitops-drift-label.ts';
import { ibCaConfigmapMissing } from './pod/ib-ca-configmap-missing.ts';
import { jobNeverRestarts } from './pod/job-never-restarts.ts';
import { kedaPodidentityRemoved } from './pod/keda-podidentity-removed.ts';
import { labelKeyTypo } from './pod/label-key-typo.ts';
import { labelOnSaOnly } from './pod/label-on-sa-only.ts';
import { labelOnWorkloadNotTemplate } from './pod/label-on-workload-not-template.ts';
import { labelValueNotTrue } from './pod/label-value-not-true.ts';
import { podContainerSkipped } from './pod/pod-container-skipped.ts';
import { podCustomVolumeWrongAud } from './pod/pod-custom-volume-wrong-aud.ts';
import { podEmptyClientIdEnv } from './pod/pod-empty-client-id-env.ts';
import { podEnvClientIdOverride } from './pod/pod-env-client-id-override.ts';
import { podEnvfromShadowed } from './pod/pod-envfrom-shadowed.ts';
import { podHostnetwork } from './pod/pod-hostnetwork.ts';
import { podLabelMissing } from './pod/pod-label-missing.ts';
import { podMountpathConflict } from './pod/pod-mountpath-conflict.ts';
import { podMultipleReplicasets } from './pod/pod-multiple-replicasets.ts';
import { podPredatesLabel } from './pod/pod-predates-label.ts';
import { podPredatesSaAnnotation } from './pod/pod-predates-sa-annotation.ts';
import { podStaleClientId } from './pod/pod-stale-client-id.ts';
import { podStaleTenantOrAuthority } from './pod/pod-stale-tenant-or-authority.ts';
import { podStaticOrUnmanaged } from './pod/pod-static-or-unmanaged.ts';
import { podThirdPartyChart } from './pod/pod-third-party-chart.ts';
import { podTokenFileEnvOverride } from './pod/pod-token-file-env-override.ts';
import { podVirtualNode } from './pod/pod-virtual-node.ts';
import { podVolumeStripped } from './pod/pod-volume-stripped.ts';
import { podWindowsChown } from './pod/pod-windows-chown.ts';
import { podWrongSa } from './pod/pod-wrong-sa.ts';
import { proxyNoClientId } from './service-account/proxy-no-client-id.ts';
import { saAnnotationAsLabel } from './service-account/sa-annotation-as-label.ts';
import { saAnnotationReverted } from './service-account/sa-annotation-reverted.ts';
import { podidAddonEnabled } from './pod/podid-addon-enabled.ts';
import { podidBindingLabelMissing } from './pod/podid-binding-label-missing.ts';
import { podidLabelLeftover } from './pod/podid-label-leftover.ts';
import { podidNmiIntercepts } from './pod/podid-nmi-intercepts.ts';
import { saAnnotationTypo } from './service-account/sa-annotation-typo.ts';
import { saAnnotationWrongObject } from './service-account/sa-annotation-wrong-object.ts';
import { saClientIdIsObjectId } from './service-account/sa-client-id-is-object-id.ts';
import { saClientIdKubelet } from './service-account/sa-client-id-kubelet.ts';
import { saClientIdMissing } from './service-account/sa-client-id-missing.ts';
import { saClientIdNotGuid } from './service-account/sa-client-id-not-guid.ts';
import { saClientIdWhitespace } from './service-account/sa-client-id-whitespace.ts';
import { saTenantEmpty } from './service-account/sa-tenant-empty.ts';
import { saTenantWrong } from './service-account/sa-tenant-wrong.ts';
import { webhookSaNotFound } from './service-account/webhook-sa-not-found.ts';
import { tokenAudMismatch } from './token/token-aud-mismatch.ts';
import { tokenClockSkew } from './token/token-clock-skew.ts';
import { tokenDefaultSaTokenUsed } from './token/token-default-sa-token-used.ts';
import { tokenFileMissing } from './token/token-file-missing.ts';
import { tokenKubeletCannotMint } from './token/token-kubelet-cannot-mint.ts';
import { tokenLifetimeTooLong } from './token/token-lifetime-too-long.ts';
import { proxyAnnotationFalse } from './webhook/proxy-annotation-false.ts';
import { proxyBlocksJob } from './webhook/proxy-blocks-job.ts';
import { proxyPrivilegedBlocked } from './webhook/proxy-privileged-blocked.ts';
import { proxySecurityContextConflict } from './webhook/proxy-security-context-conflict.ts';
import { proxySkipsItself } from './webhook/proxy-skips-itself.ts';
import { proxyTenantMissing } from './webhook/proxy-tenant-missing.ts';
import { proxyWindows } from './webhook/proxy-windows.ts';
import { ibNoBindingForCluster } from './webhook/ib-no-binding-for-cluster.ts';
import { ibVnetIntegration } from './webhook/ib-vnet-integration.ts';
import { ibWebhookTooOld } from './webhook/ib-webhook-too-old.ts';
import { webhookCertBad } from './webhook/webhook-cert-bad.ts';
import { webhookDropsUnknownFields } from './webhook/webhook-drops-unknown-fields.ts';
import { webhookDuplicateInstall } from './webhook/webhook-duplicate-install.ts';
import { webhookExcludedNs } from './webhook/webhook-excluded-ns.ts';
import { webhookFailOpen } from './webhook/webhook-fail-open.ts';
import { webhookGitopsCabundle } from './webhook/webhook-gitops-cabundle.ts';
import { webhookMwcDeleted } from './webhook/webhook-mwc-deleted.ts';
import { webhookNetBlocked } from './webhook/webhook-net-blocked.ts';
import { webhookNoEndpoints } from './webhook/webhook-no-endpoints.ts';
import { webhookNotInstalled } from './webhook/webhook-not-installed.ts';
import { webhookNsSelector } from './webhook/webhook-ns-selector.ts';
import { webhookObjectSelectorEdited } from './webhook/webhook-object-selector-edited.ts';
import { webhookOldV0 } from './webhook/webhook-old-v0.ts';
import { webhookSidecarInjectedLater } from './webhook/webhook-sidecar-injected-later.ts';
import { webhookSingleReplicaDownDuringUpgrade } from './webhook/webhook-single-replica-down-during-upgrade.ts';
import { webhookTenantMissing } from './webhook/webhook-tenant-missing.ts';
import { webhookTenantWrong } from './webhook/webhook-tenant-wrong.ts';
import { webhookTimeout } from './webhook/webhook-timeout.ts';
import { webhookTokenExpiryDenied } from './webhook/webhook-token-expiry-denied.ts';
import { webhookUpgradeNeedsPodLabel } from './webhook/webhook-upgrade-needs-pod-label.ts';
import { webhookV16PathChange } from './webhook/webhook-v16-path-change.ts';
import type { AnyProblem } from './problem.ts';
import { webhookWrongCloud } from './webhook/webhook-wrong-cloud.ts';

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
  webhookMwcDeleted,
  webhookTimeout,
  webhookCertBad,
  webhookExcludedNs,
  webhookOldV0,
  webhookUpgradeNeedsPodLabel,
  webhookTokenExpiryDenied,
  webhookV16PathChange,
  webhookDropsUnknownFields,
  proxyAnnotationFalse,
  proxySkipsItself,
  proxyWindows,
  proxySecurityContextConflict,
  proxyTenantMissing,
  proxyBlocksJob,
  proxyPrivilegedBlocked,
  webhookSidecarInjectedLater,
  webhookDuplicateInstall,
  webhookTenantMissing,
  webhookTenantWrong,
  webhookWrongCloud,
  webhookSingleReplicaDownDuringUpgrade,
  webhookNetBlocked,
  webhookGitopsCabundle,
  ibWebhookTooOld,
  ibVnetIntegration,
  ibNoBindingForCluster,
  podLabelMissing,
  podStaleClientId,
  podPredatesLabel,
  podPredatesSaAnnotation,
  labelOnSaOnly,
  labelOnWorkloadNotTemplate,
  labelValueNotTrue,
  labelKeyTypo,
  podWrongSa,
  podContainerSkipped,
  podEnvClientIdOverride,
  podTokenFileEnvOverride,
  podCustomVolumeWrongAud,
  podHostnetwork,
  podMountpathConflict,
  podThirdPartyChart,
  podMultipleReplicasets,
  podEmptyClientIdEnv,
  podVolumeStripped,
  podStaleTenantOrAuthority,
  podVirtualNode,
  podWindowsChown,
  podStaticOrUnmanaged,
  podEnvfromShadowed,
  podidNmiIntercepts,
  podidLabelLeftover,
  podidAddonEnabled,
  podidBindingLabelMissing,
  kedaPodidentityRemoved,
  jobNeverRestarts,
  gitopsDriftLabel,
  ibCaConfigmapMissing,
  saClientIdMissing,
  saClientIdNotGuid,
  webhookSaNotFound,
  saAnnotationTypo,
  saClientIdWhitespace,
  saClientIdIsObjectId,
  saTenantEmpty,
  saTenantWrong,
  proxyNoClientId,
  saClientIdKubelet,
  saAnnotationReverted,
  saAnnotationAsLabel,
  saAnnotationWrongObject,
  issuerUnreachable,
  jwksMissingKid,
  jwksEntraCache,
  jwksKeyMismatch,
  issuerDocMismatch,
  issuerDisabled,
  issuerJwksWrongPath,
  jwksAlgUnsupported,
  issuerArcApiserverNotConfigured,
  issuerNotHttps,
  issuerAksNeedsReconcile,
  tokenAudMismatch,
  tokenClockSkew,
  tokenDefaultSaTokenUsed,
  tokenLifetimeTooLong,
  tokenFileMissing,
  tokenKubeletCannotMint,
  identityNotFound,
  identityAppNoSp,
  identityWrongTenant,
  identityAppVsMi,
  identityConditionalAccess,
  identityDisabled,
  identityAuthorityMalformed,
  identitySystemAssigned,
  identityCrossTenantMi,
  identityCrossCloud,
  identityTenantPolicy,
  identityPublicClient,
  identityTenantRestrictions,
  ibAppRegistration,
  ficNone,
  ficSubjectMismatch,
  ficIssuerTrailingSlash,
  ficIssuerMismatch,
  ficAudienceMismatch,
  ficPropagation,
  ficFlexibleExpression,
  ficSubjectCase,
  ficWhitespace,
  ficWildcardAttempt,
  ficOnWrongIdentity,
  ficLimit20,
  issuerClusterRecreated,
  issuerSecondClusterNoFic,
  ficConcurrentWrite,
  ficThrottled,
  ficRegionUnsupported,
  ficPolicyDenied,
  ficArmEmptyProperties,
  ficOverwritten,
  issuerOldHostFormat,
  ibAnnotationMissing,
  ibFicDeleted,
  entraTransient,
  authorityHostWrong,
  vantageDifference,
  egressEntraBlocked,
  scopeInvalid,
  ibRbacMissing,
  imdsBlocked,
  meshIntercept,
  loggedRefusal,
  sdkTooOld,
  sdkLegacyLibrary,
  sdkManagedIdentityCredential,
  sdkFallbackToKubeletIdentity,
  sdkClientIdOptionIgnored,
  sdkTokenReadOnce,
  sdkAzcliInPod,
  sdkOptionsIncomplete,
  sdkAccessTokenCache,
  sdkIdentityBindingNoOptin,
  sdkBindingEnvPartial,
  sdkDbDriverScope,
  sdkEnvCredentialHijack,
  sdkIdentityWebWrongSource,
  armRbacMissing,
  dataplaneRoleMissing,
  consumerAmbientCredentialsOff,
  consumerConfigField,
  consumerEnvNamesDiffer,
  consumerVersionBug,
  egressDns,
  egressTlsInspection,
  egressProxyEnv,
  kvEgressBlocked,
  tokenFileUnusable,
  kvRbacMissing,
  kvFirewall,
  kvSecretNotFound,
  kvAbacCondition,
  kvAccessPolicyMissing,
  kvPublicDisabled,
  kvSecretDisabled,
  kvWrongTenant,
  kvForeignHost,
  kvRbacWrongRole,
  kvRbacWrongPrincipal,
  kvRbacPropagation,
  kvModelMismatch,
  kvPolicyKeysVsSecrets,
  kvNameWrong,
  kvPrivateDnsMissing,
  kvPrivatelinkNameUsed,
  kvVersionPinned,
  kvSecretExpired,
  kvKeyExpired,
  kvThrottled,
  kvWrongAudience,
  kvPolicyCompoundIdentity,
  kvCloudSuffix,
  kvRecreated,
  kvPolicyRevertsNetwork,
  kvManagedHsm,
  kvPrivateEndpointPending,
  kvNsp,
  kvRbacDenyAssignment,
  csiDriverMissing,
  csiProviderMissing,
  csiDuplicateInstall,
  csiPodinfoOff,
  csiTokenrequestsMissing,
  csiTokenrequestsAudience,
  csiReadonly,
  spcNameNotSet,
  spcNotFound,
  spcProviderWrong,
  spcParametersMissing,
  spcBoolInvalid,
  spcTwoModes,
  spcPodIdentityTrue,
  spcVmIdentityTrue,
  spcClientidMissing,
  spcClientidWrong,
  spcTenantMissing,
  spcTenantWrong,
  spcKvnameMissing,
  spcKvnameUrl,
  spcCloudname,
  spcObjectsMissing,
  spcObjectsMalformed,
  spcObjectsEmptyArray,
  spcObjectType,
  spcObjectNameEmpty,
  spcObjectFormat,
  spcSecretobjectsMismatch,
  csiMountedEmpty,
  csiRotationOff,
  csiRotationMasked,
  csiRotationSubpath,
  csiSyncRbac,
  spcClientidDiffersFromSa,
  csiFicSubjectIsDriverSa,
  spcObjectFileCollision,
  csiProviderEgress,
  csiMountErrorNotInPodLogs,
  csiMessageTooLarge,
  csiKubeletRoot,
  csiTokenProxyUnavailable,
  csiDriverRbac,
  csiImdsTimeout,
  csiAddonIdentityConfusion,
  csiProviderTooOld,
  csiPodSaDefault,
  csiSyncedSecretMissing,
  csiSecretEnvStale,
  spcCertAsCertNoKey,
  csiVolumeattributesOverride,
  csiSubpathMissing,
  spcDuplicateArrayKey,
  azUpdateResets,
];

/** Codes that were used once and are not any more; a gate keeps them from coming back. */
export const retiredCodes: readonly string[] = [];
