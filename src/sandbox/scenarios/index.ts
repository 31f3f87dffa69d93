import type { Scenario } from '../scenario.ts';
import { authorityHostWrong } from './authority-host-wrong.ts';
import { azUpdateResets } from './az-update-resets.ts';
import { clusterUpgradeWebhookNewRules } from './cluster-upgrade-webhook-new-rules.ts';
import { contradiction } from './contradiction.ts';
import { csiAddonIdentityConfusion } from './csi-addon-identity-confusion.ts';
import { csiCertificateRole } from './csi-certificate-role.ts';
import { csiDriverMissing } from './csi-driver-missing.ts';
import { csiDriverNeverInstalled } from './csi-driver-never-installed.ts';
import { csiDriverRbac } from './csi-driver-rbac.ts';
import { csiDuplicateInstall } from './csi-duplicate-install.ts';
import { csiFicNone } from './csi-fic-none.ts';
import { csiFicSubjectIsDriverSa } from './csi-fic-subject-is-driver-sa.ts';
import { csiImageMissing } from './csi-image-missing.ts';
import { csiIdentitySystemAssigned } from './csi-identity-system-assigned.ts';
import { csiImdsTimeout } from './csi-imds-timeout.ts';
import { csiKubeletRoot } from './csi-kubelet-root.ts';
import { csiMendedMeanwhile } from './csi-mended-meanwhile.ts';
import { csiMessageTooLarge } from './csi-message-too-large.ts';
import { csiMountErrorNotInPodLogs } from './csi-mount-error-not-in-pod-logs.ts';
import { csiMountedEmpty } from './csi-mounted-empty.ts';
import { csiNodeIdentityUntried } from './csi-node-identity-untried.ts';
import { csiObjectDisabled } from './csi-object-disabled.ts';
import { csiObjectNotFound } from './csi-object-not-found.ts';
import { csiOtherProvider } from './csi-other-provider.ts';
import { csiPodSaDefault } from './csi-pod-sa-default.ts';
import { csiPodSaDefaultOldPods } from './csi-pod-sa-default-old-pods.ts';
import { csiPodinfoOff } from './csi-podinfo-off.ts';
import { csiProviderEgress } from './csi-provider-egress.ts';
import { csiProviderGone } from './csi-provider-gone.ts';
import { csiProviderMissing } from './csi-provider-missing.ts';
import { csiProviderTooOld } from './csi-provider-too-old.ts';
import { csiReadonly } from './csi-readonly.ts';
import { csiRoleMissing } from './csi-role-missing.ts';
import { csiRotationMasked } from './csi-rotation-masked.ts';
import { csiRotationOff } from './csi-rotation-off.ts';
import { csiRotationOffRepublish } from './csi-rotation-off-republish.ts';
import { csiRotationSubpath } from './csi-rotation-subpath.ts';
import { csiSecretEnvStale } from './csi-secret-env-stale.ts';
import { csiSecretsSynced } from './csi-secrets-synced.ts';
import { csiSubpathMissing } from './csi-subpath-missing.ts';
import { csiSyncRbac } from './csi-sync-rbac.ts';
import { csiSyncedSecretMissing } from './csi-synced-secret-missing.ts';
import { csiTokenProxyUnavailable } from './csi-token-proxy-unavailable.ts';
import { csiTokenrequestsAudience } from './csi-tokenrequests-audience.ts';
import { csiTokenrequestsMissing } from './csi-tokenrequests-missing.ts';
import { csiTwoClassAndCredential } from './csi-two-class-and-credential.ts';
import { csiTwoDriverAndClass } from './csi-two-driver-and-class.ts';
import { csiTwoDriverAndRole } from './csi-two-driver-and-role.ts';
import { csiTwoObjects } from './csi-two-objects.ts';
import { csiTwoProviderAndCredential } from './csi-two-provider-and-credential.ts';
import { csiTwoRoots } from './csi-two-roots.ts';
import { csiVaultNotFound } from './csi-vault-not-found.ts';
import { csiVolumeOverride } from './csi-volume-override.ts';
import { csiVolumeattributesOverride } from './csi-volumeattributes-override.ts';
import { doctorNoTokenrequest } from './doctor-no-tokenrequest.ts';
import { doctorRbacPartial } from './doctor-rbac-partial.ts';
import { egressDns } from './egress-dns.ts';
import { egressEntraBlockedInPod } from './egress-entra-blocked-in-pod.ts';
import { egressEntraBlocked } from './egress-entra-blocked.ts';
import { egressProxyEnv } from './egress-proxy-env.ts';
import { egressTlsInspection } from './egress-tls-inspection.ts';
import { entraTransient } from './entra-transient.ts';
import { entraTransientEnds } from './entra-transient-ends.ts';
import { ficArmEmptyProperties } from './fic-arm-empty-properties.ts';
import { ficAudienceMismatch } from './fic-audience-mismatch.ts';
import { ficConcurrentWrite } from './fic-concurrent-write.ts';
import { ficBindingFicRemoved } from './fic-binding-fic-removed.ts';
import { ficFlexibleExpression } from './fic-flexible-expression.ts';
import { ficIssuerMismatch } from './fic-issuer-mismatch.ts';
import { ficIssuerMismatchUnread } from './fic-issuer-mismatch-unread.ts';
import { ficIssuerTrailingSlash } from './fic-issuer-trailing-slash.ts';
import { ficLimit20 } from './fic-limit-20.ts';
import { ficLimit20Reached } from './fic-limit-20-reached.ts';
import { ficNone } from './fic-none.ts';
import { ficNoneUnread } from './fic-none-unread.ts';
import { ficOnWrongIdentity } from './fic-on-wrong-identity.ts';
import { ficOverwritten } from './fic-overwritten.ts';
import { ficPolicyDenied } from './fic-policy-denied.ts';
import { ficPropagation } from './fic-propagation.ts';
import { ficPropagationEnds } from './fic-propagation-ends.ts';
import { ficRegionUnsupported } from './fic-region-unsupported.ts';
import { ficSubjectCase } from './fic-subject-case.ts';
import { ficSubjectMismatch } from './fic-subject-mismatch.ts';
import { ficSubjectMismatchUnread } from './fic-subject-mismatch-unread.ts';
import { ficThrottled } from './fic-throttled.ts';
import { ficWhitespace } from './fic-whitespace.ts';
import { ficWildcardAttempt } from './fic-wildcard-attempt.ts';
import { healthyAksAutomaticGuard } from './healthy-aks-automatic-guard.ts';
import { healthyEmptyClientIdEnv } from './healthy-empty-client-id-env.ts';
import { healthyEnvfrom } from './healthy-envfrom.ts';
import { healthyFluxMerge } from './healthy-flux-merge.ts';
import { healthyNativeSidecar } from './healthy-native-sidecar.ts';
import { healthyPodDebugEphemeral } from './healthy-pod-debug-ephemeral.ts';
import { healthyPodDistroless } from './healthy-pod-distroless.ts';
import { healthyProxyDeprecatedUse } from './healthy-proxy-deprecated-use.ts';
import { healthyProxyJob } from './healthy-proxy-job.ts';
import { healthyProxyUser } from './healthy-proxy-user.ts';
import { healthySaDefaultShared } from './healthy-sa-default-shared.ts';
import { healthySaFederatedNsSquat } from './healthy-sa-federated-ns-squat.ts';
import { healthySaMultipleIdentities } from './healthy-sa-multiple-identities.ts';
import { healthySidecarInjectedLater } from './healthy-sidecar-injected-later.ts';
import { healthyThirdPartyChart } from './healthy-third-party-chart.ts';
import { healthyVirtualNodeTolerated } from './healthy-virtual-node-tolerated.ts';
import { healthyWindows } from './healthy-windows.ts';
import { healthyWrongTargetPod } from './healthy-wrong-target-pod.ts';
import { healthyArc } from './healthy-arc.ts';
import { healthyCredentialDuplicate } from './healthy-credential-duplicate.ts';
import { healthyCredentialWrittenAgain } from './healthy-credential-written-again.ts';
import { healthyFicOrphans } from './healthy-fic-orphans.ts';
import { healthyManagedHsm } from './healthy-managed-hsm.ts';
import { healthyPodWaits } from './healthy-pod-waits.ts';
import { healthyPrivateCluster } from './healthy-private-cluster.ts';
import { healthySecretDates } from './healthy-secret-dates.ts';
import { healthyVaultRecreated } from './healthy-vault-recreated.ts';
import { healthyVersionPinned } from './healthy-version-pinned.ts';
import { gitopsDriftLabel } from './gitops-drift-label.ts';
import { gitopsOrder } from './gitops-order.ts';
import { healthyBindingAndCredential } from './healthy-binding-and-credential.ts';
import { healthyCsiSecretEnv } from './healthy-csi-secret-env.ts';
import { healthyCsiTlsSecret } from './healthy-csi-tls-secret.ts';
import { healthyGitops } from './healthy-gitops.ts';
import { healthyKeda } from './healthy-keda.ts';
import { healthyPodidCrdsOnly } from './healthy-podid-crds-only.ts';
import { healthyPodidLabelAbove } from './healthy-podid-label-above.ts';
import { healthySecretOfOthers } from './healthy-secret-of-others.ts';
import { healthy } from './healthy.ts';
import { healthyAccessPolicy } from './healthy-access-policy.ts';
import { healthyApplication } from './healthy-application.ts';
import { healthyAutomountFalse } from './healthy-automount-false.ts';
import { healthyBothEntrances } from './healthy-both-entrances.ts';
import { healthyCronjob } from './healthy-cronjob.ts';
import { healthyCsiLogs } from './healthy-csi-logs.ts';
import { healthyCsi } from './healthy-csi.ts';
import { healthyCsiAnnotated } from './healthy-csi-annotated.ts';
import { healthyCsiHelm } from './healthy-csi-helm.ts';
import { healthyCsiNamespaceRights } from './healthy-csi-namespace-rights.ts';
import { healthyCsiNodeIdentity } from './healthy-csi-node-identity.ts';
import { healthyCsiTwoIdentities } from './healthy-csi-two-identities.ts';
import { healthyCsiTypes } from './healthy-csi-types.ts';
import { healthyDaemonset } from './healthy-daemonset.ts';
import { healthyFromPod } from './healthy-from-pod.ts';
import { healthyHostNetwork } from './healthy-host-network.ts';
import { healthyInitContainers } from './healthy-init-containers.ts';
import { healthyIssuerWithoutSlash } from './healthy-issuer-without-slash.ts';
import { healthyJob } from './healthy-job.ts';
import { healthyNamespaceRights } from './healthy-namespace-rights.ts';
import { healthyNoAzureLogin } from './healthy-no-azure-login.ts';
import { healthyNoVaultNamed } from './healthy-no-vault-named.ts';
import { healthyOtherScope } from './healthy-other-scope.ts';
import { healthyOwnClientId } from './healthy-own-client-id.ts';
import { healthyOwnTokenVolume } from './healthy-own-token-volume.ts';
import { healthyPassedClientId } from './healthy-passed-client-id.ts';
import { healthyPodLetIn } from './healthy-pod-let-in.ts';
import { healthyPod } from './healthy-pod.ts';
import { healthyPodSecurity } from './healthy-pod-security.ts';
import { healthyQuota } from './healthy-quota.ts';
import { healthyReplicaset } from './healthy-replicaset.ts';
import { healthyRoleOnSecret } from './healthy-role-on-secret.ts';
import { healthyRollout } from './healthy-rollout.ts';
import { healthySecretproviderclass } from './healthy-secretproviderclass.ts';
import { healthyServiceAccount } from './healthy-service-account.ts';
import { healthySeveralCredentials } from './healthy-several-credentials.ts';
import { healthySkipContainers } from './healthy-skip-containers.ts';
import { healthyStatefulset } from './healthy-statefulset.ts';
import { healthyTenantAnnotation } from './healthy-tenant-annotation.ts';
import { healthyTokensPath } from './healthy-tokens-path.ts';
import { healthyTwoLogins } from './healthy-two-logins.ts';
import { hpaScaleWhileWebhookDown } from './hpa-scale-while-webhook-down.ts';
import { ibAnnotationMissing } from './ib-annotation-missing.ts';
import { ibAppRegistration } from './ib-app-registration.ts';
import { ibCaConfigmapMissing } from './ib-ca-configmap-missing.ts';
import { ibFicDeleted } from './ib-fic-deleted.ts';
import { ibNoBindingForCluster } from './ib-no-binding-for-cluster.ts';
import { ibRbacMissing } from './ib-rbac-missing.ts';
import { ibRbacUnread } from './ib-rbac-unread.ts';
import { ibVnetIntegration } from './ib-vnet-integration.ts';
import { ibWebhookTooOld } from './ib-webhook-too-old.ts';
import { identityAppNoSp } from './identity-app-no-sp.ts';
import { identityAppVsMi } from './identity-app-vs-mi.ts';
import { identityAuthorityMalformed } from './identity-authority-malformed.ts';
import { identityBindingUntried } from './identity-binding-untried.ts';
import { identityConditionalAccess } from './identity-conditional-access.ts';
import { identityCrossCloud } from './identity-cross-cloud.ts';
import { identityCrossTenantMi } from './identity-cross-tenant-mi.ts';
import { identityDisabled } from './identity-disabled.ts';
import { identityNotFound } from './identity-not-found.ts';
import { identityNotFoundUnread } from './identity-not-found-unread.ts';
import { identityPublicClient } from './identity-public-client.ts';
import { identitySystemAssigned } from './identity-system-assigned.ts';
import { identityTenantOfTemplate } from './identity-tenant-of-template.ts';
import { identityTenantPolicy } from './identity-tenant-policy.ts';
import { identityTenantRestrictions } from './identity-tenant-restrictions.ts';
import { identityWrongTenant } from './identity-wrong-tenant.ts';
import { issuerAksNeedsReconcile } from './issuer-aks-needs-reconcile.ts';
import { issuerArcApiserverNotConfigured } from './issuer-arc-apiserver-not-configured.ts';
import { issuerClusterRecreated } from './issuer-cluster-recreated.ts';
import { issuerClusterRecreatedUnread } from './issuer-cluster-recreated-unread.ts';
import { issuerDisabled } from './issuer-disabled.ts';
import { issuerDocMismatch } from './issuer-doc-mismatch.ts';
import { issuerJwksWrongPath } from './issuer-jwks-wrong-path.ts';
import { issuerNoAnswer } from './issuer-no-answer.ts';
import { issuerNotHttps } from './issuer-not-https.ts';
import { issuerOldHostFormat } from './issuer-old-host-format.ts';
import { issuerSecondClusterNoFic } from './issuer-second-cluster-no-fic.ts';
import { issuerUnreachable } from './issuer-unreachable.ts';
import { issuerUnreachableFromHere } from './issuer-unreachable-from-here.ts';
import { jwksAlgUnsupported } from './jwks-alg-unsupported.ts';
import { jobNeverRestarts } from './job-never-restarts.ts';
import { jwksEntraCache } from './jwks-entra-cache.ts';
import { jwksKeyMismatch } from './jwks-key-mismatch.ts';
import { jwksMissingKid } from './jwks-missing-kid.ts';
import { jwksMissingKidUnread } from './jwks-missing-kid-unread.ts';
import { kedaPodidentityRemoved } from './keda-podidentity-removed.ts';
import { kubeAuthExpired } from './kube-auth-expired.ts';
import { kubeUnreachable } from './kube-unreachable.ts';
import { kvAbacConditionNew } from './kv-abac-condition-new.ts';
import { kvAbacCondition } from './kv-abac-condition.ts';
import { kvAccessPolicyMissing } from './kv-access-policy-missing.ts';
import { kvAccessPolicyMissingUnread } from './kv-access-policy-missing-unread.ts';
import { kvEgressBlocked } from './kv-egress-blocked.ts';
import { kvFirewallInPod } from './kv-firewall-in-pod.ts';
import { kvCloudSuffix } from './kv-cloud-suffix.ts';
import { kvEgressBlockedHere } from './kv-egress-blocked-here.ts';
import { kvFirewall } from './kv-firewall.ts';
import { kvForeignHost } from './kv-foreign-host.ts';
import { kvKeyExpired } from './kv-key-expired.ts';
import { kvManagedHsm } from './kv-managed-hsm.ts';
import { kvModelMismatch } from './kv-model-mismatch.ts';
import { kvNameWrong } from './kv-name-wrong.ts';
import { kvNsp } from './kv-nsp.ts';
import { kvPolicyCompoundIdentity } from './kv-policy-compound-identity.ts';
import { kvPolicyKeysVsSecrets } from './kv-policy-keys-vs-secrets.ts';
import { kvPolicyRevertsNetwork } from './kv-policy-reverts-network.ts';
import { kvPrivateDnsMissing } from './kv-private-dns-missing.ts';
import { kvPublicDisabledInPod } from './kv-public-disabled-in-pod.ts';
import { kvPrivateEndpointPending } from './kv-private-endpoint-pending.ts';
import { kvPrivateEndpointPendingUnread } from './kv-private-endpoint-pending-unread.ts';
import { kvPrivatelinkNameUsed } from './kv-privatelink-name-used.ts';
import { kvPublicDisabled } from './kv-public-disabled.ts';
import { kvRbacDenyAssignment } from './kv-rbac-deny-assignment.ts';
import { kvRbacMissingUnread } from './kv-rbac-missing-unread.ts';
import { kvRbacMissing } from './kv-rbac-missing.ts';
import { kvRbacPropagation } from './kv-rbac-propagation.ts';
import { kvRbacPropagationOnSecret } from './kv-rbac-propagation-on-secret.ts';
import { kvRbacSettledRefused } from './kv-rbac-settled-refused.ts';
import { kvRbacWrongPrincipal } from './kv-rbac-wrong-principal.ts';
import { kvRbacWrongRole } from './kv-rbac-wrong-role.ts';
import { kvRbacWrongScope } from './kv-rbac-wrong-scope.ts';
import { kvRecreated } from './kv-recreated.ts';
import { kvSecretDisabled } from './kv-secret-disabled.ts';
import { kvSecretExpired } from './kv-secret-expired.ts';
import { kvSecretNotFound } from './kv-secret-not-found.ts';
import { kvSecretSoftDeleted } from './kv-secret-soft-deleted.ts';
import { kvSecretNotYetValid } from './kv-secret-not-yet-valid.ts';
import { kvThrottled } from './kv-throttled.ts';
import { kvVersionPinned } from './kv-version-pinned.ts';
import { kvWrongAudience } from './kv-wrong-audience.ts';
import { kvWrongTenant } from './kv-wrong-tenant.ts';
import { labelKeyTypo } from './label-key-typo.ts';
import { labelOnSaOnly } from './label-on-sa-only.ts';
import { labelOnWorkloadNotTemplate } from './label-on-workload-not-template.ts';
import { labelValueNotTrue } from './label-value-not-true.ts';
import { longLivedPodOldGeneration } from './long-lived-pod-old-generation.ts';
import { podContainerSkipped } from './pod-container-skipped.ts';
import { podCustomVolumeWrongAud } from './pod-custom-volume-wrong-aud.ts';
import { podDefaultSa } from './pod-default-sa.ts';
import { podEmptyClientIdEnv } from './pod-empty-client-id-env.ts';
import { podEnvClientIdOverride } from './pod-env-client-id-override.ts';
import { podEnvfromShadowed } from './pod-envfrom-shadowed.ts';
import { podEveryContainerSkipped } from './pod-every-container-skipped.ts';
import { podHostnetwork } from './pod-hostnetwork.ts';
import { podLabelMissing } from './pod-label-missing.ts';
import { podMountpathConflict } from './pod-mountpath-conflict.ts';
import { podMountpathOwnVolume } from './pod-mountpath-own-volume.ts';
import { podMultipleReplicasets } from './pod-multiple-replicasets.ts';
import { podPredatesLabel } from './pod-predates-label.ts';
import { podPredatesSaAnnotation } from './pod-predates-sa-annotation.ts';
import { podStaleAndFresh } from './pod-stale-and-fresh.ts';
import { podStaleButWorking } from './pod-stale-but-working.ts';
import { podStaleClientId } from './pod-stale-client-id.ts';
import { podStaleTenantOrAuthority } from './pod-stale-tenant-or-authority.ts';
import { podStaticOrUnmanaged } from './pod-static-or-unmanaged.ts';
import { podThirdPartyChart } from './pod-third-party-chart.ts';
import { podTokenFileEnvOverride } from './pod-token-file-env-override.ts';
import { podVirtualNode } from './pod-virtual-node.ts';
import { podVolumeStripped } from './pod-volume-stripped.ts';
import { podWindowsChown } from './pod-windows-chown.ts';
import { podWrongSaUnread } from './pod-wrong-sa-unread.ts';
import { podWrongSa } from './pod-wrong-sa.ts';
import { proxyAnnotationFalse } from './proxy-annotation-false.ts';
import { proxyBlocksJob } from './proxy-blocks-job.ts';
import { proxyNoClientId } from './proxy-no-client-id.ts';
import { proxyPrivilegedBlocked } from './proxy-privileged-blocked.ts';
import { proxySecurityContextConflict } from './proxy-security-context-conflict.ts';
import { proxySkipsItself } from './proxy-skips-itself.ts';
import { proxyTenantMissing } from './proxy-tenant-missing.ts';
import { proxyWindows } from './proxy-windows.ts';
import { saAnnotationAsLabel } from './sa-annotation-as-label.ts';
import { saAnnotationReverted } from './sa-annotation-reverted.ts';
import { podidAddonEnabled } from './podid-addon-enabled.ts';
import { podidBindingLabelMissing } from './podid-binding-label-missing.ts';
import { podidLabelLeftover } from './podid-label-leftover.ts';
import { podidNmiIntercepts } from './podid-nmi-intercepts.ts';
import { saAnnotationTypo } from './sa-annotation-typo.ts';
import { saAnnotationWrongObject } from './sa-annotation-wrong-object.ts';
import { saClientIdIsObjectId } from './sa-client-id-is-object-id.ts';
import { saClientIdKubelet } from './sa-client-id-kubelet.ts';
import { saClientIdMissing } from './sa-client-id-missing.ts';
import { saClientIdNotGuid } from './sa-client-id-not-guid.ts';
import { saClientIdWhitespace } from './sa-client-id-whitespace.ts';
import { saMultipleIdentities } from './sa-multiple-identities.ts';
import { saNotTheConsumer } from './sa-not-the-consumer.ts';
import { saRecreatedElsewhere } from './sa-recreated-elsewhere.ts';
import { saTenantEmpty } from './sa-tenant-empty.ts';
import { saTenantWrong } from './sa-tenant-wrong.ts';
import { scopeInvalid } from './scope-invalid.ts';
import { secretproviderclassBroken } from './secretproviderclass-broken.ts';
import { secretproviderclassUnmounted } from './secretproviderclass-unmounted.ts';
import { spcBoolInvalid } from './spc-bool-invalid.ts';
import { spcCertAsCertNoKey } from './spc-cert-as-cert-no-key.ts';
import { spcClientidDiffersFromSa } from './spc-clientid-differs-from-sa.ts';
import { spcClientidEmpty } from './spc-clientid-empty.ts';
import { spcClientidMissing } from './spc-clientid-missing.ts';
import { spcClientidWrong } from './spc-clientid-wrong.ts';
import { spcCloudname } from './spc-cloudname.ts';
import { spcDuplicateArrayKey } from './spc-duplicate-array-key.ts';
import { spcKvnameMissing } from './spc-kvname-missing.ts';
import { spcKvnameUrl } from './spc-kvname-url.ts';
import { spcNameNotSet } from './spc-name-not-set.ts';
import { spcNotFound } from './spc-not-found.ts';
import { spcNotFoundElsewhere } from './spc-not-found-elsewhere.ts';
import { spcObjectFileCollision } from './spc-object-file-collision.ts';
import { spcObjectFormat } from './spc-object-format.ts';
import { spcObjectNameEmpty } from './spc-object-name-empty.ts';
import { spcObjectType } from './spc-object-type.ts';
import { spcObjectTypeOther } from './spc-object-type-other.ts';
import { spcObjectsEmptyArray } from './spc-objects-empty-array.ts';
import { spcObjectsMalformed } from './spc-objects-malformed.ts';
import { spcObjectsMissing } from './spc-objects-missing.ts';
import { spcParametersMissing } from './spc-parameters-missing.ts';
import { spcPodIdentityTrue } from './spc-pod-identity-true.ts';
import { spcProviderWrong } from './spc-provider-wrong.ts';
import { spcSecretobjectsMismatch } from './spc-secretobjects-mismatch.ts';
import { spcTenantMissing } from './spc-tenant-missing.ts';
import { spcTenantWrong } from './spc-tenant-wrong.ts';
import { spcTwoModes } from './spc-two-modes.ts';
import { spcVmIdentityTrue } from './spc-vm-identity-true.ts';
import { tokenAudMismatch } from './token-aud-mismatch.ts';
import { tokenClockSkew } from './token-clock-skew.ts';
import { tokenDefaultSaTokenUsed } from './token-default-sa-token-used.ts';
import { tokenFileUnusable } from './token-file-unusable.ts';
import { tokenFileMissing } from './token-file-missing.ts';
import { tokenKubeletCannotMint } from './token-kubelet-cannot-mint.ts';
import { tokenLifetimeTooLong } from './token-lifetime-too-long.ts';
import { twoAudienceAndSubject } from './two-audience-and-subject.ts';
import { twoContainersTwoIdentities } from './two-containers-two-identities.ts';
import { twoContainersTwoVaults } from './two-containers-two-vaults.ts';
import { twoDoors } from './two-doors.ts';
import { twoEgressAndRole } from './two-egress-and-role.ts';
import { twoIdentityAndCredential } from './two-identity-and-credential.ts';
import { twoIssuerAndCredential } from './two-issuer-and-credential.ts';
import { twoIssuerAndNoCredential } from './two-issuer-and-no-credential.ts';
import { twoLabelAndAccount } from './two-label-and-account.ts';
import { twoLabelAndRole } from './two-label-and-role.ts';
import { twoLabelAndSecretDisabled } from './two-label-and-secret-disabled.ts';
import { twoLabelAndTenant } from './two-label-and-tenant.ts';
import { twoLabelAndVaultName } from './two-label-and-vault-name.ts';
import { twoLoginsOneBroken } from './two-logins-one-broken.ts';
import { twoPodsAndPolicy } from './two-pods-and-policy.ts';
import { twoRoots } from './two-roots.ts';
import { twoSdkAndRole } from './two-sdk-and-role.ts';
import { twoStaleClientIdAndRole } from './two-stale-client-id-and-role.ts';
import { twoStalePodsAndIssuer } from './two-stale-pods-and-issuer.ts';
import { twoWebhookAndClientId } from './two-webhook-and-client-id.ts';
import { twoWebhookAndCredential } from './two-webhook-and-credential.ts';
import { twoWebhookAndFirewall } from './two-webhook-and-firewall.ts';
import { twoWebhookAndIdentity } from './two-webhook-and-identity.ts';
import { twoWebhookAndRole } from './two-webhook-and-role.ts';
import { twoWebhookDownAndCredential } from './two-webhook-down-and-credential.ts';
import { webhookCertBad } from './webhook-cert-bad.ts';
import { webhookCertSecretMissing } from './webhook-cert-secret-missing.ts';
import { webhookCustomAudience } from './webhook-custom-audience.ts';
import { webhookDropsUnknownFields } from './webhook-drops-unknown-fields.ts';
import { webhookDuplicateInstall } from './webhook-duplicate-install.ts';
import { webhookExcludedNs } from './webhook-excluded-ns.ts';
import { webhookFailOpen } from './webhook-fail-open.ts';
import { webhookFailOpenUnread } from './webhook-fail-open-unread.ts';
import { webhookGitopsCabundle } from './webhook-gitops-cabundle.ts';
import { webhookMwcDeleted } from './webhook-mwc-deleted.ts';
import { webhookMwcDeletedUnread } from './webhook-mwc-deleted-unread.ts';
import { webhookNetBlocked } from './webhook-net-blocked.ts';
import { webhookNoEndpoints } from './webhook-no-endpoints.ts';
import { webhookNotInstalled } from './webhook-not-installed.ts';
import { webhookNsSelector } from './webhook-ns-selector.ts';
import { webhookNsSelectorUnread } from './webhook-ns-selector-unread.ts';
import { webhookNsSelectorMatching } from './webhook-ns-selector-matching.ts';
import { webhookObjectSelectorEdited } from './webhook-object-selector-edited.ts';
import { webhookOldV0 } from './webhook-old-v0.ts';
import { webhookOldV0Unread } from './webhook-old-v0-unread.ts';
import { webhookOomkilled } from './webhook-oomkilled.ts';
import { webhookRemoved } from './webhook-removed.ts';
import { webhookSaNotFound } from './webhook-sa-not-found.ts';
import { webhookSidecarInjectedLater } from './webhook-sidecar-injected-later.ts';
import { webhookSingleReplicaDownDuringUpgrade } from './webhook-single-replica-down-during-upgrade.ts';
import { webhookTenantMissing } from './webhook-tenant-missing.ts';
import { webhookTenantWrong } from './webhook-tenant-wrong.ts';
import { webhookTimeout } from './webhook-timeout.ts';
import { webhookTokenExpiryDenied } from './webhook-token-expiry-denied.ts';
import { webhookUpgradeNeedsPodLabel } from './webhook-upgrade-needs-pod-label.ts';
import { webhookV15PathNamed } from './webhook-v15-path-named.ts';
import { webhookV16PathChange } from './webhook-v16-path-change.ts';
import { csiProviderEgressLogged } from './csi-provider-egress-logged.ts';
import { sdkTooOld } from './sdk-too-old.ts';
import { sdkLegacyLibrary } from './sdk-legacy-library.ts';
import { sdkManagedIdentityCredential } from './sdk-managed-identity-credential.ts';
import { sdkIdentityNotFound } from './sdk-identity-not-found.ts';
import { sdkFallbackToKubeletIdentity } from './sdk-fallback-to-kubelet-identity.ts';
import { sdkClientIdOptionIgnored } from './sdk-client-id-option-ignored.ts';
import { sdkTokenReadOnce } from './sdk-token-read-once.ts';
import { sdkAzcliInPod } from './sdk-azcli-in-pod.ts';
import { sdkOptionsIncomplete } from './sdk-options-incomplete.ts';
import { sdkConfigNoTokenFile } from './sdk-config-no-token-file.ts';
import { sdkAccessTokenCache } from './sdk-access-token-cache.ts';
import { sdkBindingEnvPartial } from './sdk-binding-env-partial.ts';
import { healthyBindingVariables } from './healthy-binding-variables.ts';
import { sdkDbDriverScope } from './sdk-db-driver-scope.ts';
import { sdkEnvCredentialHijack } from './sdk-env-credential-hijack.ts';
import { healthyClientSecret } from './healthy-client-secret.ts';
import { sdkIdentityWebWrongSource } from './sdk-identity-web-wrong-source.ts';
import { armRbacMissing } from './arm-rbac-missing.ts';
import { dataplaneRoleMissing } from './dataplane-role-missing.ts';
import { imdsBlocked } from './imds-blocked.ts';
import { meshIntercept } from './mesh-intercept.ts';
import { egressEntraBlockedLogged } from './egress-entra-blocked-logged.ts';
import { loggedRefusal } from './logged-refusal.ts';
import { healthySdkTokenFileCache } from './healthy-sdk-token-file-cache.ts';
import { consumerAmbientCredentialsOff } from './consumer-ambient-credentials-off.ts';
import { consumerConfigField } from './consumer-config-field.ts';
import { consumerEnvNamesDiffer } from './consumer-env-names-differ.ts';
import { consumerVersionBug } from './consumer-version-bug.ts';
import { healthyConsumerRedactsError } from './healthy-consumer-redacts-error.ts';
import { healthyLogs } from './healthy-logs.ts';
import { loggedSignLongAgo } from './logged-sign-long-ago.ts';
import { logsForbidden } from './logs-forbidden.ts';
import { loggedRefusalNoTokenrequest } from './logged-refusal-no-tokenrequest.ts';
import { sdkIdentityBindingNoOptin } from './sdk-identity-binding-no-optin.ts';
import { webhookVpaPending } from './webhook-vpa-pending.ts';
import { webhookWrongCloud } from './webhook-wrong-cloud.ts';
import { webhookWrongCloudAnnotated } from './webhook-wrong-cloud-annotated.ts';
import { webhookWrongCloudAnnotatedUnread } from './webhook-wrong-cloud-annotated-unread.ts';
import { webhookWrongCloudUnread } from './webhook-wrong-cloud-unread.ts';

