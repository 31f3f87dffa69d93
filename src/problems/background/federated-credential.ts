/** What the pages of src/problems/federated-credential say beyond the doctor. */
import { az, kubectl, note, type Step } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { issuerDocument } from './shop.ts';
import { derived, federation, identityBindings, issuerOfAks, manual, thread, webhookSource } from './source.ts';

const soon = 'A new or changed credential is in effect after some seconds, at most after some minutes.';
const samePods = `${soon} The pods stay: their next sign-in goes through.`;

function credentials(title: string, identity = 'id-orders'): Step {
  return az(title, 'identity', 'federated-credential', 'list', '-g', 'rg-shop', '--identity-name', identity, '--query', '[].{name:name,issuer:issuer,subject:subject,audiences:audiences}');
}

function writes(title: string): Step {
  const ofCredentials = "operationName.value=='Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write'";
  const query = `[?${ofCredentials}].{at:eventTimestamp,by:caller,status:status.value,message:properties.statusMessage,of:resourceId}`;
  return az(title, 'monitor', 'activity-log', 'list', '-g', 'rg-shop', '--offset', '7d', '--max-events', '1000', '--query', query);
}

export const federatedCredentialBackgrounds: Backgrounds = {
  'fic-none': {
    sign: 'Every sign-in with this identity fails, of each pod and in each cluster, though the pods have their env and their token.',
    look: [
      kubectl('the service account names this identity by its client id', 'get', 'serviceaccount/orders', '-n', 'shop', '-o', 'jsonpath={.metadata.annotations.azure\\.workload\\.identity/client-id}'),
      credentials('the identity has no credential: the list is []'),
    ],
    healing: samePods,
    sources: [manual('azure', 'azure/devops/pipelines/release/troubleshoot-workload-identity'), federation],
  },
  'fic-subject-mismatch': {
    sign: 'Pods of one service account cannot sign in; another service account of the same cluster may well do so with the same identity.',
    look: [
      kubectl('the service account of the pods is not the one that the credential names; an operator (KEDA, External Secrets) signs in with its own', 'get', 'deployment/orders', '-n', 'shop', '-o', 'jsonpath={.spec.template.spec.serviceAccountName}'),
      credentials('no subject is system:serviceaccount:shop:orders: look for another name, another namespace, both swapped, serviceaccounts instead of serviceaccount'),
    ],
    healing: samePods,
    sources: [federation, manual('aks', 'keda-workload-identity'), thread('kedacore/keda', 4597), thread('aks', 3616)],
  },
  'fic-issuer-trailing-slash': {
    sign: 'Nothing was changed and no pod can sign in any more, or a new credential never worked, and all three values look right.',
    look: [
      issuerDocument('the issuer of the cluster ends in a slash'),
      credentials('the issuer of the credential is the same without the slash'),
    ],
    healing: samePods,
    sources: [manual('webhook', 'troubleshooting'), thread('azure-workload-identity', 340), thread('azure-workload-identity', 1700)],
  },
  'fic-issuer-mismatch': {
    sign: 'No pod of this cluster can sign in with the identity, while pods of another cluster can.',
    look: [
      issuerDocument('the issuer that this cluster writes into its tokens; an API server with several writes the first'),
      credentials('no credential has that issuer: the region, the tenant or the id of the cluster differs'),
    ],
    healing: samePods,
    sources: [thread('azure-workload-identity', 977), thread('azure-workload-identity', 1200), manual('webhook', 'installation/self-managed-clusters/configurations')],
  },
  'fic-audience-mismatch': {
    sign: 'The pods cannot sign in, and Entra names the audience: issuer and subject are already right.',
    look: [
      credentials('the audience is not api://AzureADTokenExchange, or it has other upper and lower case'),
      kubectl('the token of the pods has the usual audience', 'get', 'pods', '-n', 'shop', '-o', 'jsonpath={.items[*].spec.volumes[*].projected.sources[*].serviceAccountToken.audience}'),
    ],
    healing: samePods,
    sources: [federation],
  },
  'fic-propagation': {
    sign: 'A credential was made or changed some minutes ago; sign-ins fail, or some fail and some do not, though all three values match.',
    look: [
      credentials('issuer, subject and audience are those of the token, letter for letter'),
      writes('the credential was written some minutes ago'),
    ],
    healing: 'It heals by itself within seconds to minutes; an attempt made too early can draw it out. A credential that is refused for half an hour is deleted and created anew, and then waits as a new one does.',
    sources: [manual('webhook', 'faq'), thread('azure-workload-identity', 576), thread('azure-workload-identity', 273), thread('azure-workload-identity', 977), thread('kedacore/keda', 8152)],
  },
  'fic-flexible-expression': {
    sign: 'There is a credential that seems to cover the service account by a pattern, and the pods still cannot sign in.',
    look: [
      credentials('the subject is null where an expression takes its place'),
      az('what the expression of an application is', 'rest', '--method', 'get', '--url', "https://graph.microsoft.com/beta/applications(appId='5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab')/federatedIdentityCredentials"),
    ],
    healing: `${soon} The flexible one can stay beside it.`,
    sources: [manual('entra', 'workload-id/workload-identities-flexible-federated-identity-credentials')],
  },
  'fic-subject-case': {
    sign: 'A credential that worked for a long time is refused, or a new one never worked, and the subject reads the same at a glance.',
    texts: [{ where: 'application', text: 'The subject matches with case-insensitive comparison, but not with case-sensitive comparison.' }],
    look: [
      credentials('a subject has an upper-case letter, which no name of Kubernetes has'),
    ],
    healing: samePods,
    sources: [manual('entra', 'identity-platform/reference-breaking-changes')],
  },
  'fic-whitespace': {
    sign: 'Entra finds no match, though the values look the same in the portal.',
    look: [
      credentials('as JSON the value shows a blank at an end, \\n, \\u200b or \\u00a0'),
    ],
    healing: samePods,
    sources: [federation],
  },
  'fic-wildcard-attempt': {
    sign: 'The credential was accepted when it was made, and no service account of the namespace can sign in by it.',
    look: [
      credentials('the subject has a * in it'),
    ],
    healing: `${samePods} Each further service account needs a credential of its own.`,
    sources: [federation, thread('azure-workload-identity', 373)],
  },
  'fic-on-wrong-identity': {
    sign: 'Somebody has made a credential with the right values, and Entra still says that the identity has none or that none matches.',
    look: [
      kubectl('the client id that the service account names', 'get', 'serviceaccount/orders', '-n', 'shop', '-o', 'jsonpath={.metadata.annotations.azure\\.workload\\.identity/client-id}'),
      az('this client id is that of id-orders', 'identity', 'list', '--query', '[].{name:name,resourceGroup:resourceGroup,clientId:clientId}', '-o', 'table'),
      credentials('the credential is on another identity: id-orders-test has it, id-orders has not', 'id-orders-test'),
    ],
    healing: `With the credential on the right identity: ${soon.charAt(0).toLowerCase()}${soon.slice(1)} No pod is made anew. With another client id on the service account: the next pods that are made have it, and the identity needs roles of its own.`,
    sources: [derived],
  },
  'fic-limit-20': {
    sign: 'Creating a credential is refused; the pods of the newest cluster or service account cannot sign in, the others can.',
    look: [
      az('there are 20 of them', 'identity', 'federated-credential', 'list', '-g', 'rg-shop', '--identity-name', 'id-orders', '--query', 'length(@)', '-o', 'tsv'),
      credentials('some name clusters that are gone'),
    ],
    healing: `The place of a deleted credential is free at once. ${soon}`,
    sources: [federation, thread('azure-workload-identity', 575), thread('azure-workload-identity', 1172), thread('aks', 4270)],
  },
  'issuer-cluster-recreated': {
    sign: 'Since the cluster was made anew or moved, no pod can sign in; the manifests are the same as before.',
    look: [
      issuerDocument('the issuer of this cluster'),
      credentials('the credential has an issuer of the same form with another id at its end'),
      note('The document of the old issuer (its address and .well-known/openid-configuration) answers 404 in a browser'),
    ],
    healing: samePods,
    sources: [issuerOfAks, manual('aks', 'workload-identity-deploy-cluster'), thread('aks', 3982)],
  },
  'issuer-second-cluster-no-fic': {
    sign: 'The same manifests work in one cluster and not in the other.',
    look: [
      issuerDocument('the issuer of this cluster'),
      credentials('the credential for this subject has the issuer of the other cluster'),
      note('The document of that issuer (its address and .well-known/openid-configuration) answers in a browser: its cluster is there'),
    ],
    healing: samePods,
    sources: [derived, issuerOfAks],
  },
  'fic-concurrent-write': {
    sign: 'A deployment (Terraform, Bicep, Pulumi) made some credentials of an identity and failed on others; run again, it may go through.',
    texts: [
      { where: 'azure', text: 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity' },
      { where: 'azure', text: "Too many Federated Identity Credentials are written concurrently for the managed identity '…'. Concurrent Federated Identity Credentials writes under the same managed identity are not supported." },
    ],
    look: [
      writes('a write was refused with that text, and another one went through at the same time'),
      credentials('the credential that was refused is not there'),
    ],
    healing: samePods,
    sources: [thread('hashicorp/terraform-provider-azurerm', 19968), thread('hashicorp/terraform-provider-azurerm', 29242), thread('Azure/bicep', 10928), thread('Azure/bicep-registry-modules', 1447)],
  },
  'fic-throttled': {
    sign: 'A script or pipeline that writes many credentials gets 429 for some, and those service accounts cannot sign in.',
    look: [
      writes('a write was refused with 429 or “too many requests”'),
      credentials('the credential that was refused is not there'),
    ],
    healing: `The next write is taken after some seconds. ${soon}`,
    sources: [federation],
  },
  'fic-region-unsupported': {
    sign: 'No credential can be made on this identity, from any tool, while it works on an identity of another region.',
    texts: [{ where: 'azure', text: 'Support for federated identity credentials not enabled' }],
    look: [
      az('the region of the identity', 'identity', 'show', '-g', 'rg-shop', '-n', 'id-orders', '--query', 'location', '-o', 'tsv'),
      writes('each write to it was refused with that text'),
    ],
    healing: 'The credential is in effect after some seconds, the roles of the new identity after up to ten minutes. Pods must be made anew, as they get the client id only when they are made.',
    sources: [federation],
  },
  'fic-policy-denied': {
    sign: 'Creating the credential is refused with the name of a policy, for everybody and from each tool.',
    texts: [{ where: 'azure', text: 'RequestDisallowedByPolicy' }],
    look: [
      writes('a write was refused by a policy, which the message names'),
      az('a policy for federated credentials is assigned there or above', 'policy', 'assignment', 'list', '-g', 'rg-shop', '--disable-scope-strict-match', '--query', '[].{name:displayName,scope:scope}', '-o', 'table'),
    ],
    healing: 'A changed assignment or a new exemption takes effect some minutes later; then the credential can be made.',
    sources: [federation, manual('azure', 'azure/governance/policy/overview')],
  },
  'fic-arm-empty-properties': {
    sign: 'A deployment from a template fails on the credential with 400, while the same values work with az.',
    texts: [{ where: 'azure', text: 'Federated Identity Credential from HTTP body has empty properties' }],
    look: [
      writes('the write was refused with that text'),
      note('In the template issuer, subject and audiences stand beside properties, not in it, or are spelled with other letters'),
    ],
    healing: samePods,
    sources: [federation],
  },
  'fic-overwritten': {
    sign: 'One cluster loses its access when another one is deployed, and gets it back when its own pipeline runs.',
    look: [
      issuerDocument('the issuer of this cluster'),
      credentials('fic-orders has the issuer of another cluster'),
      writes('more than one caller writes the same credential'),
    ],
    healing: `${samePods} It lasts only when each cluster writes a credential under a name of its own.`,
    sources: [thread('hmcts/cnp-flux-config', 23367)],
  },
  'issuer-old-host-format': {
    sign: 'The pods cannot sign in, though the id at the end of the issuer is that of the cluster.',
    look: [
      az('the issuer as AKS names it', 'aks', 'show', '-g', '<resource-group>', '-n', '<cluster>', '--query', 'oidcIssuerProfile.issuerUrl', '-o', 'tsv'),
      credentials('the credential has the same id behind another host: oidc.prod-aks.azure.com, or a region before oic.prod-aks.azure.com'),
    ],
    healing: samePods,
    sources: [issuerOfAks, thread('azure-workload-identity', 1200)],
  },
  'ib-annotation-missing': {
    sign: 'The identity has a binding to the cluster, and the pods are refused by Entra, as if nothing had been set up.',
    look: [
      kubectl('the template has no annotation azure.workload.identity/use-identity-binding, or not "true"', 'get', 'deployment/orders', '-n', 'shop', '-o', 'jsonpath={.spec.template.metadata.annotations}'),
      credentials('the credential is aks-identity-binding, with an issuer of ib.oic.prod-aks.azure.com'),
    ],
    healing: 'The next pods that are made go through the proxy; the patch makes them. Outside of that nothing has to spread.',
    sources: [webhookSource, identityBindings],
  },
  'ib-fic-deleted': {
    sign: 'Pods that sign in by an identity binding fail in every cluster where the identity is bound, at the same time.',
    texts: [{ where: 'application', text: 'https://ib.oic.prod-aks.azure.com/…' }],
    look: [
      credentials('no credential is named aks-identity-binding'),
      az('the cluster has a binding of the identity', 'aks', 'identity-binding', 'list', '-g', '<resource-group>', '--cluster-name', '<cluster>', '-o', 'table'),
    ],
    healing: 'AKS makes the credential with the new binding; it is in effect after some seconds to minutes. The pods stay.',
    sources: [identityBindings, manual('aks', 'identity-bindings-concepts')],
  },
};
