/** Problems with data, for tests that walk what is printed. */
import { csiPodSaDefault } from '../csi/csi-pod-sa-default.ts';
import { csiProviderTooOld } from '../csi/csi-provider-too-old.ts';
import { csiTokenrequestsMissing } from '../csi/csi-tokenrequests-missing.ts';
import { ficAudienceMismatch } from '../federated-credential/fic-audience-mismatch.ts';
import { ficNone } from '../federated-credential/fic-none.ts';
import { ficSubjectMismatch } from '../federated-credential/fic-subject-mismatch.ts';
import { identitySystemAssigned } from '../identity/identity-system-assigned.ts';
import { identityWrongTenant } from '../identity/identity-wrong-tenant.ts';
import { kvAccessPolicyMissing } from '../key-vault/kv-access-policy-missing.ts';
import { kvFirewall } from '../key-vault/kv-firewall.ts';
import { kvModelMismatch } from '../key-vault/kv-model-mismatch.ts';
import { kvPolicyCompoundIdentity } from '../key-vault/kv-policy-compound-identity.ts';
import { kvPolicyKeysVsSecrets } from '../key-vault/kv-policy-keys-vs-secrets.ts';
import { kvRbacMissing } from '../key-vault/kv-rbac-missing.ts';
import { kvRecreated } from '../key-vault/kv-recreated.ts';
import { kvSecretDisabled } from '../key-vault/kv-secret-disabled.ts';
import { kvSecretExpired } from '../key-vault/kv-secret-expired.ts';
import { kvSecretNotFound } from '../key-vault/kv-secret-not-found.ts';
import { podMountpathConflict } from '../pod/pod-mountpath-conflict.ts';
import { found, type FoundProblem } from '../problem.ts';
import { exampleMount } from '../secret-provider-class.ts';
import { problems } from '../registry.ts';
import { saClientIdNotGuid } from '../service-account/sa-client-id-not-guid.ts';
import { tokenAudMismatch } from '../token/token-aud-mismatch.ts';
import { webhookNoEndpoints } from '../webhook/webhook-no-endpoints.ts';
import { webhookNotInstalled } from '../webhook/webhook-not-installed.ts';
import { webhookTenantMissing } from '../webhook/webhook-tenant-missing.ts';

const { presented, identity } = ficNone.example;
const application = { ...identity, kind: 'application' } as const;
const unread = { clientId: identity.clientId };

/** The example of each problem, and what the examples leave out: applications, identities that could not be read, values that are not known, what a problem says in another place. */
export const samples: readonly FoundProblem[] = [
  ...problems.map((problem) => ({ problem, data: problem.example })),
  found(csiPodSaDefault, { ...csiPodSaDefault.example, template: 'orders' }),
  found(identityWrongTenant, { ...identityWrongTenant.example, container: 'app' }),
  found(identitySystemAssigned, { ...identitySystemAssigned.example, container: 'app' }),
  found(identitySystemAssigned, { ...identitySystemAssigned.example, mount: exampleMount }),
  found(ficNone, { presented, identity: application }),
  found(ficNone, { presented, identity: { ...identity, subscriptionId: '33333333-3333-4333-8333-333333333333' } }),
  found(ficNone, { presented, identity: { ...identity, full: true } }),
  found(ficSubjectMismatch, { presented, identity: unread }),
  found(ficAudienceMismatch, { presented, identity: application, nearest: { name: 'fic-orders', value: 'api://other' } }),
  found(ficAudienceMismatch, { presented, identity: unread }),
  found(tokenAudMismatch, { ...tokenAudMismatch.example, identity: unread }),
  found(kvRbacMissing, { vault: 'kv-shop', identity: unread, message: 'refused' }),
  found(podMountpathConflict, { ...podMountpathConflict.example, volume: 'orders-token', copied: false }),
  found(saClientIdNotGuid, { ...saClientIdNotGuid.example, value: ' 5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab\n' }),
  found(webhookNoEndpoints, { message: 'no endpoints' }),
  found(webhookNotInstalled, { ...webhookNotInstalled.example, aks: false }),
  found(webhookTenantMissing, { ...webhookTenantMissing.example, namespace: 'kube-system' }),
  found(csiProviderTooOld, { ...csiProviderTooOld.example, addOn: true }),
  found(csiTokenrequestsMissing, { ...csiTokenrequestsMissing.example, addOn: true }),
  found(kvFirewall, { vault: 'kv-shop', clientAddress: '10.0.0.4', pod: 'orders-1' }),
  found(kvFirewall, { vault: 'kv-shop', clientAddress: '203.0.113.7', pod: 'orders-1' }),
  found(kvModelMismatch, { ...kvModelMismatch.example, uses: 'access-policy' }),
  ...(['key', 'cert'] as const).flatMap((type): readonly FoundProblem[] => [
    found(kvAccessPolicyMissing, { ...kvAccessPolicyMissing.example, type }),
    found(kvPolicyCompoundIdentity, { ...kvPolicyCompoundIdentity.example, type }),
    found(kvPolicyKeysVsSecrets, { ...kvPolicyKeysVsSecrets.example, type }),
    found(kvRbacMissing, { ...kvRbacMissing.example, type }),
    found(kvRecreated, { ...kvRecreated.example, uses: 'access-policy', type }),
    found(kvSecretDisabled, { ...kvSecretDisabled.example, type }),
    found(kvSecretExpired, { ...kvSecretExpired.example, type }),
    found(kvSecretNotFound, { ...kvSecretNotFound.example, type }),
  ]),
];
