import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

export const jwksKeyMismatch: Scenario = {
  name: 'jwks-key-mismatch',
  title: 'The published key is another one',
  story:
    'The key set was published from another cluster: the key id is right, the key is not.',
  cluster: { issuer, steps: steps() },
  azure: azure({ issuers: [{ issuer, serves: 'forged-keys' }] }),
  command: doctorOrders,
  expect: { ...broken('jwks-key-mismatch'), consequences: ['jwks-key-mismatch'] },
};
