import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';
import type { IdentityRef, Presented } from '../mend.ts';

export interface TokenAudMismatch {
  readonly audience: string;
  readonly origin: string;
  readonly identity: IdentityRef;
  readonly presented: Presented;
}

export const tokenAudMismatch = defineProblem<TokenAudMismatch>({
  code: 'WI451',
  name: 'token-aud-mismatch',
  link: 'token',
  title: 'The token is made out for another audience',
  brief: 'made out for another audience',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['webhook-custom-audience', 'ib-sdk-no-optin'],
  what: ({ audience }) => `The token's audience is ${audience}, which no credential of the identity accepts`,
  why: () => 'Entra compares the audience byte for byte with the credential\'s (AADSTS700212). The usual one is api://AzureADTokenExchange; this pod\'s token volume, or the webhook\'s --audience, says another.',
  evidence: ({ audience, origin }) => [
    { label: 'presented', value: audience, of: origin },
    { label: 'expected', value: 'api://AzureADTokenExchange' },
  ],
  fix: ({ origin }) => [
    note(`Take --audience away from the webhook (its Deployment's arguments), or set it to api://AzureADTokenExchange, then make new pods. The audience was seen in ${origin}.`),
    note('Or, if the other audience is meant, put the same one into the federated credential.'),
  ],
  example: { audience: 'api://custom', origin: 'volume azure-identity-token', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://custom' } },
});
