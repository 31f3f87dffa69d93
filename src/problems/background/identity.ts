/** What the pages of src/problems/identity say beyond the doctor. */
import { az, kubectl, note, type Step } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { accountClientId, issuerDocument, templateEnv } from './shop.ts';
import { derived, federation, identityBindings, manual, thread, unverified } from './source.ts';

const clientId = '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab';
const errorCodes = manual('entra', 'identity-platform/reference-error-codes');
const connectionsOfAzureDevOps = manual('azure', 'azure/devops/pipelines/release/troubleshoot-workload-identity');

const nextSignIn = 'The next sign-in goes through; the pods stay.';

function principal(title: string, query: string): Step {
  return az(title, 'ad', 'sp', 'show', '--id', clientId, '--query', query);
}

function managedIdentity(title: string): Step {
  return az(title, 'identity', 'list', '--query', `[?clientId=='${clientId}' || principalId=='${clientId}'].{name:name,clientId:clientId,principalId:principalId,tenantId:tenantId}`);
}

function envOfPods(title: string, name: string): Step {
  return kubectl(title, 'get', 'pods', '-n', 'shop', '-o', `jsonpath={.items[*].spec.containers[*].env[?(@.name=="${name}")].value}`);
}

export const identityBackgrounds: Backgrounds = {
  'identity-not-found': {
    sign: 'Entra knows no application of this id, often since the identity was made anew by Terraform or Bicep, or in its first minutes.',
    texts: [{ where: 'application', text: "Application with identifier '…' was not found in the directory '…'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant." }],
    look: [
      accountClientId('the client id that the service account names'),
      managedIdentity('no identity has it, or it is the principalId of one: that is its object id'),
      principal('nothing in the tenant has it', '{name:displayName,type:servicePrincipalType}'),
    ],
    healing: 'Pods get the client id when they are made, so they must be made anew. An identity that was created just now is known after some minutes; one that was made anew needs its credential and its roles anew, and a role takes up to ten minutes.',
    sources: [errorCodes, thread('MicrosoftDocs/azure-docs', 108526), thread('Azure/bicep-registry-modules', 2673), derived],
  },
  'identity-app-no-sp': {
    sign: 'The application is there in the portal with its credential, and no sign-in and no role assignment works with it.',
    texts: [{ where: 'application', text: "The client application '…' is missing service principal in the tenant '…'." }],
    look: [
      az('the application is there', 'ad', 'app', 'show', '--id', clientId, '--query', 'displayName', '-o', 'tsv'),
      principal('it has no service principal: does not exist', '{name:displayName,enabled:accountEnabled}'),
    ],
    healing: 'The service principal is known after some seconds to minutes; the pods stay. It starts without roles, and a new role takes up to ten minutes.',
    sources: [errorCodes],
  },
  'identity-wrong-tenant': {
    sign: 'An identity that works elsewhere is not found from this cluster, whose other workloads use another tenant.',
    look: [
      envOfPods('the tenant in which the pods look', 'AZURE_TENANT_ID'),
      templateEnv('no container of the template sets it: one that does keeps its own, and is corrected there', 'AZURE_TENANT_ID'),
      az('the identity has another tenantId', 'identity', 'list', '--query', `[?clientId=='${clientId}'].{name:name,tenantId:tenantId}`),
    ],
    healing: 'Pods get the tenant when they are made: it is in effect for the next ones.',
    sources: [manual('aks', 'workload-identity-cross-tenant'), thread('caddy-dns/azure', 3), thread('kubernetes-sigs/external-dns', 4418)],
  },
  'identity-app-vs-mi': {
    sign: 'Somebody shows the credential in the portal, and Entra says that there is none: two objects have the same name.',
    look: [
      principal('the client id of the service account is of the one kind', '{name:displayName,type:servicePrincipalType}'),
      az('the managed identity has no credential: []', 'identity', 'federated-credential', 'list', '-g', 'rg-shop', '--identity-name', 'id-orders', '--query', '[].{name:name,subject:subject}'),
      az('the application of the same name has it', 'ad', 'app', 'federated-credential', 'list', '--id', '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', '--query', '[].{name:name,subject:subject}'),
    ],
    healing: 'The credential is in effect after some seconds, at most after some minutes. The pods stay.',
    sources: [manual('webhook', 'topics/federated-identity-credential'), thread('azure-workload-identity', 830)],
  },
  'identity-conditional-access': {
    sign: 'The sign-in is refused by a policy, often from some networks only, or since a policy or an outbound address was changed.',
    texts: [{ where: 'application', text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.' }],
    look: [
      principal('it is an application: such policies do not cover managed identities', '{name:displayName,type:servicePrincipalType}'),
      note('In the portal of Entra, the sign-in log of service principals shows the refused sign-in, its address and the policy'),
    ],
    healing: 'A changed policy is in effect after some minutes; the pods stay.',
    sources: [manual('entra', 'identity/conditional-access/workload-identity')],
  },
  'identity-disabled': {
    sign: 'Every sign-in with this identity fails at once, from each cluster and each tool, where it worked before.',
    look: [principal('enabled is false; where Microsoft did it, the second value says so', '{enabled:accountEnabled,byMicrosoft:disabledByMicrosoftStatus}')],
    healing: `It takes some seconds to minutes until Entra has it everywhere. ${nextSignIn}`,
    sources: [errorCodes, unverified],
  },
  'identity-authority-malformed': {
    sign: 'The container fails at once, with a tenant that nobody has named (v2.0) or with no request to Entra at all, while other containers sign in.',
    texts: [{ where: 'application', text: "Tenant 'v2.0' not found" }],
    look: [templateEnv('the value has more than https://, a host and a slash, or less', 'AZURE_AUTHORITY_HOST')],
    healing: 'A changed template makes new pods, and those sign in at once.',
    sources: [thread('Azure/azure-sdk-for-go', 23699), errorCodes],
  },
  'identity-system-assigned': {
    sign: 'The client id is right and the identity has its roles, and still no credential can be made for it: the portal has no place for one.',
    texts: [{ where: 'azure', text: 'Support for federated identity credentials not enabled' }],
    look: [
      principal('it is a ManagedIdentity, and its name is the path of a virtual machine or a scale set', '{type:servicePrincipalType,of:alternativeNames}'),
      az('no user-assigned identity has the client id: []', 'identity', 'list', '--query', `[?clientId=='${clientId}'].{name:name,id:id}`),
    ],
    healing: 'Pods must be made anew for the new client id. The credential is in effect after some seconds to minutes, the role after up to ten minutes.',
    sources: [federation],
  },
  'identity-cross-tenant-mi': {
    sign: 'On a cluster of one’s own no workload can sign in, and Entra speaks of a token of Entra.',
    texts: [{ where: 'application', text: "Entra ID tokens issued by issuer '…' may not be used for federated identity credential flows for applications or managed identities registered in this tenant." }],
    look: [issuerDocument('the issuer is at sts.windows.net or login.microsoftonline.com')],
    healing: 'The API server must restart, and the pods must be made anew for a token of the new issuer. The credential for that issuer is in effect after some seconds to minutes.',
    sources: [errorCodes, derived],
  },
  'identity-cross-cloud': {
    sign: 'The tenant is found and the identity is not taken: its cloud (public, US Government, China) is not the one that the pods ask.',
    texts: [{ where: 'application', text: 'Confidential Client is not supported in Cross Cloud request.' }],
    look: [
      envOfPods('the authority is that of another cloud', 'AZURE_AUTHORITY_HOST'),
      az('the cloud in which the identity is found', 'cloud', 'show', '--query', '{name:name,authority:endpoints.activeDirectory}'),
      kubectl('the cloud that the webhook was told', 'get', 'configmap', '-A', '-l', 'azure-workload-identity.io/system=true', '-o', 'jsonpath={.items[*].data.AZURE_ENVIRONMENT}'),
    ],
    healing: 'The webhook reads its ConfigMap when it starts: restart it, then make the pods anew.',
    sources: [thread('azure-workload-identity', 566), errorCodes],
  },
  'identity-tenant-policy': {
    sign: 'All is set up as in another tenant, where it works; here no application can sign in with a token of Kubernetes.',
    look: [az('the policy restricts federated credentials, or forbids them', 'rest', '--method', 'get', '--url', 'https://graph.microsoft.com/v1.0/policies/defaultAppManagementPolicy')],
    healing: `A changed policy is in effect after some minutes. ${nextSignIn}`,
    sources: [connectionsOfAzureDevOps, errorCodes],
  },
  'identity-public-client': {
    sign: 'People can sign in to the application, and the workload cannot: Entra says that it is a public client.',
    texts: [{ where: 'application', text: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented." }],
    look: [az('true', 'ad', 'app', 'show', '--id', clientId, '--query', 'isFallbackPublicClient', '-o', 'tsv')],
    healing: `It takes some seconds to minutes until Entra has it everywhere. ${nextSignIn}`,
    sources: [errorCodes],
  },
  'identity-tenant-restrictions': {
    sign: 'The same workload signs in from another network, and from this one it is refused with a text about access to the tenant.',
    look: [note('The certificate that login.microsoftonline.com shows from this network is of a company’s own authority: a proxy opens the connection, and can add the header')],
    healing: `It is in effect as soon as the proxy has the new list. ${nextSignIn}`,
    sources: [manual('entra', 'identity/enterprise-apps/tenant-restrictions'), errorCodes],
  },
  'ib-app-registration': {
    sign: 'The binding cannot be made: az aks identity-binding create takes only the resource id of a managed identity.',
    look: [
      principal('its type is Application', '{name:displayName,type:servicePrincipalType}'),
      managedIdentity('no managed identity has the client id: []'),
    ],
    healing: 'Pods must be made anew, for the client id and for the way by which they sign in. The roles of a new identity take up to ten minutes.',
    sources: [identityBindings],
  },
};
