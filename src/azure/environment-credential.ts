/** Operator credentials from the environment (CI, or a pod of its own), through @azure/identity; loaded only where they are set. */
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/core-auth';
import { Secret } from '../wire/secret.ts';
import type { Environment, OperatorToken } from './azure-cli.ts';
import { readExchangeAnswer } from './entra-answer.ts';
import { garbled, notSent, sortError } from './failures.ts';
import { isGuid } from './grammar.ts';
import { mebibyte, wireResponse } from './pipeline.ts';
import type { Wire, WireResponse } from './pipeline.ts';
import type { Cloud } from './port.ts';

export interface EnvironmentLogin {
  readonly kind: 'environment' | 'workload-identity';
  /** The client id of the environment. */
  readonly account: string;
  /** Asks Entra for a token for a resource (`https://host`), in another tenant (GUID) if one is named. Throws WireFailure. */
  token(resource: string, tenantId?: string): Promise<OperatorToken>;
}

type IdentityModule = typeof import('@azure/identity');
type CredentialOptions = ConstructorParameters<IdentityModule['ClientSecretCredential']>[3];
type Maker = (identity: IdentityModule, options: CredentialOptions) => TokenCredential;

interface Found {
  readonly kind: EnvironmentLogin['kind'];
  readonly make: Maker;
}

const operation = 'login from the environment';

/** The login that AZURE_TENANT_ID, AZURE_CLIENT_ID and a secret, certificate or token file make, or undefined. */
export function environmentLogin(env: Environment, cloud: Cloud, wire: Wire): EnvironmentLogin | undefined {
  const tenantId = env['AZURE_TENANT_ID'];
  const clientId = env['AZURE_CLIENT_ID'];
  if (tenantId === undefined || tenantId === '' || clientId === undefined || clientId === '') return undefined;
  const found = credentialMaker(env, tenantId, clientId);
  if (found === undefined) return undefined;
  return {
    kind: found.kind,
    account: clientId,
    token: (resource, tenant) => askToken(cloud, wire, found.make, resource, tenant),
  };
}

function credentialMaker(env: Environment, tenantId: string, clientId: string): Found | undefined {
  const secret = env['AZURE_CLIENT_SECRET'];
  if (secret !== undefined && secret !== '') {
    return { kind: 'environment', make: (identity, options) => new identity.ClientSecretCredential(tenantId, clientId, secret, options) };
  }
  const certificatePath = env['AZURE_CLIENT_CERTIFICATE_PATH'];
  if (certificatePath !== undefined && certificatePath !== '') {
    const password = env['AZURE_CLIENT_CERTIFICATE_PASSWORD'];
    const certificate = { certificatePath, ...(password === undefined ? {} : { certificatePassword: password }) };
    return { kind: 'environment', make: (identity, options) => new identity.ClientCertificateCredential(tenantId, clientId, certificate, options) };
  }
  const tokenFilePath = env['AZURE_FEDERATED_TOKEN_FILE'];
  if (tokenFilePath !== undefined && tokenFilePath !== '') {
    const more = { tenantId, clientId, tokenFilePath };
    return { kind: 'workload-identity', make: (identity, options) => new identity.WorkloadIdentityCredential({ ...options, ...more }) };
  }
  return undefined;
}

async function askToken(cloud: Cloud, wire: Wire, make: Maker, resource: string, tenantId: string | undefined): Promise<OperatorToken> {
  if (tenantId !== undefined && !isGuid(tenantId)) throw notSent(operation, 'the tenant id is no GUID, so no token is asked for');
  const seen: { refusal?: WireResponse; error?: unknown } = {};
  return wire.within(operation, async (signal) => {
    const identity = await import('@azure/identity');
    const origins = cloud.authorityHosts.map((host) => new URL(host).origin);
    const inner = await wire.client({
      origins,
      maxBytes: mebibyte,
      signal,
      inspect: (response) => {
        if (response.status >= 400) seen.refusal = wireResponse(response);
        return response;
      },
    });
    try {
      const credential = make(identity, {
        authorityHost: origins[0] ?? '',
        httpClient: remembering(inner, seen),
        // A new object for each token: MSAL would answer from its throttle cache for a minute (`azure-wire.md` §1.5).
        retryOptions: { maxRetries: 0 },
        redirectOptions: { maxRetries: 0 },
        additionallyAllowedTenants: ['*'],
      });
      const tenant = tenantId === undefined ? {} : { tenantId };
      const token = await credential.getToken(`${resource}/.default`, { ...tenant, abortSignal: signal });
      if (token === null) throw garbled(operation, 'Entra gave no token');
      return { token: new Secret(token.token), expiresAt: token.expiresOnTimestamp };
    } catch (error) {
      throw reason(seen, error);
    }
  });
}

/** MSAL replaces what went wrong on the wire by `network_error`, so it is kept on the way (`azure-wire.md` §1.5). */
function remembering(inner: HttpClient, seen: { error?: unknown }): HttpClient {
  return {
    sendRequest: async (request) => {
      try {
        return await inner.sendRequest(request);
      } catch (error) {
        seen.error = error;
        throw error;
      }
    },
  };
}

function reason(seen: { readonly refusal?: WireResponse; readonly error?: unknown }, error: unknown): Error {
  if (seen.error !== undefined) return sortError(operation, seen.error);
  if (seen.refusal !== undefined) {
    const answer = readExchangeAnswer(operation, seen.refusal);
    if (answer.result === 'refused') return notSent(operation, `Entra refused the credential of the environment: ${answer.description}`);
  }
  const { fault } = sortError(operation, error);
  return notSent(operation, `the credential of the environment can not be used: ${'message' in fault ? fault.message : 'no reason given'}`);
}
