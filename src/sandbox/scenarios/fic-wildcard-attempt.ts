import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficWildcardAttempt: Scenario = {
  name: 'fic-wildcard-attempt',
  title: 'A wildcard in the credential',
  story:
    'system:serviceaccount:shop:* was accepted when it was created, and never matches.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, subject: 'system:serviceaccount:shop:*' }])] }),
  command: doctorOrders,
  expect: { ...broken('fic-wildcard-attempt'), consequences: ['fic-wildcard-attempt'] },
};
