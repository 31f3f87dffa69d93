import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps, tenantId } from './shop.ts';

export const ficIssuerMismatch: Scenario = {
  name: 'fic-issuer-mismatch',
  title: 'The credential was made for another cluster',
  story:
    'The cluster was created anew and has a new issuer; the credential still names the old one.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: `https://westeurope.oic.prod-aks.azure.com/${tenantId}/99999999-9999-4999-8999-999999999999/` }])] }),
  command: doctorOrders,
  expect: { ...broken('fic-issuer-mismatch'), consequences: ['fic-issuer-mismatch'] },
};
