import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

export const issuerJwksWrongPath: Scenario = {
  name: 'issuer-jwks-wrong-path',
  title: 'The key set is not where it should be',
  story:
    'The discovery document was published, the key set was forgotten.',
  cluster: { issuer, steps: steps() },
  azure: azure({ issuers: [{ issuer, serves: 'no-keys' }] }),
  command: doctorOrders,
  expect: { ...broken('issuer-jwks-wrong-path'), consequences: ['issuer-unreachable'] },
};
