/** Public issuer addresses: the discovery document and keys of each cluster, under their real host names. */
import type { IssuerState } from '../scenario.ts';
import { rsaKey } from './tokens.ts';
import type { JsonWebKeySet } from './tokens.ts';
import { json } from './wire.ts';
import type { Answer } from './wire.ts';

export interface ClusterIssuer {
  /** Byte for byte as in the tokens. */
  readonly issuer: string;
  keys(): Promise<JsonWebKeySet> | JsonWebKeySet;
}

export interface IssuerHosting {
  /** `refused`: nothing listens on this host. */
  host(host: string): 'refused' | 'served' | 'unknown';
  /** The document at an https address; `refused` where nothing listens, undefined where no issuer lives. */
  document(url: URL): Promise<Answer | 'refused' | undefined>;
}

const discoveryPath = '/.well-known/openid-configuration';
const keysPath = '/openid/v1/jwks';

/** Azure storage's answer for a blob that is not there. */
const blobNotFound = '\ufeff<?xml version="1.0" encoding="utf-8"?><Error><Code>BlobNotFound</Code><Message>The specified blob does not exist.</Message></Error>';

export function hostIssuers(clusters: readonly ClusterIssuer[], states: readonly IssuerState[]): IssuerHosting {
  let foreignKeys: JsonWebKeySet | undefined;
  const names = [...new Set([...clusters.map(({ issuer }) => issuer), ...states.map(({ issuer }) => issuer)])];
  const sites = names.flatMap((issuer) => {
    const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
    // Entra and everybody else fetch over https on the standard port only.
    if (url === undefined || url.protocol !== 'https:' || url.port !== '') return [];
    const serves = states.find((state) => state.issuer === issuer)?.serves ?? 'cluster-keys';
    const keys = clusters.find((cluster) => cluster.issuer === issuer)?.keys;
    return [{ issuer, host: url.hostname, base: url.pathname.replace(/\/$/, ''), serves, keys }];
  });
  return {
    host: (host) => {
      const here = sites.filter((site) => site.host === host);
      if (here.length === 0) return 'unknown';
      return here.every((site) => site.serves === 'nothing') ? 'refused' : 'served';
    },
    document: async (url) => {
      const site = sites.find(({ host, base }) => host === url.hostname && [discoveryPath, keysPath].some((path) => url.pathname === base + path));
      if (site === undefined) {
        return sites.some(({ host }) => host === url.hostname) ? { status: 404, headers: { 'content-type': 'application/xml' }, body: blobNotFound } : undefined;
      }
      const isDiscovery = url.pathname.endsWith(discoveryPath);
      if (site.serves === 'nothing') return 'refused';
      // A scenario's own 200 document replaces discovery alone, so that a wrong document can stand beside right keys.
      if (typeof site.serves === 'object' && (isDiscovery || site.serves.status !== 200)) return written(site.serves);
      if (isDiscovery) return json(200, discovery(site.issuer, `https://${site.host}${site.base}`));
      if (site.serves === 'no-keys') return { status: 404, headers: { 'content-type': 'application/xml' }, body: blobNotFound };
      if (site.serves === 'forged-keys') return json(200, forged((await site.keys?.()) ?? { keys: [] }));
      if (site.serves === 'other-keys') return json(200, (foreignKeys ??= rsaKey().keys));
      return json(200, (await site.keys?.()) ?? { keys: [] });
    },
  };
}

/** Keys of the same ids that sign nothing. */
function forged({ keys }: JsonWebKeySet): JsonWebKeySet {
  return { keys: keys.flatMap(({ kid }) => rsaKey().keys.keys.map((key) => ({ ...key, ...(kid === undefined ? {} : { kid }) }))) };
}

/** As kube-apiserver writes it; the issuer keeps its trailing slash. */
function discovery(issuer: string, base: string): unknown {
  return {
    issuer,
    jwks_uri: `${base}${keysPath}`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function written({ status, body = blobNotFound }: { readonly status: number; readonly body?: string }): Answer {
  const type = body.startsWith('{') ? 'application/json' : body.includes('<?xml') ? 'application/xml' : 'text/html';
  return { status, headers: { 'content-type': type }, body };
}
