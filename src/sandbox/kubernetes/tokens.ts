/** Service account tokens: real signatures with a key made at start. */
import { createHash, generateKeyPair, randomUUID, sign, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { isRecord, valueAt } from './objects.ts';
import type { StoredObject } from './objects.ts';
import { kindNamed } from './state.ts';
import type { ClusterState } from './state.ts';
import { ApiFailure, badRequest, invalid, notFound } from './status.ts';

export interface TokenIssuer {
  /** Byte for byte what tokens say in `iss`. */
  readonly issuer: string;
  readonly algorithm: 'RS256' | 'ES256';
  readonly keyId: string;
  /** The public keys, as `/openid/v1/jwks` serves them. */
  readonly keySet: { readonly keys: readonly JsonWebKey[] };
  sign(claims: Readonly<Record<string, unknown>>): string;
  /** The claims of a token with a signature of ours; undefined for any other text. Does not look at the time. */
  verify(token: string): Record<string, unknown> | undefined;
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function createTokenIssuer(issuer: string, algorithm: TokenIssuer['algorithm'] = 'RS256'): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await (algorithm === 'ES256' ? promisify(generateKeyPair)('ec', { namedCurve: 'P-256' }) : promisify(generateKeyPair)('rsa', { modulusLength: 2048 }));
  const keyId = keyIdOf(publicKey);
  return {
    issuer,
    algorithm,
    keyId,
    keySet: { keys: [{ use: 'sig', kid: keyId, alg: algorithm, ...partsOf(publicKey) }] },
    sign(claims) {
      const text = `${base64url({ alg: algorithm, kid: keyId })}.${base64url(claims)}`;
      return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
    },
    verify(token) {
      const [header = '', payload = '', signature = '', ...rest] = token.split('.');
      if (rest.length > 0 || signature === '') return undefined;
      if (!verify('sha256', Buffer.from(`${header}.${payload}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))) return undefined;
      const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return isRecord(claims) ? claims : undefined;
    },
  };
}

/** As the API server makes it: the hash of the public key in DER. */
function keyIdOf(key: KeyObject): string {
  return createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('base64url');
}

function partsOf(key: KeyObject): JsonWebKey {
  const { kty = '', n, e, crv, x, y } = key.export({ format: 'jwk' });
  return kty === 'RSA' ? { kty, n: n ?? '', e: e ?? '' } : { kty, crv: crv ?? '', x: x ?? '', y: y ?? '' };
}

const tokenRequestKind = 'TokenRequest';
const tokenRequestGroup = 'authentication.k8s.io';
const shortest = 600;
const standard = 3600;

/** Seconds that a token of a cluster lives at most; AKS starts its API servers with `--service-account-max-token-expiration`. */
export function longestTokenOf(issuer: string): number | undefined {
  return /^https:\/\/[a-z0-9-]+\.oic\.prod-aks\.azure\.com\//.test(issuer) ? 86_400 : undefined;
}

/** Answers a TokenRequest for a service account; throws what the API server refuses it with. */
export function requestToken(state: ClusterState, issuer: TokenIssuer, namespace: string, name: string, body: unknown): Record<string, unknown> {
  const account = state.store.get(kindNamed(state, 'ServiceAccount'), namespace, name);
  if (account === undefined) throw notFound({ group: '', resource: 'serviceaccounts' }, name);
  const wanted = Number(valueAt(body, 'spec.expirationSeconds') ?? standard);
  if (wanted < shortest) {
    const message = `Invalid value: ${wanted}: may not specify a duration less than 10 minutes`;
    throw invalid(tokenRequestKind, tokenRequestGroup, '', [{ reason: 'FieldValueInvalid', field: 'spec.expirationSeconds', message }]);
  }
  const seconds = Math.min(wanted, longestTokenOf(issuer.issuer) ?? wanted);
  const audiences = stringsAt(body, 'spec.audiences');
  const audience = audiences.length === 0 ? [issuer.issuer] : audiences;
  const reference = valueAt(body, 'spec.boundObjectRef');
  const pod = reference === undefined || reference === null ? undefined : boundPod(state, namespace, name, reference);

  const issuedAt = Math.floor(Date.now() / 1000);
  const token = issuer.sign({
    aud: audience,
    exp: issuedAt + seconds,
    iat: issuedAt,
    iss: issuer.issuer,
    jti: randomUUID(),
    'kubernetes.io': {
      namespace,
      ...(pod === undefined ? {} : boundClaims(state, pod)),
      serviceaccount: { name, uid: account.metadata.uid },
    },
    nbf: issuedAt,
    sub: `system:serviceaccount:${namespace}:${name}`,
  });
  return {
    kind: tokenRequestKind,
    apiVersion: `${tokenRequestGroup}/v1`,
    metadata: { name, namespace, uid: account.metadata.uid, creationTimestamp: rfc3339(issuedAt) },
    spec: { audiences: audience, expirationSeconds: seconds, boundObjectRef: reference ?? null },
    status: { token, expirationTimestamp: rfc3339(issuedAt + seconds) },
  };
}

const rfc3339 = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

function stringsAt(body: unknown, path: string): string[] {
  const value = valueAt(body, path);
  return Array.isArray(value) ? value.map(String) : [];
}

function boundClaims(state: ClusterState, pod: StoredObject): Record<string, unknown> {
  const nodeName = valueAt(pod, 'spec.nodeName');
  const node = typeof nodeName === 'string' ? state.store.get(kindNamed(state, 'Node'), undefined, nodeName) : undefined;
  return {
    ...(typeof nodeName === 'string' ? { node: { name: nodeName, ...(node === undefined ? {} : { uid: node.metadata.uid }) } } : {}),
    pod: { name: pod.metadata.name, uid: pod.metadata.uid },
  };
}

function boundPod(state: ClusterState, namespace: string, account: string, reference: unknown): StoredObject {
  const name = String(valueAt(reference, 'name') ?? '');
  if (valueAt(reference, 'kind') !== 'Pod') {
    throw badRequest(`cannot bind token to object of type /v1, Kind=${String(valueAt(reference, 'kind'))}`);
  }
  const pod = state.store.get(kindNamed(state, 'Pod'), namespace, name);
  if (pod === undefined) throw notFound({ group: '', resource: 'pods' }, name);
  if (valueAt(pod, 'spec.serviceAccountName') !== account) {
    throw badRequest(`cannot bind token for serviceaccount ${JSON.stringify(account)} to pod running with different serviceaccount name.`);
  }
  const uid = valueAt(reference, 'uid');
  if (typeof uid === 'string' && uid !== '' && uid !== pod.metadata.uid) {
    const why = `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
    throw new ApiFailure(409, 'Conflict', `Operation cannot be fulfilled on Pod "${name}": ${why}`, { name, kind: 'Pod' });
  }
  return pod;
}

/** Whether the account, and the pod the token is bound to, still exist as they were. */
export function subjectExists(state: ClusterState, claims: Readonly<Record<string, unknown>>): boolean {
  const bound = claims['kubernetes.io'];
  const namespace = String(valueAt(bound, 'namespace') ?? '');
  const same = (kind: string, part: unknown) =>
    part === undefined ||
    state.store.get(kindNamed(state, kind), namespace, String(valueAt(part, 'name')))?.metadata.uid === valueAt(part, 'uid');
  return same('ServiceAccount', valueAt(bound, 'serviceaccount')) && same('Pod', valueAt(bound, 'pod'));
}
