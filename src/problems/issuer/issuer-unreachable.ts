import { az, note, word } from '../step.ts';
import { defineProblem } from '../problem.ts';

export interface IssuerUnreachable {
  readonly issuer: string;
  readonly url: string;
  readonly seen: string;
}

export const issuerUnreachable = defineProblem<IssuerUnreachable>({
  code: 'WI401',
  name: 'issuer-unreachable',
  link: 'issuer',
  title: 'The issuer\'s public documents cannot be read',
  brief: 'public documents cannot be read',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  what: ({ url, seen }) => `${url} does not serve what Entra needs: ${seen}`,
  why: () => 'Entra fetches the discovery document and the keys from the issuer itself, anonymously and over the internet; without them it cannot check any token of this cluster.',
  evidence: ({ url, seen }) => [{ label: 'answer', value: seen, of: url }],
  fix: ({ issuer }) => [
    ...(issuer.includes('.azure.com')
      ? [az('let AKS publish it again', 'aks', 'update', '-g', '<resource-group>', '-n', '<cluster>')]
      : [note('Open public read access to the place where the issuer\'s documents are published (for a storage account: blob access and firewall).')]),
    note(`Both ${word(issuer, 'https-url', 'issuer')}.well-known/openid-configuration and the jwks_uri in it must answer 200 without credentials.`),
  ],
  example: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', url: 'https://westeurope.oic.prod-aks.azure.com/…/.well-known/openid-configuration', seen: '404' },
});
