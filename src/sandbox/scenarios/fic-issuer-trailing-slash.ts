import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficIssuerTrailingSlash: Scenario = {
  name: 'fic-issuer-trailing-slash',
  title: 'The credential lacks the trailing slash',
  story:
    'Issuer and subject look the same to the eye. Entra compares bytes.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: issuer.slice(0, -1) }])] }),
  command: doctorOrders,
  expect: { ...broken('fic-issuer-trailing-slash'), consequences: ['fic-issuer-trailing-slash'] },
};
