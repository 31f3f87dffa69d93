import { signature } from '../../evidence/issuer.ts';
import { issuerJwksWrongPath } from '../../problems/issuer/issuer-jwks-wrong-path.ts';
import { jwksAlgUnsupported } from '../../problems/issuer/jwks-alg-unsupported.ts';
import { jwksKeyMismatch } from '../../problems/issuer/jwks-key-mismatch.ts';
import { jwksMissingKid } from '../../problems/issuer/jwks-missing-kid.ts';
import { defineCheck, fail, ok } from '../check.ts';

export const publishesKey = defineCheck({
  id: 'issuer/publishes-key',
  title: "the issuer publishes the key that signs the cluster's tokens",
  each: 'login',
  reads: [signature],
  problems: [jwksAlgUnsupported, jwksMissingKid, jwksKeyMismatch, issuerJwksWrongPath],
  run([{ issuer, jwksUri, kid = '', keyPublished, verified, publishedKids, keySetStatus, keySetMalformed, algorithm }]) {
    if (algorithm !== 'RS256') return fail(jwksAlgUnsupported, { issuer, algorithm });
    if (keySetStatus !== 200 || keySetMalformed) {
      return fail(issuerJwksWrongPath, { issuer, url: jwksUri, seen: keySetMalformed ? 'no key set' : `HTTP ${keySetStatus}` });
    }
    if (!keyPublished) return fail(jwksMissingKid, { issuer, url: jwksUri, kid, published: publishedKids });
    if (!verified) return fail(jwksKeyMismatch, { url: jwksUri, kid });
    return ok(`public, publishes key ${kid.length > 12 ? `${kid.slice(0, 8)}…` : kid}`, 'proved');
  },
});
