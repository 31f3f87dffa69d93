/**
 * What Entra says when it refuses (`azure-wire.md` §1.3, `failure-modes.md` §3), in the new text style.
 *
 * Grade of each text: W seen verbatim in the wild or in official pages, P partly seen, U unverified.
 */
import { randomUUID } from 'node:crypto';
import { json } from './wire.ts';
import type { Answer } from './wire.ts';

export interface Refusal {
  readonly code: number;
  readonly status: 400 | 401;
  readonly error: string;
  readonly text: string;
}

const federation = 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation';

function noRecord(code: number, presented: string, more = ''): Refusal {
  const text = `No matching federated identity record found for presented assertion ${presented}.${more} Check your federated identity credential Subject, Audience and Issuer against the presented assertion. ${federation}`;
  return { code, status: 401, error: 'invalid_client', text };
}

export const refusals = {
  /** W. */
  tenantNotFound: (tenant: string, error = 'invalid_request'): Refusal => ({
    code: 90002,
    status: 400,
    error,
    text: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  }),
  /** W. */
  tenantMalformed: (tenant: string): Refusal => ({
    code: 900023,
    status: 400,
    error: 'invalid_request',
    text: `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
  }),
  /** W. */
  parameterMissing: (name: string): Refusal => ({
    code: 900144,
    status: 400,
    error: 'invalid_request',
    text: `The request body must contain the following parameter: '${name}'.`,
  }),
  /** P. */
  grantUnsupported: (grant: string): Refusal => ({
    code: 70003,
    status: 400,
    error: 'unsupported_grant_type',
    text: `The app requested an unsupported grant type '${grant}'.`,
  }),
  /** W. */
  credentialMissing: (): Refusal => ({
    code: 7000216,
    status: 401,
    error: 'invalid_client',
    text: "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  }),
  /** W. */
  secretWrong: (clientId: string): Refusal => ({
    code: 7000215,
    status: 401,
    error: 'invalid_client',
    text: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
  }),
  /** W. */
  applicationNotFound: (clientId: string, tenant: string): Refusal => ({
    code: 700016,
    status: 400,
    error: 'unauthorized_client',
    text: `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  }),
  /** W. */
  servicePrincipalMissing: (clientId: string, tenant: string): Refusal => ({
    code: 7000229,
    status: 400,
    error: 'unauthorized_client',
    text: `The client application '${clientId}' is missing service principal in the tenant '${tenant}'. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
  }),
  /** U. */
  applicationDisabled: (clientId: string): Refusal => ({
    code: 7000112,
    status: 400,
    error: 'unauthorized_client',
    text: `Application '${clientId}' is disabled.`,
  }),
  /** W. */
  assertionMalformed: (): Refusal => ({ code: 50027, status: 400, error: 'invalid_request', text: 'JWT token is invalid or malformed.' }),
  /** P. */
  algorithmUnsupported: (): Refusal => ({
    code: 5002730,
    status: 401,
    error: 'invalid_client',
    text: 'Invalid JWT token. Unsupported key for the signing algorithm.',
  }),
  /** P. */
  issuedByEntra: (issuer: string): Refusal => ({
    code: 700236,
    status: 401,
    error: 'invalid_client',
    text: `Entra ID tokens issued by issuer '${issuer}' may not be used for federated identity credential flows for applications or managed identities registered in this tenant.`,
  }),
  /** P: the code is documented, the middle of the text was not seen. */
  noCredentials: (clientId: string): Refusal => ({
    code: 70025,
    status: 401,
    error: 'invalid_client',
    text: `The client '${clientId}' has no configured federated identity credentials.`,
  }),
  /** W. */
  issuerUnmatched: (issuer: string): Refusal => noRecord(700211, `issuer '${issuer}'`),
  /** W. */
  audienceUnmatched: (audience: string): Refusal => noRecord(700212, `audience '${audience}'`),
  /** W. */
  subjectUnmatched: (subject: string): Refusal => noRecord(700213, `subject '${subject}'`),
  /** W (text), U (status). */
  subjectCase: (subject: string): Refusal =>
    noRecord(7002138, `subject '${subject}'`, ' The subject matches with case-insensitive comparison, but not with case-sensitive comparison.'),
  /** P. */
  expressionUnmatched: (subject: string): Refusal => noRecord(7002131, `subject '${subject}' or no federated identity credential expression`),
  /** W; that 50166 is discovery and 90061 the keys is unverified, sources show both for either. */
  discoveryFailed: (): Refusal => ({ code: 50166, status: 400, error: 'invalid_request', text: 'Request to External OIDC endpoint failed.' }),
  keysFailed: (): Refusal => ({ code: 90061, status: 400, error: 'invalid_request', text: 'Request to External OIDC endpoint failed.' }),
  /** W (text), U (status). */
  keyMissing: (kid: string, issuer: string): Refusal => ({
    code: 7000272,
    status: 401,
    error: 'invalid_client',
    text: `The certificate with identifier ${kid} used to sign the federated credential could not be found in the metadata of identity provider ${issuer}. Please validate that your Identity Provider's metadata exposes the key used to sign the incoming token.`,
  }),
  /** P. */
  signatureInvalid: (): Refusal => ({ code: 700027, status: 401, error: 'invalid_client', text: 'Client assertion failed signature validation.' }),
  /** W; times are epoch seconds. */
  outsideLifetime: (now: number, from: number, until: number): Refusal => ({
    code: 700024,
    status: 401,
    error: 'invalid_client',
    text: `Client assertion is not within its valid time range. Current time: ${ticks(now)}, assertion valid from ${ticks(from)}, expiry time of assertion ${ticks(until)}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`,
  }),
  /** W. */
  lifetimeTooLong: (): Refusal => ({
    code: 70023,
    status: 400,
    error: 'invalid_request',
    text: 'External OIDC Provider token must have a lifetime of less than or equal to 1.01:00:00',
  }),
  /** W. */
  scopeInvalid: (scope: string): Refusal => ({
    code: 70011,
    status: 400,
    error: 'invalid_scope',
    text: `The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
  }),
  /** W. */
  scopeWithoutDefault: (scope: string): Refusal => ({
    code: 1002012,
    status: 400,
    error: 'invalid_scope',
    text: `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  }),
  /** P. */
  resourceNotFound: (resource: string, tenant: string): Refusal => ({
    code: 500011,
    status: 400,
    error: 'invalid_resource',
    text: `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  }),
} as const;

/** .NET's round-trip form with seven decimals, as Entra prints times. */
function ticks(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, -1)}0000Z`;
}

/** The whole error body (`azure-wire.md` §1.3). */
export function refusalAnswer(refusal: Refusal, host: string, correlationId: string): Answer {
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const traceId = randomUUID();
  return json(
    refusal.status,
    {
      error: refusal.error,
      error_description: `AADSTS${refusal.code}: ${refusal.text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [refusal.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://${host}/error?code=${refusal.code}`,
    },
    { 'x-ms-request-id': traceId },
  );
}
