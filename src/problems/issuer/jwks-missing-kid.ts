import { az, kubectl, note } from '../step.ts';
import { defineProblem } from '../problem.ts';

export interface JwksMissingKid {
  readonly issuer: string;
  readonly url: string;
  readonly kid: string;
  /** Undefined where the keys could not be read. */
  readonly published?: readonly string[];
}

export const jwksMissingKid = defineProblem<JwksMissingKid>({
  code: 'WI402',
  name: 'jwks-missing-kid',
  link: 'issuer',
  title: 'The issuer does not publish the key that signs the tokens',
  brief: 'does not publish the signing key',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ kid, published }) => `The key that signed the token (kid ${kid || 'none'}) ${published === undefined ? 'may be missing' : 'is not'} among the keys of its issuer`,
  why: () => 'Entra finds the key by its id in the published set, and refuses the token when it is not there (AADSTS7000272). The signing key was rotated, and the published set was not.',
  evidence: ({ kid, published, url }) => [
    { label: 'token', value: kid, of: 'kid of its header' },
    ...(published === undefined ? [] : [{ label: 'published', value: published.join(', ') || 'none', of: url }]),
  ],
  fix: ({ issuer }) => [
    ...(issuer.includes('.azure.com')
      ? [az('let AKS publish its keys again', 'aks', 'update', '-g', '<resource-group>', '-n', '<cluster>')]
      : [kubectl('get the keys that the cluster signs with, and publish them beside the old ones', 'get', '--raw', '/openid/v1/jwks')]),
    note('Entra may keep the old set for half an hour.'),
  ],
  example: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', url: 'https://westeurope.oic.prod-aks.azure.com/…/openid/v1/jwks', kid: 'Xk2…', published: ['Ab1…'] },
});