/** Every scenario: each is a demo, a test and a page. */
export const scenarios: readonly Scenario[] = [
  healthy,
  healthyAccessPolicy,
  healthyApplication,
  healthyArc,
  healthyAutomountFalse,
  healthyCredentialDuplicate,
  healthyCredentialWrittenAgain,
  healthyCronjob,
  healthyDaemonset,
  healthyFromPod,
  healthyFicOrphans,
  healthyHostNetwork,
  healthyInitContainers,
  healthyIssuerWithoutSlash,
  healthyJob,
  healthyManagedHsm,
  healthyNamespaceRights,
  healthyNoAzureLogin,
  healthyNoVaultNamed,
  healthyOtherScope,
  healthyOwnClientId,
  healthyOwnTokenVolume,
  healthyPassedClientId,
  healthyPod,
  healthyPodLetIn,
  healthyPodSecurity,
  healthyPodWaits,
  healthyPrivateCluster,
  healthyQuota,
  healthyReplicaset,
  healthyRoleOnSecret,
  healthyRollout,
  healthySecretDates,
  healthyServiceAccount,
  healthySeveralCredentials,
  healthySkipContainers,
  healthyStatefulset,
  healthyTenantAnnotation,
  healthyTokensPath,
  healthyTwoLogins,
  healthyVaultRecreated,
  healthyVersionPinned,
  authorityHostWrong,
  contradiction,
  doctorNoTokenrequest,
  doctorRbacPartial,
  egressEntraBlocked,
  egressDns,
  egressEntraBlockedInPod,
  egressProxyEnv,
  egressTlsInspection,
  entraTransient,
  entraTransientEnds,
  ficArmEmptyProperties,
  ficAudienceMismatch,
  ficConcurrentWrite,
  ficFlexibleExpression,
  ficIssuerMismatch,
  ficIssuerMismatchUnread,
  ficIssuerTrailingSlash,
  ficLimit20,
  ficLimit20Reached,
  ficNone,
  ficNoneUnread,
  ficOnWrongIdentity,
  ficOverwritten,
  ficPolicyDenied,
  ficPropagation,
  ficPropagationEnds,
  ficRegionUnsupported,
  ficSubjectCase,
  ficSubjectMismatch,
  ficSubjectMismatchUnread,
  ficThrottled,
  ficWhitespace,
  ficWildcardAttempt,
  identityAppNoSp,
  identityAppVsMi,
  identityAuthorityMalformed,
  identityConditionalAccess,
  identityCrossCloud,
  identityCrossTenantMi,
  identityDisabled,
  identityNotFound,
  identityNotFoundUnread,
  identityPublicClient,
  identitySystemAssigned,
  identityTenantOfTemplate,
  identityTenantPolicy,
  identityTenantRestrictions,
  identityWrongTenant,
  issuerAksNeedsReconcile,
  issuerArcApiserverNotConfigured,
  issuerClusterRecreated,
  issuerClusterRecreatedUnread,
  issuerDisabled,
  issuerDocMismatch,
  issuerJwksWrongPath,
  issuerNoAnswer,
  issuerNotHttps,
  issuerOldHostFormat,
  issuerSecondClusterNoFic,
  issuerUnreachable,
  issuerUnreachableFromHere,
  jwksAlgUnsupported,
  jwksEntraCache,
  jwksKeyMismatch,
  jwksMissingKid,
  jwksMissingKidUnread,
  kubeAuthExpired,
  kubeUnreachable,
  kvAbacCondition,
  kvAbacConditionNew,
  kvRbacSettledRefused,
  kvAccessPolicyMissing,
  kvAccessPolicyMissingUnread,
  kvEgressBlocked,
  kvCloudSuffix,
  kvEgressBlockedHere,
  kvFirewall,
  kvFirewallInPod,
  kvForeignHost,
  kvKeyExpired,
  kvManagedHsm,
  kvModelMismatch,
  kvNameWrong,
  kvNsp,
  kvPolicyCompoundIdentity,
  kvPolicyKeysVsSecrets,
  kvPolicyRevertsNetwork,
  kvPrivateDnsMissing,
  kvPrivateEndpointPending,
  kvPrivateEndpointPendingUnread,
  kvPrivatelinkNameUsed,
  kvPublicDisabled,
  kvPublicDisabledInPod,
  kvRbacDenyAssignment,
  kvRbacMissingUnread,
  kvRbacMissing,
  kvRbacPropagation,
  kvRbacPropagationOnSecret,
  kvRbacWrongPrincipal,
  kvRbacWrongRole,
  kvRbacWrongScope,
  kvRecreated,
  kvSecretDisabled,
  kvSecretExpired,
  kvSecretNotFound,
  kvSecretSoftDeleted,
  kvSecretNotYetValid,
  kvThrottled,
  kvVersionPinned,
  kvWrongAudience,
  kvWrongTenant,
  labelKeyTypo,
  labelOnSaOnly,
  labelOnWorkloadNotTemplate,
  labelValueNotTrue,
  podContainerSkipped,
  podEveryContainerSkipped,
  podCustomVolumeWrongAud,
  podDefaultSa,
  podEnvClientIdOverride,
  podLabelMissing,
  podPredatesLabel,
  podPredatesSaAnnotation,
  podStaleAndFresh,
  podStaleButWorking,
  podStaleClientId,
  podTokenFileEnvOverride,
  podWrongSa,
  podWrongSaUnread,
  saAnnotationTypo,
  saClientIdIsObjectId,
  saClientIdMissing,
  saClientIdNotGuid,
  saClientIdWhitespace,
  saTenantEmpty,
  saTenantWrong,
  scopeInvalid,
  tokenAudMismatch,
  tokenClockSkew,
  tokenDefaultSaTokenUsed,
  tokenFileMissing,
  tokenKubeletCannotMint,
  tokenLifetimeTooLong,
  tokenFileUnusable,
  twoLoginsOneBroken,
  twoRoots,
  twoLabelAndRole,
  twoLabelAndAccount,
  twoLabelAndSecretDisabled,
  twoWebhookAndCredential,
  twoWebhookAndRole,
  twoWebhookAndIdentity,
  twoStalePodsAndIssuer,
  twoPodsAndPolicy,
  twoIssuerAndCredential,
  twoIssuerAndNoCredential,
  twoAudienceAndSubject,
  twoLabelAndTenant,
  twoContainersTwoIdentities,
  twoContainersTwoVaults,
  twoLabelAndVaultName,
  twoWebhookAndClientId,
  twoWebhookDownAndCredential,
  twoStaleClientIdAndRole,
  csiTwoDriverAndClass,
  csiTwoDriverAndRole,
  csiTwoProviderAndCredential,
  csiTwoClassAndCredential,
  csiTwoObjects,
  twoDoors,
  twoEgressAndRole,
  twoWebhookAndFirewall,
  twoSdkAndRole,
  twoIdentityAndCredential,
  webhookCertBad,
  webhookExcludedNs,
  webhookFailOpen,
  webhookFailOpenUnread,
  webhookMwcDeleted,
  webhookMwcDeletedUnread,
  webhookNoEndpoints,
  webhookNotInstalled,
  webhookNsSelector,
  webhookNsSelectorUnread,
  webhookNsSelectorMatching,
  webhookObjectSelectorEdited,
  webhookOldV0,
  webhookOldV0Unread,
  webhookRemoved,
  webhookSaNotFound,
  webhookTimeout,
  webhookTokenExpiryDenied,
  webhookUpgradeNeedsPodLabel,
  webhookV15PathNamed,
  webhookV16PathChange,
  healthyCsi,
  healthyCsiLogs,
  healthyCsiTypes,
  healthyCsiHelm,
  healthyBothEntrances,
  healthyCsiAnnotated,
  csiDriverMissing,
  csiDriverNeverInstalled,
  csiProviderMissing,
  csiProviderGone,
  csiDuplicateInstall,
  csiPodinfoOff,
  csiTokenrequestsMissing,
  csiTokenrequestsAudience,
  csiReadonly,
  spcNameNotSet,
  spcNotFound,
  spcNotFoundElsewhere,
  spcProviderWrong,
  spcParametersMissing,
  spcBoolInvalid,
  spcTwoModes,
  spcPodIdentityTrue,
  spcVmIdentityTrue,
  healthyCsiNodeIdentity,
  csiNodeIdentityUntried,
  spcClientidMissing,
  spcClientidEmpty,
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
  spcObjectTypeOther,
  spcObjectNameEmpty,
  spcObjectFormat,
  spcObjectFileCollision,
  spcSecretobjectsMismatch,
  csiSecretsSynced,
  csiSyncRbac,
  csiMountedEmpty,
  csiRotationOff,
  csiRotationOffRepublish,
  csiRotationMasked,
  csiRotationSubpath,
  csiFicNone,
  csiPodSaDefault,
  csiPodSaDefaultOldPods,
  csiFicSubjectIsDriverSa,
  csiRoleMissing,
  csiCertificateRole,
  csiObjectNotFound,
  csiObjectDisabled,
  csiVaultNotFound,
  csiProviderEgress,
  csiMendedMeanwhile,
  csiTwoRoots,
  csiOtherProvider,
  csiVolumeOverride,
  healthySecretproviderclass,
  secretproviderclassUnmounted,
  secretproviderclassBroken,
  spcClientidDiffersFromSa,
  healthyCsiTwoIdentities,
  healthyCsiNamespaceRights,
  csiImageMissing,
  healthyProxyDeprecatedUse,
  proxyAnnotationFalse,
  proxySkipsItself,
  proxyWindows,
  healthyWindows,
  proxySecurityContextConflict,
  healthyProxyUser,
  proxyTenantMissing,
  proxyNoClientId,
  proxyBlocksJob,
  healthyProxyJob,
  proxyPrivilegedBlocked,
  podHostnetwork,
  podMountpathConflict,
  podMountpathOwnVolume,
  webhookDropsUnknownFields,
  healthyNativeSidecar,
  podThirdPartyChart,
  healthyThirdPartyChart,
  podMultipleReplicasets,
  podEmptyClientIdEnv,
  healthyEmptyClientIdEnv,
  podVolumeStripped,
  podStaleTenantOrAuthority,
  podVirtualNode,
  healthyVirtualNodeTolerated,
  podWindowsChown,
  webhookSidecarInjectedLater,
  healthySidecarInjectedLater,
  saClientIdKubelet,
  saAnnotationReverted,
  healthyFluxMerge,
  saMultipleIdentities,
  healthySaMultipleIdentities,
  healthySaDefaultShared,
  healthySaFederatedNsSquat,
  healthyPodDistroless,
  healthyAksAutomaticGuard,
  healthyWrongTargetPod,
  webhookDuplicateInstall,
  webhookTenantMissing,
  webhookCertSecretMissing,
  webhookSingleReplicaDownDuringUpgrade,
  webhookTenantWrong,
  webhookWrongCloud,
  webhookWrongCloudUnread,
  webhookWrongCloudAnnotated,
  webhookWrongCloudAnnotatedUnread,
  podEnvfromShadowed,
  healthyEnvfrom,
  podStaticOrUnmanaged,
  healthyPodDebugEphemeral,
  webhookNetBlocked,
  webhookOomkilled,
  webhookVpaPending,
  webhookGitopsCabundle,
  webhookCustomAudience,
  saAnnotationAsLabel,
  saAnnotationWrongObject,
  saRecreatedElsewhere,
  saNotTheConsumer,
  csiMountErrorNotInPodLogs,
  csiMessageTooLarge,
  csiKubeletRoot,
  csiTokenProxyUnavailable,
  csiDriverRbac,
  csiIdentitySystemAssigned,
  csiImdsTimeout,
  csiAddonIdentityConfusion,
  csiProviderTooOld,
  csiSyncedSecretMissing,
  healthySecretOfOthers,
  csiSecretEnvStale,
  healthyCsiSecretEnv,
  spcCertAsCertNoKey,
  healthyCsiTlsSecret,
  csiVolumeattributesOverride,
  csiSubpathMissing,
  spcDuplicateArrayKey,
  podidNmiIntercepts,
  podidLabelLeftover,
  podidAddonEnabled,
  podidBindingLabelMissing,
  healthyPodidCrdsOnly,
  healthyPodidLabelAbove,
  kedaPodidentityRemoved,
  healthyKeda,
  gitopsDriftLabel,
  healthyGitops,
  jobNeverRestarts,
  gitopsOrder,
  clusterUpgradeWebhookNewRules,
  hpaScaleWhileWebhookDown,
  longLivedPodOldGeneration,
  azUpdateResets,
  identityBindingUntried,
  ibWebhookTooOld,
  ibNoBindingForCluster,
  ibVnetIntegration,
  ibAnnotationMissing,
  healthyBindingAndCredential,
  ibRbacMissing,
  ibFicDeleted,
  ficBindingFicRemoved,
  ibAppRegistration,
  ibCaConfigmapMissing,
  ibRbacUnread,
  sdkTooOld,
  sdkLegacyLibrary,
  sdkManagedIdentityCredential,
  sdkIdentityNotFound,
  sdkFallbackToKubeletIdentity,
  sdkClientIdOptionIgnored,
  sdkTokenReadOnce,
  sdkAzcliInPod,
  sdkOptionsIncomplete,
  sdkConfigNoTokenFile,
  sdkAccessTokenCache,
  sdkBindingEnvPartial,
  healthyBindingVariables,
  sdkDbDriverScope,
  sdkEnvCredentialHijack,
  healthyClientSecret,
  sdkIdentityWebWrongSource,
  armRbacMissing,
  dataplaneRoleMissing,
  imdsBlocked,
  meshIntercept,
  egressEntraBlockedLogged,
  loggedRefusal,
  healthySdkTokenFileCache,
  consumerAmbientCredentialsOff,
  consumerConfigField,
  consumerEnvNamesDiffer,
  consumerVersionBug,
  healthyConsumerRedactsError,
  healthyLogs,
  loggedSignLongAgo,
  logsForbidden,
  loggedRefusalNoTokenrequest,
  sdkIdentityBindingNoOptin,
  csiProviderEgressLogged,
];
