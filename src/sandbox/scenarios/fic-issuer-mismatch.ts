import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficIssuerMismatch: Scenario = {
  name: 'fic-issuer-mismatch',
  title: 'The credential names an issuer that nobody can judge',
  story:
    'Its host does not answer here: another cluster\'s, or a misspelt one.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: 'https://oidc.example.com/clusters/shop' }])] }),
  command: doctorOrders,
  expect: { ...broken('fic-issuer-mismatch'), consequences: ['fic-issuer-mismatch'] },
};
