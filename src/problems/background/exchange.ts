/** What the pages of src/problems/exchange say beyond the doctor. */
import { az, kubectl, note, type Step } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { accountClientId, template, templateEnv } from './shop.ts';
import { derived, identityBindings, manual, seen, source, thread, unverified, webhookSource } from './source.ts';

const upgraded = 'When the image with the new library is rolled out: the first token that a new pod asks for is right. Nothing in Azure is to be changed.';

function logs(title: string): Step {
  return kubectl(title, 'logs', 'deployment/orders', '-n', 'shop', '-c', 'app', '--timestamps');
}

function variables(title: string): Step {
  return template(title, 'spec.containers[*].env[*].name');
}

/** The image must have the program, which the title of the step says. */
function inPod(title: string, ...command: readonly string[]): Step {
  return kubectl(title, 'exec', 'deployment/orders', '-n', 'shop', '-c', 'app', '--', ...command);
}

function status(url: string, ...flags: readonly string[]): readonly string[] {
  return ['curl', '-sS', '-m', '8', '-o', '/dev/null', '-w', '%{http_code}', ...flags, url];
}

export const exchangeBackgrounds: Backgrounds = {
  'entra-transient': {
    sign: 'Sign-in fails now and then, in several workloads at the same time, and works again without any change.',
    look: [
      logs('the refusals carry AADSTS90033, 90024, 90006 or 50196, or HTTP 429 or 5xx, and there are good answers between them'),
      note('the service health of Microsoft Entra in the portal shows an incident; without one, see whether one client asks for a token at every request (AADSTS50196)'),
    ],
    healing: 'By itself when Entra answers again; SDKs try again on their own. No pod is to be made anew.',
    sources: [manual('entra', 'identity-platform/reference-error-codes')],
  },

  'authority-host-wrong': {
    sign: 'No pod of this template gets a token, and the error speaks of the authority or of a tenant that is not found, while others of the same identity work.',
    texts: [{ where: 'application', text: 'the Authority does not appear to use https' }],
    look: [
      templateEnv('the template sets AZURE_AUTHORITY_HOST to something else than https://login.microsoftonline.com/', 'AZURE_AUTHORITY_HOST'),
      kubectl('the webhook would set the right one: AzurePublicCloud (an own install has this ConfigMap in azure-workload-identity-system)', 'get', 'configmap/azure-wi-webhook-config', '-n', 'kube-system', '-o', 'jsonpath={.data.AZURE_ENVIRONMENT}'),
    ],
    healing: 'The first new pod after the change has the right authority; running pods keep their variables.',
    sources: [thread('azure-workload-identity', 611), webhookSource],
  },

  'vantage-difference': {
    sign: 'The application reads the vault without an error, and the same request from this machine is refused.',
    look: [
      logs('the log of the application has no refusal'),
      az('the addresses of the cluster are among the rules, and that of this machine (203.0.113.7) is not', 'keyvault', 'network-rule', 'list', '-n', 'kv-shop', '--query', 'ipRules[].value', '-o', 'tsv'),
    ],
    healing: 'There is nothing to wait for. A run from within the pod (--from=pod) sees the vault as the application does.',
    sources: [derived],
  },

  'egress-entra-blocked': {
    sign: 'The application waits long and then fails with a timeout to login.microsoftonline.com; there is no AADSTS number, since no answer comes.',
    texts: [
      { where: 'application', text: 'dial tcp …:443: i/o timeout' },
      { where: 'application', text: 'context deadline exceeded' },
      { where: 'driver', text: 'ClientAssertionCredential… Get "https://login.microsoftonline.com/…/v2.0/.well-known/openid-configuration"…' },
    ],
    look: [
      inPod('no answer within eight seconds; 200 would be right (the image must have curl)', ...status('https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration')),
      kubectl('a policy that selects these pods has egress rules, and none for port 443', 'get', 'networkpolicies', '-n', 'shop', '-o', 'yaml'),
      az('userDefinedRouting: the way out leads through a firewall of your own', 'aks', 'show', '-n', '<cluster>', '-g', '<resource-group>', '--query', 'networkProfile.outboundType', '-o', 'tsv'),
    ],
    healing: 'At once: the next try of the application goes through. An application that gave up at its start needs a restart.',
    sources: [manual('aks', 'outbound-rules-control-egress'), thread('azure-workload-identity', 650), thread('csi-provider', 292), thread('csi-provider', 471)],
  },

  'scope-invalid': {
    sign: 'Entra refuses every token request of the application, although client id, tenant and federated credential are right.',
    texts: [
      { where: 'azure', text: "AADSTS70011: The provided request must include a 'scope' input parameter…" },
      { where: 'azure', text: '…Client credential flows must have a scope value with /.default suffixed…' },
      { where: 'azure', text: 'AADSTS500011: The resource principal named … was not found in the tenant named ….' },
    ],
    look: [
      logs('the refusal quotes the scope: it lacks /.default, or names a resource that the tenant does not know'),
      az('the same scope for yourself is refused too', 'account', 'get-access-token', '--scope', 'https://management.azure.com', '--query', 'expiresOn', '-o', 'tsv'),
    ],
    healing: 'At the next request with the right scope. Nothing in Azure is to be changed.',
    sources: [manual('entra', 'identity-platform/reference-error-codes'), thread('gravitational/teleport', 68938)],
  },

  'ib-rbac-missing': {
    sign: 'The application gets 403 for its token, from the proxy of the cluster and not from Entra: the answer has no AADSTS number.',
    look: [
      template('the pods ask for an identity binding: "true"', 'metadata.annotations.azure\\.workload\\.identity/use-identity-binding'),
      kubectl('no role has the client id 5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab behind its name', 'get', 'clusterroles', '-o', 'jsonpath={range .items[*]}{.metadata.name} {.rules[?(@.apiGroups[0]=="cid.wi.aks.azure.com")].resources}{"\\n"}{end}'),
      kubectl('or one has it, and no binding gives that role to orders', 'get', 'clusterrolebindings', '-o', 'jsonpath={range .items[*]}{.metadata.name} {.roleRef.name} {.subjects[*].name}{"\\n"}{end}'),
      note('kubectl auth can-i is of no use here: the API server does not serve this group, so it says no in any case'),
    ],
    healing: "At the application's next try, with the same pods. The doctor cannot ask the proxy itself, so it says then that the exchange was not asked, and ends with 3: the application's log has the last word.",
    sources: [identityBindings],
  },

  'imds-blocked': {
    sign: 'The application hangs for seconds and then fails on 169.254.169.254; the token file of workload identity is never read.',
    texts: [{ where: 'application', text: 'dial tcp 169.254.169.254:80: i/o timeout' }],
    look: [
      logs('the address in the error is 169.254.169.254'),
      inPod('the pod has what workload identity needs: a client id and a file (the image must have printenv)', 'printenv', 'AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE'),
    ],
    healing: 'When the application with the other credential is rolled out. Opening the way to the metadata service would give it the identity of the node, not its own.',
    sources: [manual('aks', 'imds-restriction')],
  },

  'mesh-intercept': {
    sign: 'Connections of the application are refused or reset, in the first seconds of a pod or always, and pods outside of the mesh reach the same host.',
    look: [
      template('a proxy is among the containers (istio-proxy, linkerd-proxy), or a mesh adds it when the pod is made', "spec['containers','initContainers'][*].name"),
      kubectl('Istio: outboundTrafficPolicy has the mode REGISTRY_ONLY', 'get', 'configmap/istio', '-n', 'istio-system', '-o', 'jsonpath={.data.mesh}'),
      kubectl('Istio: no ServiceEntry names login.microsoftonline.com', 'get', 'serviceentries.networking.istio.io', '-A', '-o', 'jsonpath={.items[*].spec.hosts}'),
    ],
    healing: 'A ServiceEntry is in effect within seconds. holdApplicationUntilProxyStarts is for pods that are made after it.',
    sources: [unverified],
  },

  'logged-refusal': {
    sign: 'The log holds a refusal of Entra, and a sign-in for the same account works now.',
    look: [
      kubectl('the last minutes hold no such line any more', 'logs', 'deployment/orders', '-n', 'shop', '-c', 'app', '--timestamps', '--since=10m'),
      az('the credential names the issuer, subject and audience that the line quotes', 'identity', 'federated-credential', 'list', '--identity-name', 'id-orders', '-g', 'rg-shop', '--query', '[].{issuer:issuer,subject:subject,audience:audiences[0]}', '-o', 'table'),
    ],
    healing: 'A new federated credential is known everywhere after some minutes; then the refusals end by themselves.',
    sources: [derived],
  },

  'sdk-too-old': {
    sign: 'The pod has the variables and the token file, and the SDK fails at the metadata service of the node, or gets a token of the node there.',
    texts: [
      { where: 'application', text: 'DefaultAzureCredential failed to retrieve a token from the included credentials.' },
      { where: 'application', text: 'ManagedIdentityCredential authentication failed…' },
      { where: 'application', text: '…"error_description":"Identity not found"…' },
    ],
    look: [
      logs('the error lists the credentials that were tried, and WorkloadIdentityCredential is not among them'),
      inPod('the pod has what workload identity needs: a client id and a file (the image must have printenv)', 'printenv', 'AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE'),
      note('the lock file of the application (go.sum, packages.lock.json, poetry.lock, package-lock.json, the output of mvn dependency:tree) has an Azure Identity library below the version that is named above'),
    ],
    healing: upgraded,
    sources: [manual('aks', 'workload-identity-overview'), thread('azure-workload-identity', 728)],
  },

  'sdk-legacy-library': {
    sign: 'Pods are wired rightly, and the application still asks the metadata service of the node; the error names adal, go-autorest, msrestazure or AzureServiceTokenProvider.',
    texts: [
      { where: 'application', text: "adal: Refresh request failed. Status Code = '400'…" },
      { where: 'application', text: 'Parameters: Connection String: [No connection string specified]…' },
      { where: 'application', text: '…"error_description":"Identity not found"…' },
    ],
    look: [
      logs('the error names one of these libraries'),
      note('the dependencies of the application name adal, github.com/Azure/go-autorest, msrestazure or Microsoft.Azure.Services.AppAuthentication'),
    ],
    healing: 'When the image with the new library is rolled out. With the annotation for the sidecar: from the first new pod on.',
    sources: [thread('azure-workload-identity', 728), thread('azure-workload-identity', 1115)],
  },

  'sdk-managed-identity-credential': {
    sign: 'Sign-in broke with an upgrade of Azure.Identity to 1.13 or later (.NET), or never worked, while the pod has variables and file.',
    texts: [
      { where: 'application', text: 'ManagedIdentityCredential authentication failed…' },
      { where: 'application', text: 'ManagedIdentityCredential authentication unavailable…' },
    ],
    look: [
      logs('ManagedIdentityCredential stands alone in the error, and not in a list of credentials that were tried'),
      note('the source of the application makes a ManagedIdentityCredential, or sets AZURE_TOKEN_CREDENTIALS=ManagedIdentityCredential'),
    ],
    healing: 'When the application with the other credential is rolled out. Nothing in Azure is to be changed.',
    sources: [thread('Azure/azure-sdk-for-net', 46653), thread('AzureAD/microsoft-identity-web', 2844)],
  },

  'sdk-fallback-to-kubelet-identity': {
    sign: 'The application gets a token, and the service then refuses it: the refusal names a client id or object id that is not that of the workload.',
    texts: [
      { where: 'application', text: 'Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request' },
      { where: 'application', text: '…"error_description":"Identity not found"…' },
    ],
    look: [
      logs('the refusal names an appid or oid'),
      az('it is that of the kubelet', 'aks', 'show', '-n', '<cluster>', '-g', '<resource-group>', '--query', 'identityProfile.kubeletidentity.{clientId:clientId,objectId:objectId}', '-o', 'table'),
      accountClientId('and not that of the service account'),
    ],
    healing: 'With new pods of the mended application: a token of the node that is kept would go on for up to a day.',
    sources: [thread('csi-provider', 853), thread('csi-provider', 598), thread('csi-provider', 546), thread('azure-workload-identity', 728)],
  },

  'sdk-client-id-option-ignored': {
    sign: 'The application signs in without an error, and is then refused as an identity that is not that of its service account.',
    texts: [{ where: 'azure', text: 'Caller: appid=…;oid=…' }],
    look: [
      accountClientId('the account names another client id than the appid of the refusal'),
      az('whose the appid of the refusal is', 'ad', 'sp', 'show', '--id', '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', '--query', '{name:displayName,type:servicePrincipalType,objectId:id}', '-o', 'table'),
      note('the source of the application passes a client id to its credential'),
    ],
    healing: upgraded,
    sources: [thread('Azure/azure-sdk-for-net', 34436), thread('Azure/azure-sdk-for-python', 35657), thread('Azure/azure-sdk-for-python', 45900)],
  },

  'sdk-token-read-once': {
    sign: 'Everything works for about an hour after a pod is made; then every sign-in is refused, and a restart helps for another hour.',
    texts: [{ where: 'azure', text: 'AADSTS700024: Client assertion is not within its valid time range. Current time: …, assertion valid from …, expiry time of assertion ….' }],
    look: [
      kubectl('the pods that fail are older than an hour', 'get', 'pods', '-n', 'shop'),
      logs('the first refusal is about an hour after the start, and the expiry time in it does not change from line to line'),
      inPod('the file itself was replaced since (the image must have ls)', 'ls', '-lL', '--full-time', '/var/run/secrets/azure/tokens/azure-identity-token'),
    ],
    healing: 'A restart helps at once, and for as long as the token lives. For good it heals with the library that reads the file again.',
    sources: [thread('azure-workload-identity', 693), thread('Azure/azure-sdk-for-rust', 1739), thread('risingwavelabs/risingwave', 17123), thread('kubernetes-sigs/blob-csi-driver', 1987), seen('a real kubelet replaces the file after four fifths of the life of the token')],
  },

  'sdk-azcli-in-pod': {
    sign: 'A script in the pod fails at az login --identity, while programs with an Azure SDK sign in well in the same pod.',
    texts: [
      { where: 'application', text: 'Failed to connect to MSI. Please make sure MSI is configured correctly.' },
      { where: 'application', text: '…"error_description":"Identity not found"…' },
    ],
    look: [
      template('the command or its script has az login --identity', "spec.containers[*]['command','args']"),
      logs('the error stands behind az login'),
    ],
    healing: 'With the next run of the script. The sign-in by --federated-token ends when its access token does; the script must sign in again then.',
    sources: [thread('azure-workload-identity', 682), thread('azure-workload-identity', 1586)],
  },

  'sdk-options-incomplete': {
    sign: 'The SDK says that it is not configured, before it asks Entra for anything, although kubectl shows all three variables in the pod.',
    texts: [
      { where: 'application', text: 'The workload options are not fully configured…' },
      { where: 'application', text: 'no token file specified…' },
      { where: 'application', text: "'tenant_id' is required…" },
    ],
    look: [
      inPod('the container has all three (the image must have printenv)', 'printenv', 'AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_FEDERATED_TOKEN_FILE'),
      inPod('the process itself lacks one of them (the image must have grep)', 'grep', '-azo', '^AZURE_[A-Z_]*', '/proc/1/environ'),
    ],
    healing: 'When the corrected application is rolled out. Nothing in Azure is to be changed.',
    sources: [source('Azure/azure-sdk-for-go', 'sdk/azidentity/workload_identity.go'), source('Azure/azure-sdk-for-net', 'sdk/identity/Azure.Identity/src/Credentials/WorkloadIdentityCredential.cs')],
  },

  'sdk-access-token-cache': {
    sign: 'A role, policy or group was given lately; running pods are still refused, and a new pod is let in.',
    look: [
      kubectl('the pods that are refused are older than the change', 'get', 'pods', '-n', 'shop'),
      az('the role is there, and the vault lets a fresh token in', 'role', 'assignment', 'list', '--assignee', '66666666-6666-4666-8666-666666666666', '--all', '--include-groups', '--query', '[].{role:roleDefinitionName,scope:scope}', '-o', 'table'),
    ],
    healing: 'With new pods at once; else when the kept access token ends, which can take a day. A role itself needs up to ten minutes.',
    sources: [manual('key-vault', 'general/rbac-guide'), manual('entra', 'identity/managed-identities-azure-resources/managed-identities-faq')],
  },

  'sdk-identity-binding-no-optin': {
    sign: 'Entra refuses the audience api://AKSIdentityBinding: with an identity binding no request of the pod should come to Entra at all.',
    look: [
      template('the pods ask for an identity binding: "true"', 'metadata.annotations.azure\\.workload\\.identity/use-identity-binding'),
      inPod('the pod has the address of the proxy, so the webhook did its part (the image must have printenv)', 'printenv', 'AZURE_KUBERNETES_TOKEN_PROXY'),
      note('the source of the application uses DefaultAzureCredential, or WorkloadIdentityCredential without the option for the proxy'),
    ],
    healing: upgraded,
    sources: [identityBindings, manual('aks', 'identity-bindings-concepts')],
  },

  'sdk-binding-env-partial': {
    sign: 'The SDK refuses to start with a word about AZURE_KUBERNETES_ variables; no token is asked for.',
    texts: [
      { where: 'application', text: 'AZURE_KUBERNETES_TOKEN_PROXY is not set but other custom endpoint-related environment variables are present' },
      { where: 'application', text: 'AZURE_KUBERNETES_CA_FILE and AZURE_KUBERNETES_CA_DATA are mutually exclusive.' },
    ],
    look: [variables('the template itself sets some of the AZURE_KUBERNETES_ variables, and not AZURE_KUBERNETES_TOKEN_PROXY')],
    healing: 'With the first pod that is made from the corrected template.',
    sources: [source('Azure/azure-sdk-for-js', 'sdk/identity/identity/src/credentials/workloadIdentityCredential.ts')],
  },

  'sdk-db-driver-scope': {
    sign: 'The application gets its access token, and the database refuses the login.',
    texts: [{ where: 'application', text: "Login failed for user '<token-identified principal>'" }],
    look: [
      logs('the refusal comes from the database, and Entra gave the token'),
      note('the source of the application asks for another scope than that of its database, e.g. https://vault.azure.net/.default'),
      note("SQL, in the database itself: SELECT name FROM sys.database_principals WHERE type = 'E' does not list id-orders"),
    ],
    healing: 'A new user is known to the database at once. A new scope is asked for when the corrected application is rolled out.',
    sources: [unverified],
  },

  'sdk-env-credential-hijack': {
    sign: 'Entra speaks of a client secret or certificate, which workload identity does not have; it began when the secret ran out or was taken away.',
    texts: [{ where: 'azure', text: 'AADSTS7000215: Invalid client secret provided…' }],
    look: [
      variables('AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH, AZURE_USERNAME or AZURE_PASSWORD is among the variables'),
      template('or a Secret or ConfigMap is taken in whole, and holds one of them', 'spec.containers[*].envFrom'),
    ],
    healing: 'With the first pod that is made without these variables: DefaultAzureCredential then comes to workload identity.',
    sources: [thread('Azure/azure-sdk-for-net', 33648), manual('azure', 'dotnet/azure/sdk/authentication/credential-chains')],
  },

  'sdk-identity-web-wrong-source': {
    sign: 'A .NET application with Microsoft.Identity.Web is refused with a word about tokens that Entra itself issued, and worked on App Service or on a virtual machine.',
    texts: [
      { where: 'azure', text: 'AADSTS700222: … may not be used for federated identity credential flows…' },
      { where: 'azure', text: 'AADSTS1002012: … scope api://AzureADTokenExchange …' },
    ],
    look: [
      variables('a variable like AzureAd__ClientCredentials__0__SourceType is set'),
      note('that variable, or ClientCredentials in appsettings.json, has the SourceType SignedAssertionFromManagedIdentity'),
    ],
    healing: 'With the first pod that is made with the corrected configuration. The federated credential for the service account must be there.',
    sources: [thread('AzureAD/microsoft-identity-web', 2519), thread('AzureAD/microsoft-identity-web', 2844)],
  },

  'arm-rbac-missing': {
    sign: 'Sign-in works and Azure Resource Manager answers 403: the text names who asked, for which action, and where.',
    texts: [
      { where: 'azure', text: "The client '…' with object id '…' does not have authorization to perform action '…' over scope '…'" },
      { where: 'azure', text: 'LinkedAuthorizationFailed… userAssignedIdentities/assign/action' },
    ],
    look: [
      accountClientId('the client of the text is that of the service account (else the application signs in as somebody else)'),
      az('no role at this scope or above it holds the action', 'role', 'assignment', 'list', '--assignee', '66666666-6666-4666-8666-666666666666', '--scope', '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-dns', '--include-inherited', '--query', '[].{role:roleDefinitionName,scope:scope}', '-o', 'table'),
    ],
    healing: 'Some minutes after the assignment, at the next try of the application. No pod is to be made anew.',
    sources: [thread('cert-manager/cert-manager', 5745), thread('csi-provider', 742)],
  },

  'dataplane-role-missing': {
    sign: 'Sign-in works, the resource is shown in Azure with the same rights, and its data (blobs, messages) are refused.',
    texts: [
      { where: 'azure', text: 'AuthorizationPermissionMismatch' },
      { where: 'azure', text: 'This request is not authorized to perform this operation.' },
      { where: 'azure', text: '…Manage,EntityRead claims required…' },
    ],
    look: [
      az('the identity has roles such as Contributor, and none with Data in its name', 'role', 'assignment', 'list', '--assignee', '<principal-id>', '--scope', '<resource-id>', '--include-inherited', '--query', '[].{role:roleDefinitionName,scope:scope}', '-o', 'table'),
      logs('the refusal comes from the service itself, and Entra gave the token'),
    ],
    healing: 'Some minutes after the assignment, at the next try of the application. No pod is to be made anew.',
    sources: [thread('Azure/azure-sdk-for-net', 46653), thread('kedacore/keda', 4123)],
  },

  'consumer-ambient-credentials-off': {
    sign: 'Challenges of an Issuer fail, and the same solver in a ClusterIssuer works.',
    texts: [{ where: 'application', text: 'ClientID is not set but neither --cluster-issuer-ambient-credentials nor --issuer-ambient-credentials are set' }],
    look: [
      kubectl('the one that fails is an Issuer, not a ClusterIssuer', 'get', 'issuers,clusterissuers', '-A'),
      kubectl('--issuer-ambient-credentials is not among the arguments of the controller', 'get', 'deployment/cert-manager', '-n', 'cert-manager', '-o', 'jsonpath={.spec.template.spec.containers[*].args}'),
    ],
    healing: 'The flag is in effect when the controller has restarted; it then takes up the waiting challenges by itself.',
    sources: [thread('cert-manager/cert-manager', 4867)],
  },

  'consumer-config-field': {
    sign: 'Entra refuses a client id or tenant that stands neither on the service account nor in the variables of the pod.',
    look: [
      accountClientId('the account names another client id than the refusal'),
      kubectl('KEDA: identityId is set', 'get', 'triggerauthentications.keda.sh', '-n', 'shop', '-o', 'jsonpath={.items[*].spec.podIdentity}'),
      kubectl('cert-manager: managedIdentity.clientID is set', 'get', 'issuers,clusterissuers', '-A', '-o', 'jsonpath={.items[*].spec.acme.solvers[*].dns01.azureDNS}'),
      note('external-dns: azure.json, mostly in a Secret, has aadClientId, tenantId or userAssignedIdentityID'),
    ],
    healing: 'When the operator reads its configuration again: KEDA and cert-manager by themselves, external-dns after a restart.',
    sources: [thread('kubernetes-sigs/external-dns', 4898), thread('kubernetes-sigs/external-dns', 4418), thread('kedacore/keda', 5824)],
  },

  'consumer-env-names-differ': {
    sign: 'Terraform in the pod asks for az login, while the variables of workload identity are there.',
    texts: [
      { where: 'application', text: "could not acquire access token to parse claims: running Azure CLI: exit status 1: ERROR: Please run 'az login' to setup account." },
      { where: 'application', text: 'unable to build authorizer for Resource Manager API: could not configure AzureCli Authorizer…' },
    ],
    look: [
      variables('ARM_USE_OIDC and ARM_CLIENT_ID are not among the variables of the template'),
      inPod('the variables of the webhook are there (the image must have printenv)', 'printenv', 'AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_FEDERATED_TOKEN_FILE'),
    ],
    healing: 'With the next run of Terraform in a pod that has the ARM_ variables.',
    sources: [thread('Azure/terraform-provider-azapi', 549)],
  },

  'consumer-version-bug': {
    sign: 'The application fails at a file of credentials that was never set up, or after an upgrade of it, in a pod that has variables and token file.',
    texts: [
      { where: 'application', text: 'failed to read credentials from file : open : no such file or directory' },
      { where: 'application', text: 'argocd-k8s-auth failed with exit code 20' },
    ],
    look: [template('the release of the application, and of its plugins in initContainers', "spec['containers','initContainers'][*].image")],
    healing: 'When the upgraded release is rolled out. Nothing in Azure is to be changed.',
    sources: [thread('vmware-tanzu/velero', 7395), thread('argoproj/argo-cd', 22884)],
  },

  'egress-dns': {
    sign: 'The application fails within a moment, with a word about a name that is not found, and not after a timeout.',
    texts: [
      { where: 'application', text: '…: no such host' },
      { where: 'application', text: 'Temporary failure in name resolution' },
    ],
    look: [
      inPod('the name is not found (the image must have nslookup)', 'nslookup', 'login.microsoftonline.com'),
      kubectl('CoreDNS does not run, or restarts', 'get', 'pods', '-n', 'kube-system', '-l', 'k8s-app=kube-dns'),
      kubectl('or a policy that selects these pods has egress rules, and none for port 53', 'get', 'networkpolicies', '-n', 'shop', '-o', 'yaml'),
    ],
    healing: 'At the next try; CoreDNS keeps an answer, also one that there is none, for some seconds. No pod is to be made anew.',
    sources: [derived],
  },

  'egress-tls-inspection': {
    sign: 'The host is reached, and the application refuses its certificate; curl or a browser on a machine of the company takes it.',
    texts: [
      { where: 'application', text: 'x509: certificate signed by unknown authority' },
      { where: 'application', text: 'SSLCertVerificationError' },
      { where: 'application', text: 'PKIX path building failed' },
    ],
    look: [
      inPod('the line with issuer: names an authority of the company (the image must have curl)', 'curl', '-vsS', '-k', '-m', '8', '-o', '/dev/null', 'https://login.microsoftonline.com/'),
      note('where the issuer is a public one, the image lacks the bundle of authorities: install ca-certificates in it'),
    ],
    healing: 'An exception in the firewall: at the next connection. An authority in the image: when that image is rolled out.',
    sources: [unverified],
  },

  'egress-proxy-env': {
    sign: 'Only what goes by HTTPS_PROXY of the container fails; the same host is reached by a client that does not use it.',
    look: [
      templateEnv('HTTPS_PROXY of the template', 'HTTPS_PROXY'),
      inPod('by the proxy: no status, or the 403 or 407 of the proxy (the image must have curl)', ...status('https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration')),
      inPod('without it: 200, where the pod reaches the host directly', ...status('https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration', '--noproxy', '*')),
    ],
    healing: 'A change of the proxy itself: at the next try. A change of HTTPS_PROXY or NO_PROXY: with the first pod that is made with it.',
    sources: [unverified],
  },

  'kv-egress-blocked': {
    sign: 'The application gets its access token from Entra, and then waits for the vault until a timeout.',
    texts: [
      { where: 'application', text: '…vault.azure.net…: context deadline exceeded' },
      { where: 'application', text: 'dial tcp …:443: i/o timeout' },
    ],
    look: [
      inPod('no answer of the vault within eight seconds; 401 would be right without a token (the image must have curl)', ...status('https://kv-shop.vault.azure.net/secrets?api-version=7.4')),
      inPod('Entra answers: 200', ...status('https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration')),
    ],
    healing: 'At once: the next try of the application goes through.',
    sources: [manual('aks', 'outbound-rules-control-egress'), thread('csi-provider', 292), thread('csi-provider', 471)],
  },

  'token-file-unusable': {
    sign: 'A pod that is Running and Ready fails to sign in, an hour or more after its service account was deleted or its node was cut off; a new pod of a good account works.',
    texts: [
      { where: 'event', text: 'MountVolume.SetUp failed for volume "…" : token … expired and refresh failed: serviceaccounts "…" not found' },
      { where: 'event', text: 'MountVolume.SetUp failed for volume "…" : failed to fetch token: serviceaccounts "…" not found' },
    ],
    look: [
      kubectl('its events say that the token could not be renewed', 'describe', 'pod', 'orders-7c9f-abcde', '-n', 'shop'),
      kubectl('the account is gone, or younger than the pod', 'get', 'serviceaccount/orders', '-n', 'shop'),
      kubectl('or its node is not Ready', 'get', 'nodes'),
    ],
    healing: 'With a new pod at once: it gets a fresh file before it starts.',
    sources: [seen('an account was deleted under a running pod of a real kubelet: no event until the token expired, then this one')],
  },
};
