/** Error texts without a number of Entra, and the problems they fit (`failure-modes.md`, symptoms and §4). */
export interface LogPattern {
  readonly pattern: RegExp;
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
    problems: ['pod-label-missing', 'webhook-not-installed', 'pod-predates-label'],
  },
  { pattern: /open \/var\/run\/secrets\/azure\/tokens\/azure-identity-token: no such file or directory/, problems: ['webhook-v16-path-change', 'pod-label-missing'] },
];
