import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface JwksEntraCache {
  /** Undefined where the keys could not be read. */
  readonly url?: string;
  readonly kid: string;
}

export const jwksEntraCache = defineProblem<JwksEntraCache>({
  code: 'WI407',
  name: 'jwks-entra-cache',
  link: 'issuer',
  title: 'Entra does not yet know a key that is published',
  brief: 'Entra still has the old keys',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  what: ({ kid, url }) => url === undefined ? `The issuer may publish the key ${kid}, and Entra still go by an older set` : `The issuer publishes the key ${kid}, but Entra still goes by an older set`,
  why: () => 'Entra keeps the keys of an issuer for half an hour and more; a key that is used right after it was published is unknown there (AADSTS7000272).',
  evidence: ({ kid, url }) => url === undefined ? [] : [{ label: 'published', value: kid, of: url }],
  fix: () => [note('Wait half an hour and look again. At the next rotation publish the new key first, and sign with it an hour later.')],
  example: { url: 'https://issuer.example/openid/v1/jwks', kid: 'Xk2mQ' },
});
