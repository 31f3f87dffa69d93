/** What is served outside of resources: version, discovery, health, and the issuer's two documents. */
import { jsonAnswer, textAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { discoveryDocument } from './discovery.ts';
import { openApiDocument } from './openapi.ts';
import { kubernetesVersion } from './state.ts';
import type { ClusterState } from './state.ts';
import { ApiFailure } from './status.ts';
import type { TokenIssuer } from './tokens.ts';

const openIdPath = '/.well-known/openid-configuration';
const keySetPath = '/openid/v1/jwks';
const keySetType = 'application/jwk-set+json';

export function answerPath(state: ClusterState, issuer: TokenIssuer, path: string, accept: string, serverAddress: string): Answer {
  if (path === '/version' || path === '/version/') return jsonAnswer(200, versionDocument());
  if (/^\/(healthz|livez|readyz)(\/|$)/.test(path)) return textAnswer(200, 'ok');
  // The API server serves these only for an issuer that can be an OpenID provider.
  if (issuer.issuer.startsWith('https://')) {
    if (path === openIdPath) return accepting(accept, 'application/json', openIdConfiguration(issuer));
    if (path === keySetPath) return accepting(accept, keySetType, issuer.keySet);
  }
  const document = discoveryDocument(state.kinds, path, serverAddress) ?? openApiDocument(state.kinds, path);
  return document === undefined ? textAnswer(404, '404 page not found\n') : jsonAnswer(200, document);
}

function versionDocument(): Record<string, string> {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(kubernetesVersion) ?? [];
  return {
    major,
    minor,
    emulationMajor: major,
    emulationMinor: minor,
    minCompatibilityMajor: major,
    minCompatibilityMinor: String(Number(minor) - 1),
    gitVersion: kubernetesVersion,
    gitCommit: '0'.repeat(40),
    gitTreeState: 'clean',
    buildDate: '2026-01-01T00:00:00Z',
    goVersion: 'go1.25.0',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}

function openIdConfiguration({ issuer, algorithm }: TokenIssuer): unknown {
  return {
    issuer,
    jwks_uri: `${issuer.replace(/\/$/, '')}${keySetPath}`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [algorithm],
  };
}

/** These two paths know one media type each, and refuse a client that does not take it (corrections, 2). */
function accepting(accept: string, type: string, body: unknown): Answer {
  const ranges = accept.split(',').map((each) => each.split(';')[0]?.trim() ?? '');
  const wildcard = `${type.split('/')[0]}/*`;
  if (accept !== '' && !ranges.some((each) => each === type || each === '*/*' || each === wildcard)) {
    throw new ApiFailure(406, 'NotAcceptable', `406: Not Acceptable\n\nAvailable representations: ${type}`, {});
  }
  return { status: 200, headers: { 'content-type': type, 'cache-control': 'public, max-age=3600' }, body: JSON.stringify(body) };
}
