import type { Secret } from '../wire/secret.ts';
import type { Shape } from '../wire/shape.ts';

/** One Azure cloud with every host a token may go to (`azure-wire.md`, `failure-modes.md` §4). */
export interface Cloud {
  readonly name: 'public' | 'usgovernment' | 'china';
  /** `https://login.microsoftonline.com/` first; the others are aliases a pod may name. With trailing slash. */
  readonly authorityHosts: readonly string[];
  readonly resourceManager: string;
  readonly graph: string;
  /** `vault.azure.net`: a vault's host is `NAME.` + this; the token scope is `https://` + this + `/.default`. */
  readonly vaultSuffix: string;
}

export interface ExchangeRequest {
  /** Value of AZURE_AUTHORITY_HOST; only known Entra authorities are ever sent an assertion. */
  readonly authorityHost: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly scope: string;
  readonly assertion: Secret;
}

export type ExchangeAnswer =
  | {
      readonly result: 'token';
      readonly accessToken: Secret;
      readonly expiresInSeconds: number;
      /** From the access token's claims, where they decode: object id of the principal, application id, tenant. */
      readonly objectId?: string;
      readonly applicationId?: string;
      readonly tenantId?: string;
      readonly entraDate?: string;
    }
  | {
      readonly result: 'refused';
      readonly status: number;
      /** The AADSTS number, from `error_codes[0]`, else from the text; undefined where there is none. */
      readonly aadsts?: number;
      readonly error: string;
      /** First line, without trace and correlation ids. */
      readonly description: string;
      readonly traceId?: string;
      readonly timestamp?: string;
      readonly entraDate?: string;
      readonly retryAfterSeconds?: number;
    };

/** What can lie in a vault, in the words of the secrets store provider. */
export type VaultObjectType = 'secret' | 'key' | 'cert';

export interface VaultReadRequest {
  /** `kv-shop.vault.azure.net`; only hosts under the suffix of a known cloud are ever sent a token. */
  readonly vaultHost: string;
  /** Default `secret`. */
  readonly type?: VaultObjectType;
  readonly secretName: string;
  readonly version?: string;
  /** May still be on its way: the vault is then asked for its challenge meanwhile, without a token. */
  readonly accessToken: Secret | Promise<Secret>;
}

export type VaultReadAnswer =
  | { readonly result: 'read'; readonly version?: string; readonly enabled?: boolean; readonly createdOn?: string; readonly expiresOn?: string; readonly notBefore?: string }
  | {
      readonly result: 'refused';
      readonly status: number;
      /** `error.code`, e.g. `Forbidden`, `SecretNotFound`, `Unauthorized`. */
      readonly code: string;
      /** `error.innererror.code`, e.g. `ForbiddenByRbac`, `ForbiddenByFirewall`, `SecretDisabled`. */
      readonly innerCode?: string;
      /** The server's message, one line, at most 1,000 characters. */
      readonly message: string;
      /** Taken apart from the message where it has them. */
      readonly callerObjectId?: string;
      readonly callerAppId?: string;
      readonly clientAddress?: string;
      readonly action?: string;
      readonly resourceId?: string;
    };

/** A federated identity credential, of a managed identity or of an application. */
export interface FederatedCredential {
  readonly name: string;
  readonly issuer: string;
  /** Absent on a flexible credential. */
  readonly subject?: string;
  readonly audiences: readonly string[];
  /** `claimsMatchingExpression.value` of a flexible credential. */
  readonly expression?: string;
}

/** A document of a public issuer: GET over https, no credential, no redirect, size and time bounded. */
export interface PublicDocument {
  readonly url: string;
  readonly status: number;
  readonly contentType?: string;
  /** Parsed JSON, where the body was JSON. */
  readonly json?: unknown;
  readonly location?: string;
}

/** Which operator credential answered, for the report; never the token. */
export interface OperatorSource {
  readonly kind: 'azure-cli' | 'environment' | 'workload-identity' | 'device-code';
  readonly account?: string;
}

/**
 * Azure as the doctor sees it. Every method throws WireFailure for what could not be had
 * (`not-sent` with a reason where the operator has no credential or a host rule forbids it).
 */
export interface AzurePort {
  readonly cloud: Cloud;
  /** One POST to the token endpoint, no retry: what repeats is the caller's to decide. */
  exchange(request: ExchangeRequest): Promise<ExchangeAnswer>;
  /** Key Vault GET of a secret, key or certificate with the workload's own access token; its value is dropped as it arrives. */
  readSecret(request: VaultReadRequest): Promise<VaultReadAnswer>;
  publicDocument(url: string): Promise<PublicDocument>;
  /** Who asks ARM and Graph, or undefined without a credential. Asks for no token by itself. */
  operatorSource(): Promise<OperatorSource | undefined>;
  /** ARM GET with the operator's token; `path` from `/subscriptions/…` with `api-version`. 404 is a `status` fault. */
  armGet<T>(path: string, shape: Shape<T>, tenantId?: string): Promise<T>;
  /** Resource Graph query, all pages. Zero rows also means "no Reader": never read it as absent. */
  resourceGraph<T>(query: string, row: Shape<T>, tenantId?: string): Promise<readonly T[]>;
  /** Graph GET with the operator's token; `path` from `/v1.0/…`. 404 is a `status` fault. */
  graphGet<T>(path: string, shape: Shape<T>, tenantId?: string): Promise<T>;
  /** Credentials of a managed identity by its resource id (`@azure/arm-msi`; flexible ones read raw). */
  identityCredentials(resourceId: string, tenantId?: string): Promise<readonly FederatedCredential[]>;
  /** Credentials of an application by its appId (Graph). */
  applicationCredentials(appId: string, tenantId?: string): Promise<readonly FederatedCredential[]>;
}
