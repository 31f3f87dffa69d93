import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';
import type { IdentityRef, Presented } from '../mend.ts';

export interface FicPropagation {
  /** Undefined where the credentials could not be read. */
  readonly credential?: string;
  readonly identity: IdentityRef;
  readonly presented: Presented;
  readonly description: string;
}

export const ficPropagation = defineProblem<FicPropagation>({
  code: 'WI555',
  name: 'fic-propagation',
  link: 'federated-credential',
  title: 'Entra does not yet know the credential that can be read',
  brief: 'matches, but Entra does not know it yet',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  covers: ['fic-stale-needs-recreate', 'fic-intermittent-mismatch'],
  what: ({ credential }) =>
    credential === undefined ? 'A credential that matches may be too new for Entra to know it' : `${credential} matches byte for byte, but Entra still says that none does`,
  why: () => 'A new or changed credential takes seconds to minutes to reach every replica of Entra, and an early refusal is cached for a while. One that stays refused for half an hour never arrived.',
  evidence: ({ description }) => [{ label: 'Entra', value: description }],
  fix: () => [note('Wait some minutes and look again; if it stays so for half an hour, delete the credential and create it anew.')],
  example: { credential: 'fic-orders', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' }, description: 'AADSTS700213: No matching federated identity record found for presented assertion subject.' },
});
