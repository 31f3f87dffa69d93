/**
 * Pairs of causes that look alike: what both show, and what tells them apart.
 *
 * `one` and `other` are scenarios, each of which has one cause. `without` is a scenario in which the evidence that tells
 * cannot be seen, with words of the command or right that the report then asks for; or, where the evidence is always
 * there when the pair comes up, `always` says why.
 */
export interface ConfusablePair {
  readonly looks: string;
  readonly one: string;
  readonly other: string;
  readonly tells: string;
  readonly without: { readonly scenario: string; readonly decides: string } | { readonly always: string };
}

const credentialsUnread = { scenario: 'fic-subject-mismatch-unread', decides: 'az identity federated-credential list' };
const rolesUnread = { scenario: 'kv-rbac-missing-unread', decides: 'az role assignment list' };
const tokenUnread = { scenario: 'issuer-cluster-recreated-unread', decides: 'create serviceaccounts/token' };
const issuerOfCredentialUnread = { scenario: 'fic-issuer-mismatch-unread', decides: 'az identity federated-credential list' };
const identityUnread = { scenario: 'identity-not-found-unread', decides: 'az identity list' };
const policiesUnread = { scenario: 'kv-access-policy-missing-unread', decides: 'az keyvault show -n kv-shop --query properties.accessPolicies' };
const webhookUnread = { scenario: 'webhook-ns-selector-unread', decides: 'kubectl get mutatingwebhookconfiguration/' };
const webhookProgramUnread = 'kubectl get deployments -A -l azure-workload-identity.io/system=true';
const readInOne = (what: string): { readonly always: string } => ({ always: `both are read in one object: ${what}` });
const saidByEntra = { always: 'Entra has a number for each, and the doctor asks it itself' };
const saidByVault = { always: "the vault's answer has a code for each, and the doctor asks it itself" };

