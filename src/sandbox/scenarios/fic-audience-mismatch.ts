import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficAudienceMismatch: Scenario = {
  name: 'fic-audience-mismatch',
  title: 'The credential names another audience',
  story:
    'Somebody typed it in lower case.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, audiences: ['api://azureadtokenexchange'] }])] }),
  command: doctorOrders,
  expect: { ...broken('fic-audience-mismatch'), consequences: ['fic-audience-mismatch'] },
};
