import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, identity, issuer, steps } from './shop.ts';

export const twoIssuerAndNoCredential: Scenario = {
  name: 'two-issuer-and-no-credential',
  title: 'No key set, and no credential',
  story:
    'The key set was never published, and the identity trusts nobody yet: the set-up was left half done.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([])], issuers: [{ issuer, serves: 'no-keys' }] }),
  command: doctorOrders,
  expect: { ...broken('issuer-jwks-wrong-path', 'fic-none'), consequences: ['fic-none'] },
};
