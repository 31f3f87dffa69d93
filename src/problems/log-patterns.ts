/** Error texts without a number of Entra, and the problems they fit (`failure-modes.md`, symptoms and §4). */
export interface LogPattern {
  readonly pattern: RegExp;
  /** Says something else where this stands around it: an SDK names each credential that it tried. */
  readonly without?: RegExp;
  /** Names, the likeliest first. */
  readonly problems: readonly string[];
}

export const logPatterns: readonly LogPattern[] = [
  { pattern: /ForbiddenByRbac|DeniedWithNoValidRBAC/, problems: ['kv-rbac-missing', 'kv-rbac-wrong-role', 'kv-rbac-propagation'] },
  { pattern: /does not have secrets get permission on key vault|Caller was not found on any access policy/, problems: ['kv-access-policy-missing', 'kv-model-mismatch'] },
  { pattern: /ForbiddenByFirewall|Client address is not authorized and caller is not a trusted service/, problems: ['kv-firewall'] },
  { pattern: /ForbiddenByConnection|Public network access is disabled and request is not from a trusted service/, problems: ['kv-private-dns-missing', 'kv-public-disabled'] },
  { pattern: /SecretNotFound|A secret with \(name\/id\) \S+ was not found in this key vault/, problems: ['kv-secret-not-found'] },
  { pattern: /SecretDisabled|Operation get is not allowed on a disabled secret/, problems: ['kv-secret-disabled'] },
  { pattern: /AKV10032: Invalid issuer/, problems: ['kv-wrong-tenant'] },
  { pattern: /lookup \S+\.vault\.azure\.net.*no such host|ENOTFOUND \S+\.vault\.azure\.net/, problems: ['kv-name-wrong'] },
  { pattern: /no endpoints available for service "azure-wi-webhook-webhook-service"/, problems: ['webhook-no-endpoints'] },
  { pattern: /failed calling webhook "mutation\.azure-workload-identity\.io".*(context deadline exceeded|Client\.Timeout)/, problems: ['webhook-timeout'] },
  { pattern: /failed calling webhook "mutation\.azure-workload-identity\.io".*x509/, problems: ['webhook-cert-bad'] },
  { pattern: /token expiration -?\d+ not valid\. Expected value to be between 3600 and 86400/, problems: ['webhook-token-expiry-denied'] },
  { pattern: /error looking up service account [^:]+: serviceaccount "[^"]+" not found/, problems: ['webhook-sa-not-found'] },
  { pattern: /no client ID specified\. Check pod configuration/, problems: ['sa-client-id-missing', 'pod-predates-sa-annotation', 'pod-label-missing'] },
  {
    pattern: /no token file specified|The workload options are not fully configured|AZURE_FEDERATED_TOKEN_FILE must be set|tenantId, clientId, and federatedTokenFilePath are required parameters/,
    problems: ['pod-label-missing', 'webhook-not-installed', 'pod-predates-label', 'sdk-options-incomplete'],
  },
  { pattern: /open \/var\/run\/secrets\/azure\/tokens\/azure-identity-token: no such file or directory/, problems: ['webhook-v16-path-change', 'pod-label-missing'] },
  { pattern: /driver name secrets-store\.csi\.k8s\.io not found in the list of registered CSI drivers|driver secrets-store\.csi\.k8s\.io \((no CSIDriver object|only supports)/, problems: ['csi-driver-missing'] },
  { pattern: /error connecting to provider "azure": provider not found/, problems: ['csi-provider-missing'] },
  { pattern: /error connecting to provider "[^"]*": provider not found|provider not set in \S+\/\S+/, problems: ['spc-provider-wrong'] },
  { pattern: /failed to get secretproviderclass \/\S+, error|podInfoOnMount: true/, problems: ['csi-podinfo-off'] },
  { pattern: /failed to get secretproviderclass \S+\/\S+, error/, problems: ['spc-not-found'] },
  { pattern: /secretProviderClass is not set/, problems: ['spc-name-not-set'] },
  { pattern: /parameters not set in \S+\/\S+/, problems: ['spc-parameters-missing'] },
  { pattern: /Readonly is not true in request/, problems: ['csi-readonly'] },
  { pattern: /failed to parse use\w+ flag, error: strconv\.ParseBool/, problems: ['spc-bool-invalid'] },
  { pattern: /only one identity mode can be enabled at a time/, problems: ['spc-two-modes'] },
  { pattern: /localhost:2579\/host\/token|nmi response failed with status code/, problems: ['spc-pod-identity-true'] },
  { pattern: /Multiple user assigned identities exist/, problems: ['sdk-fallback-to-kubelet-identity', 'spc-vm-identity-true'] },
  {
    pattern: /ManagedIdentityCredential authentication (failed|unavailable)/,
    without: /DefaultAzureCredential|ChainedTokenCredential|WorkloadIdentityCredential/,
    problems: ['sdk-managed-identity-credential', 'spc-vm-identity-true'],
  },
  // .NET, Python and Go name in the lines that follow what they tried
  { pattern: /DefaultAzureCredential:? failed to (retrieve|acquire) a token/, without: /WorkloadIdentityCredential/, problems: ['sdk-too-old'] },
  {
    pattern: /adal: Refresh request failed|azure\.BearerAuthorizer#WithAuthorization|Parameters: Connection String: \[No connection string specified\]|AzureServiceTokenProviderException|msrestazure\.azure_active_directory/,
    problems: ['sdk-legacy-library'],
  },
  { pattern: /"error_description": ?"Identity not found"/, without: /DefaultAzureCredential|ManagedIdentityCredential|adal: |AppAuthentication/, problems: ['sdk-managed-identity-credential', 'sdk-too-old', 'sdk-legacy-library'] },
  { pattern: /Failed to connect to MSI\. Please make sure MSI is configured correctly/, problems: ['sdk-azcli-in-pod'] },
  { pattern: /Login failed for user '<token-identified principal>'|access token is not valid for role/i, problems: ['sdk-db-driver-scope'] },
  {
    pattern: /The client '(?<client>[0-9a-f-]{36})' with object id '(?<principal>[0-9a-f-]{36})' does not have authorization to perform action '(?<action>[\w.*/-]+)' over scope '(?<scope>\/[^']+)'/,
    problems: ['arm-rbac-missing'],
  },
  { pattern: /AuthorizationPermissionMismatch|This request is not authorized to perform this operation using this permission/, problems: ['dataplane-role-missing', 'sdk-fallback-to-kubelet-identity'] },
  { pattern: /169\.254\.169\.254.*(i\/o timeout|timed? ?out|deadline exceeded|connection refused|no route to host|ETIMEDOUT|ECONNREFUSED|EHOSTUNREACH)/i, problems: ['imds-blocked'] },
  {
    pattern: /(?<host>login\.(microsoftonline\.com|microsoftonline\.us|chinacloudapi\.cn)).*(connection refused|connection reset by peer|ECONNREFUSED|ECONNRESET)/i,
    problems: ['egress-entra-blocked', 'mesh-intercept'],
  },
  {
    pattern: /(?<host>login\.(microsoftonline\.com|microsoftonline\.us|chinacloudapi\.cn)).*(i\/o timeout|timed out|deadline exceeded|ETIMEDOUT|no such host|ENOTFOUND|name resolution|Name or service not known|x509: |PKIX path building failed|CERTIFICATE_VERIFY_FAILED)/i,
    problems: ['egress-entra-blocked'],
  },
  { pattern: /ClientID is not set but neither .*--cluster-issuer-ambient-credentials/, problems: ['consumer-ambient-credentials-off'] },
  { pattern: /could not acquire access token to parse claims.*Azure CLI|unable to build authorizer for Resource Manager API: could not configure AzureCli Authorizer/, problems: ['consumer-env-names-differ'] },
  { pattern: /failed to read credentials from file\s*: open\s*: no such file or directory/, problems: ['consumer-version-bug'] },
  { pattern: /nodePublishSecretRef secret is not set|could not find clientid in secrets|clientID is required for identity binding/, problems: ['spc-clientid-missing'] },
  { pattern: /service account tokens not found/, problems: ['csi-tokenrequests-missing'] },
  { pattern: /token for audience \S+ not found/, problems: ['csi-tokenrequests-audience'] },
  { pattern: /tenantId is not provided/, problems: ['spc-tenant-missing'] },
  { pattern: /keyvaultName is not provided/, problems: ['spc-kvname-missing'] },
  { pattern: /Invalid vault name: /, problems: ['spc-kvname-url'] },
  { pattern: /cloudName \S+ is not valid/, problems: ['spc-cloudname'] },
  { pattern: /objects is not set/, problems: ['spc-objects-missing'] },
  { pattern: /failed to yaml unmarshal objects|unmarshal failed for keyVaultObjects at index/, problems: ['spc-objects-malformed'] },
  { pattern: /err: missing object versions/, problems: ['spc-objects-empty-array'] },
  { pattern: /Invalid vaultObjectTypes/, problems: ['spc-object-type'] },
  { pattern: /file name must not be empty/, problems: ['spc-object-name-empty'] },
  { pattern: /invalid object(Format|Encoding): |(PFX format|objectEncoding) only supported for objectType: secret|file name must (not contain|be a relative)/, problems: ['spc-object-format'] },
  { pattern: /file matching objectName \S+ not found in the pod/, problems: ['spc-secretobjects-mismatch'] },
  { pattern: /MountVolume\.SetUp failed for volume "[^"]*" : rpc error: code = DeadlineExceeded/, problems: ['csi-provider-missing', 'csi-provider-egress'] },
];
