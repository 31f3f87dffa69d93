import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

export const jwksMissingKid: Scenario = {
  name: 'jwks-missing-kid',
  title: 'The signing key is not published',
  story:
    'The cluster signs with a new key; the published set still holds the old one.',
  cluster: { issuer, steps: steps() },
  azure: azure({ issuers: [{ issuer, serves: 'other-keys' }] }),
  command: doctorOrders,
  expect: { ...broken('jwks-missing-kid'), consequences: ['jwks-missing-kid'] },
};
