/**
 * What AADSTS numbers mean in the exchange of a Kubernetes token (`failure-modes.md` §3).
 *
 * A number that belongs to another flow is named as such, so that nobody looks for it in the cluster.
 */
export interface EntraCode {
  readonly aadsts: number;
  /** Problem names, the likeliest first; empty for an error of another flow. */
  readonly problems: readonly string[];
  readonly meaning: string;
}

const noMatch = 'No federated credential of the identity matches the token';

export const entraCodes: readonly EntraCode[] = [
  { aadsts: 70021, problems: ['fic-subject-mismatch', 'fic-issuer-mismatch', 'fic-none', 'fic-audience-mismatch'], meaning: `${noMatch} (older text, for issuer, subject and audience alike).` },
  { aadsts: 700211, problems: ['fic-issuer-mismatch', 'fic-issuer-trailing-slash', 'issuer-second-cluster-no-fic', 'issuer-cluster-recreated', 'issuer-disabled', 'fic-none', 'ib-annotation-missing', 'ib-webhook-too-old', 'ib-fic-deleted'], meaning: `${noMatch}: none has its issuer.` },
  { aadsts: 700212, problems: ['fic-audience-mismatch', 'pod-custom-volume-wrong-aud', 'token-default-sa-token-used', 'token-aud-mismatch', 'sdk-identity-binding-no-optin'], meaning: `${noMatch}: the issuer is right, the audience is not.` },
  { aadsts: 700213, problems: ['fic-subject-mismatch', 'pod-wrong-sa', 'fic-on-wrong-identity', 'fic-none', 'fic-propagation'], meaning: `${noMatch}: the issuer is right, the subject is not.` },
  { aadsts: 7002138, problems: ['fic-subject-case'], meaning: `${noMatch}: the subject differs in case only.` },
  { aadsts: 7002131, problems: ['fic-flexible-expression', 'fic-subject-mismatch'], meaning: `${noMatch}: neither a subject nor an expression.` },
  { aadsts: 70025, problems: ['fic-none', 'fic-on-wrong-identity', 'identity-app-vs-mi', 'ib-fic-deleted', 'sa-client-id-kubelet'], meaning: 'The identity has no federated credential at all.' },
  { aadsts: 700016, problems: ['identity-not-found', 'sa-client-id-is-object-id', 'identity-wrong-tenant', 'sa-tenant-wrong', 'sa-client-id-not-guid', 'sa-client-id-whitespace', 'pod-stale-client-id', 'pod-env-client-id-override', 'consumer-config-field', 'webhook-tenant-wrong', 'pod-stale-tenant-or-authority'], meaning: 'No identity has this client id in this tenant.' },
  { aadsts: 70001, problems: ['identity-not-found'], meaning: 'No identity has this name in this tenant.' },
  { aadsts: 7000229, problems: ['identity-app-no-sp'], meaning: 'The application has no service principal in the tenant.' },
  { aadsts: 7000272, problems: ['jwks-missing-kid'], meaning: 'The key that signed the token is not among the keys of its issuer, as Entra last read them.' },
  { aadsts: 5002730, problems: ['jwks-alg-unsupported'], meaning: 'The token is not signed with RS256.' },
  { aadsts: 700027, problems: ['jwks-key-mismatch'], meaning: "The token's signature does not verify." },
  { aadsts: 50013, problems: ['jwks-key-mismatch'], meaning: "The token's signature does not verify." },
  { aadsts: 90061, problems: ['issuer-unreachable'], meaning: "Entra cannot read the issuer's documents." },
  { aadsts: 50166, problems: ['issuer-unreachable'], meaning: "Entra cannot read the issuer's documents." },
  { aadsts: 501661, problems: ['issuer-unreachable'], meaning: "Entra cannot read the issuer's documents." },
  { aadsts: 700024, problems: ['sdk-token-read-once', 'token-clock-skew'], meaning: 'The token is not within its time: an application that keeps an old one, or clocks that disagree.' },
  { aadsts: 90112, problems: ['sa-client-id-not-guid'], meaning: 'The client id is not a GUID.' },
  { aadsts: 90038, problems: ['identity-cross-cloud'], meaning: 'The tenant is in another national cloud.' },
  { aadsts: 900382, problems: ['identity-cross-cloud'], meaning: 'The identity is in another cloud than this authority.' },
  { aadsts: 900439, problems: ['identity-cross-cloud'], meaning: 'An identity of US Government signs in at the public authority.' },
  { aadsts: 50049, problems: ['identity-authority-malformed', 'authority-host-wrong'], meaning: 'The authority is not one that Entra knows.' },
  { aadsts: 700236, problems: ['identity-cross-tenant-mi'], meaning: 'The token was issued by Entra itself, and this tenant takes no such token as an assertion.' },
  { aadsts: 90002, problems: ['sa-tenant-wrong', 'identity-wrong-tenant', 'identity-authority-malformed', 'webhook-tenant-wrong', 'webhook-wrong-cloud', 'pod-stale-tenant-or-authority'], meaning: 'There is no such tenant in this cloud.' },
  { aadsts: 900144, problems: ['sa-client-id-missing', 'pod-empty-client-id-env'], meaning: 'A parameter is empty, most often the client id.' },
  { aadsts: 90033, problems: ['entra-transient'], meaning: 'A passing fault of Entra.' },
  { aadsts: 90024, problems: ['entra-transient'], meaning: 'A passing fault of Entra.' },
  { aadsts: 90006, problems: ['entra-transient'], meaning: 'A passing fault of Entra.' },
  { aadsts: 50196, problems: ['entra-transient'], meaning: 'Entra throttles a client that asks too often.' },
  { aadsts: 900023, problems: ['sa-tenant-wrong', 'webhook-tenant-wrong'], meaning: 'The tenant is neither a GUID nor a domain.' },
  { aadsts: 700025, problems: ['identity-public-client'], meaning: 'The application is marked as a public client.' },
  { aadsts: 700223, problems: ['identity-tenant-policy'], meaning: 'A policy of the tenant constrains which issuers may be trusted.' },
  { aadsts: 700238, problems: ['identity-tenant-policy'], meaning: 'A policy of the tenant forbids workload identity federation.' },
  { aadsts: 500021, problems: ['identity-tenant-restrictions'], meaning: 'A proxy restricts which tenants may be signed in to.' },
  { aadsts: 500022, problems: ['identity-tenant-restrictions'], meaning: 'A proxy restricts which tenants may be signed in to.' },
  { aadsts: 7000112, problems: ['identity-disabled'], meaning: 'The service principal is disabled.' },
  { aadsts: 70023, problems: ['token-lifetime-too-long', 'token-default-sa-token-used'], meaning: 'The token lives for more than 25 hours.' },
  { aadsts: 70011, problems: ['scope-invalid'], meaning: 'The scope is not one.' },
  { aadsts: 1002012, problems: ['scope-invalid'], meaning: 'The scope lacks /.default.' },
  { aadsts: 500011, problems: ['scope-invalid'], meaning: 'The resource of the scope is not known in the tenant.' },
  { aadsts: 7000215, problems: [], meaning: 'A wrong client secret: the application signs in with a secret, not with the token of its pod (AZURE_CLIENT_SECRET is set).' },
  { aadsts: 7000222, problems: [], meaning: 'An expired client secret: the application signs in with a secret, not with the token of its pod.' },
  { aadsts: 1000502, problems: [], meaning: 'An expired client certificate: the application signs in with a certificate, not with the token of its pod.' },
  { aadsts: 50076, problems: [], meaning: 'A user must pass multi-factor authentication: the sign-in of a person, not of a workload.' },
  { aadsts: 65001, problems: [], meaning: 'A user or administrator has not consented: a delegated sign-in, not that of a workload.' },
  { aadsts: 700222, problems: [], meaning: 'A token of Entra itself was presented as assertion: not the token of a Kubernetes pod.' },
  { aadsts: 53003, problems: ['identity-conditional-access'], meaning: 'Conditional Access for workload identities blocks the sign-in; it covers applications, not managed identities.' },
];
