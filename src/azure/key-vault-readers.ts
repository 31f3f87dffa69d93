/** The SDKs that read a secret, a key and a certificate; each is loaded only where such an object is read. */
import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { VaultObjectType, VaultReadRequest } from './port.ts';

/** What of an object is no secret. */
export interface Attributes {
  readonly version?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly expiresOn?: Date | undefined;
  readonly notBefore?: Date | undefined;
}

/** Where each kind lies in the data plane. */
export const collections = { secret: 'secrets', key: 'keys', cert: 'certificates' } as const;

export interface ReaderOptions {
  readonly httpClient: HttpClient;
  readonly retryOptions: { readonly maxRetries: number };
  readonly redirectOptions: { readonly maxRetries: number };
}

/** Old enough for every cloud; nothing newer matters to a read (`azure-wire.md` §3.1). */
const serviceVersion = '7.5';

type Reader = (
  origin: string,
  credential: TokenCredential,
  options: ReaderOptions,
  request: VaultReadRequest,
  abortSignal: AbortSignal,
) => Promise<Attributes>;

export const readers: { readonly [type in VaultObjectType]: Reader } = {
  async secret(origin, credential, options, { secretName: name, version }, abortSignal) {
    const { SecretClient } = await import('@azure/keyvault-secrets');
    const client = new SecretClient(origin, credential, { ...options, serviceVersion });
    return (await client.getSecret(name, { ...(version === undefined ? {} : { version }), abortSignal })).properties;
  },
  async key(origin, credential, options, { secretName: name, version }, abortSignal) {
    const { KeyClient } = await import('@azure/keyvault-keys');
    const client = new KeyClient(origin, credential, { ...options, serviceVersion });
    return (await client.getKey(name, { ...(version === undefined ? {} : { version }), abortSignal })).properties;
  },
  async cert(origin, credential, options, { secretName: name, version }, abortSignal) {
    const { CertificateClient } = await import('@azure/keyvault-certificates');
    const client = new CertificateClient(origin, credential, { ...options, serviceVersion });
    const found = version === undefined ? await client.getCertificate(name, { abortSignal }) : await client.getCertificateVersion(name, version, { abortSignal });
    return found.properties;
  },
};