export const confusablePairs: readonly ConfusablePair[] = [
  { looks: 'a pod without token', one: 'pod-label-missing', other: 'pod-predates-label', tells: 'whether the template of the workload has the label today', without: readInOne('the workload, without which there is no diagnosis') },
  { looks: 'a pod without token', one: 'pod-label-missing', other: 'label-on-workload-not-template', tells: 'on which of the metadata of the workload the label is', without: readInOne('the workload') },
  { looks: 'a pod without token, and a label that somebody set', one: 'label-key-typo', other: 'label-value-not-true', tells: 'the key and the value of the label', without: readInOne('the labels of the template') },
  { looks: 'a pod without token', one: 'pod-predates-label', other: 'pod-multiple-replicasets', tells: 'whether younger pods of the same workload have it, while the old ReplicaSet stays', without: { always: 'the pods are listed together, each with its ReplicaSet' } },
  { looks: 'a labelled pod without token', one: 'webhook-not-installed', other: 'webhook-mwc-deleted', tells: "whether the webhook's Deployment runs", without: { scenario: 'webhook-mwc-deleted-unread', decides: webhookProgramUnread } },
  { looks: 'a labelled pod without token', one: 'webhook-fail-open', other: 'webhook-old-v0', tells: "the version of the webhook's image", without: { scenario: 'webhook-old-v0-unread', decides: webhookProgramUnread } },
  { looks: 'a labelled pod without token, in one namespace only', one: 'webhook-excluded-ns', other: 'webhook-ns-selector', tells: 'which label the namespaceSelector asks for: one that AKS adds, or another', without: readInOne('the namespaceSelector of the webhook') },
  { looks: 'a labelled pod without token', one: 'pod-predates-label', other: 'webhook-fail-open', tells: 'whether the webhook was there when the pod was made, and lets pods through when it fails', without: webhookUnread },
  { looks: 'a labelled pod without token', one: 'pod-predates-label', other: 'webhook-not-installed', tells: 'whether a webhook is configured at all', without: webhookUnread },
  { looks: 'a labelled pod without token', one: 'webhook-fail-open', other: 'webhook-ns-selector', tells: 'whether the namespaceSelector takes the namespace', without: webhookUnread },
  { looks: 'a labelled pod without token', one: 'webhook-ns-selector', other: 'webhook-object-selector-edited', tells: 'which of the two selectors does not fit', without: webhookUnread },
  { looks: 'pods cannot be made', one: 'webhook-no-endpoints', other: 'webhook-timeout', tells: 'what the API server says of its call to the webhook, by a dry run', without: { always: 'one message of the API server says which; without the right to a dry run neither is claimed' } },
  { looks: 'pods cannot be made', one: 'webhook-timeout', other: 'webhook-net-blocked', tells: 'whether the webhook has ready endpoints that the API server cannot reach', without: { always: 'one message of the API server says which' } },
  { looks: 'pods cannot be made', one: 'webhook-cert-bad', other: 'webhook-no-endpoints', tells: 'what the API server says of its call to the webhook', without: { always: 'one message of the API server says which' } },
  { looks: 'no client id in the pod', one: 'pod-wrong-sa', other: 'sa-client-id-missing', tells: 'whether another service account is annotated and called like the workload', without: { scenario: 'pod-default-sa', decides: 'which service account the workload is meant to use' } },
  { looks: 'no client id in the pod', one: 'sa-client-id-missing', other: 'pod-predates-sa-annotation', tells: 'whether the service account has the annotation today', without: readInOne('the service account; without the right to read it the gap is named') },
  { looks: 'no client id in the pod', one: 'sa-client-id-missing', other: 'sa-annotation-typo', tells: 'an annotation of nearly that key', without: readInOne('the annotations of the service account') },
  { looks: 'no client id in the pod', one: 'sa-annotation-typo', other: 'sa-annotation-as-label', tells: 'whether the key stands among the labels or the annotations', without: readInOne('the metadata of the service account') },
  { looks: 'a client id that Entra does not take', one: 'sa-client-id-not-guid', other: 'sa-client-id-whitespace', tells: 'what is left when blanks and quotes are taken away', without: readInOne('the annotation') },
  { looks: 'the pod signs in with another client id than the service account names', one: 'pod-stale-client-id', other: 'pod-env-client-id-override', tells: 'whether the template sets AZURE_CLIENT_ID itself', without: readInOne('the template of the workload') },
  { looks: 'AADSTS700211, the issuer is not trusted', one: 'issuer-disabled', other: 'issuer-cluster-recreated', tells: "the issuer in a token of the cluster: its own private name, or a public one that is new", without: tokenUnread },
  { looks: 'AADSTS700211, the issuer is not trusted', one: 'issuer-cluster-recreated', other: 'issuer-second-cluster-no-fic', tells: "whether the issuer that the credential names still publishes its documents", without: tokenUnread },
  { looks: 'Entra cannot verify the token', one: 'issuer-unreachable', other: 'issuer-doc-mismatch', tells: 'what the issuer publishes at its address', without: { always: 'an answer is there or it is not; where this machine alone gets none, Entra says whether it does' } },
  { looks: 'AADSTS7000272, the key is not known', one: 'jwks-missing-kid', other: 'jwks-entra-cache', tells: 'whether the issuer publishes the key now', without: { scenario: 'jwks-missing-kid-unread', decides: 'Read the keys that the issuer publishes' } },
  { looks: 'Entra cannot verify the token', one: 'jwks-missing-kid', other: 'jwks-key-mismatch', tells: 'whether a key of that name is published, and verifies the signature', without: saidByEntra },
  { looks: 'AADSTS700212, the audience is not trusted', one: 'token-aud-mismatch', other: 'fic-audience-mismatch', tells: 'the audience in the token: another than the usual one, or the usual one', without: tokenUnread },
  { looks: 'AADSTS700213 after a credential was made', one: 'fic-propagation', other: 'fic-subject-mismatch', tells: 'whether a credential matches byte for byte', without: credentialsUnread },
  { looks: 'AADSTS700213', one: 'fic-subject-mismatch', other: 'fic-on-wrong-identity', tells: 'whether the matching credential is on another identity', without: credentialsUnread },
  { looks: 'AADSTS700213 after a credential was made', one: 'fic-propagation', other: 'fic-on-wrong-identity', tells: 'on which identity the matching credential is', without: credentialsUnread },
  { looks: 'AADSTS70025, the identity has no credential', one: 'fic-none', other: 'fic-on-wrong-identity', tells: 'whether another identity has the matching credential', without: { scenario: 'fic-none-unread', decides: 'az identity federated-credential list' } },
  { looks: 'AADSTS700211, the issuer is not trusted', one: 'fic-issuer-mismatch', other: 'fic-issuer-trailing-slash', tells: 'the issuer of the credential, byte for byte', without: issuerOfCredentialUnread },
  { looks: 'AADSTS700211 after a credential was made', one: 'fic-propagation', other: 'fic-issuer-mismatch', tells: 'whether a credential names the issuer', without: issuerOfCredentialUnread },
  { looks: 'the subject is not trusted', one: 'fic-subject-case', other: 'fic-subject-mismatch', tells: 'AADSTS7002138 instead of 700213: Entra says that case alone differs', without: saidByEntra },
  { looks: 'the exchange fails now and then, or just now', one: 'entra-transient', other: 'fic-propagation', tells: "Entra's number: its own fault, or a credential that it does not know yet", without: saidByEntra },
  { looks: 'AADSTS700016, the client id is not in the tenant', one: 'identity-wrong-tenant', other: 'identity-not-found', tells: 'whether an identity of another tenant has the client id', without: identityUnread },
  { looks: 'AADSTS700016, the client id is not in the tenant', one: 'identity-not-found', other: 'sa-client-id-is-object-id', tells: 'whether it is the object id of an identity', without: identityUnread },
  { looks: 'AADSTS700016, the client id is not in the tenant', one: 'identity-wrong-tenant', other: 'sa-client-id-is-object-id', tells: 'which id of which identity it is', without: identityUnread },
  { looks: 'AADSTS90002, the tenant is not in the cloud', one: 'webhook-tenant-wrong', other: 'webhook-wrong-cloud', tells: 'in which tenant and cloud the identity is', without: { scenario: 'webhook-wrong-cloud-unread', decides: 'az account show' } },
  { looks: 'Entra does not know the tenant', one: 'sa-tenant-wrong', other: 'webhook-tenant-wrong', tells: 'whether the service account names the tenant', without: readInOne('the service account; without it neither is claimed') },
  { looks: 'Entra refuses the identity', one: 'identity-disabled', other: 'identity-app-no-sp', tells: 'AADSTS7000112 or 7000229', without: saidByEntra },
  { looks: 'Entra gets no answer, or gives none', one: 'egress-entra-blocked-in-pod', other: 'egress-dns', tells: 'whether the name has an address, in the pod itself', without: { always: 'the failed connection says at which step it failed; seen from this machine alone it is undecided' } },
  { looks: 'the vault answers 403', one: 'kv-rbac-missing', other: 'kv-rbac-wrong-principal', tells: 'whether the role was given to the client id or another object id', without: rolesUnread },
  { looks: 'the vault answers 403', one: 'kv-rbac-missing', other: 'kv-rbac-wrong-role', tells: 'whether the identity has a role there that does not read secrets', without: rolesUnread },
  { looks: 'the vault answers 403 after a role was given', one: 'kv-rbac-propagation', other: 'kv-rbac-missing', tells: 'whether the right role is assigned, and since when', without: rolesUnread },
  { looks: 'the vault answers 403 after a role was given', one: 'kv-rbac-propagation', other: 'kv-rbac-wrong-principal', tells: 'whom the role was given to', without: rolesUnread },
  { looks: 'the vault answers 403 after a role was given', one: 'kv-rbac-propagation', other: 'kv-rbac-wrong-role', tells: 'which role was given', without: rolesUnread },
  { looks: 'the vault answers 403 after a role was given', one: 'kv-rbac-propagation', other: 'kv-abac-condition', tells: 'whether the assignment has a condition, and how old it is', without: { scenario: 'kv-abac-condition-new', decides: 'A role takes up to ten minutes: look again then, or add --wait.' } },
  { looks: 'the vault answers 403', one: 'kv-rbac-wrong-role', other: 'kv-rbac-wrong-principal', tells: 'which role was given to whom', without: rolesUnread },
  { looks: 'the vault answers 403', one: 'kv-access-policy-missing', other: 'kv-policy-keys-vs-secrets', tells: 'whether the identity has a policy that gives something else', without: policiesUnread },
  { looks: 'the vault answers 403', one: 'kv-access-policy-missing', other: 'kv-model-mismatch', tells: 'whether the identity has a role there, which does not count', without: policiesUnread },
  { looks: 'the vault answers 403', one: 'kv-public-disabled-in-pod', other: 'kv-private-endpoint-pending', tells: 'whether the vault has private endpoints, and their state', without: { scenario: 'kv-private-endpoint-pending-unread', decides: 'az keyvault show -n kv-shop --query properties.privateEndpointConnections' } },
  { looks: 'the vault answers 403', one: 'kv-firewall-in-pod', other: 'kv-rbac-missing', tells: 'ForbiddenByFirewall or ForbiddenByRbac', without: saidByVault },
  { looks: 'the vault answers 403', one: 'kv-firewall-in-pod', other: 'kv-public-disabled-in-pod', tells: 'ForbiddenByFirewall or ForbiddenByConnection', without: saidByVault },
  { looks: 'the vault answers 403', one: 'kv-rbac-missing', other: 'kv-access-policy-missing', tells: 'ForbiddenByRbac or ForbiddenByPolicy', without: saidByVault },
  { looks: 'the vault answers 403', one: 'kv-secret-disabled', other: 'kv-rbac-missing', tells: 'SecretDisabled or ForbiddenByRbac', without: saidByVault },
  { looks: 'the secret is not found', one: 'kv-name-wrong', other: 'kv-secret-not-found', tells: "whether the vault's own name has an address", without: saidByVault },
  { looks: 'the vault answers 401', one: 'kv-wrong-tenant', other: 'kv-wrong-audience', tells: 'AKV10032 or AKV10022', without: saidByVault },
  { looks: 'the pod waits for its volume', one: 'csi-provider-missing', other: 'csi-driver-missing', tells: 'the CSIDriver on the node, and the DaemonSet of the provider', without: { always: 'the event of the mount names what was not found; without it and those rights neither is claimed' } },
  { looks: 'the pod waits for its volume', one: 'csi-tokenrequests-missing', other: 'csi-podinfo-off', tells: 'tokenRequests and podInfoOnMount', without: readInOne('the CSIDriver') },
  { looks: 'the pod waits for its volume', one: 'csi-object-not-found', other: 'csi-role-missing', tells: 'SecretNotFound or ForbiddenByRbac', without: saidByVault },
  { looks: 'the pod waits for its volume', one: 'spc-clientid-wrong', other: 'spc-tenant-wrong', tells: 'whether Entra knows the tenant', without: saidByEntra },
  { looks: 'the pod waits for its volume', one: 'spc-not-found', other: 'spc-provider-wrong', tells: 'whether there is a class of that name in the namespace', without: readInOne('the SecretProviderClass') },
  { looks: 'the application finds no credential, and the chain is right', one: 'sdk-too-old', other: 'sdk-legacy-library', tells: 'what the library logs of itself', without: { scenario: 'sdk-identity-not-found', decides: 'which library signs in' } },
  { looks: 'the application finds no credential, and the chain is right', one: 'sdk-too-old', other: 'sdk-managed-identity-credential', tells: 'the name of the credential in the log', without: { scenario: 'sdk-identity-not-found', decides: 'which library signs in' } },
  { looks: 'the application finds no credential, and the chain is right', one: 'sdk-legacy-library', other: 'sdk-managed-identity-credential', tells: 'the names of the library and of the credential in the log', without: { scenario: 'sdk-identity-not-found', decides: 'which library signs in' } },
];
