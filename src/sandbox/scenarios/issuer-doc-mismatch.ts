import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

export const issuerDocMismatch: Scenario = {
  name: 'issuer-doc-mismatch',
  title: 'The discovery document names another issuer',
  story:
    'The document lost its trailing slash when it was published again.',
  cluster: { issuer, steps: steps() },
  azure: azure({
    issuers: [
      {
        issuer,
        serves: { status: 200, body: JSON.stringify({ issuer: issuer.slice(0, -1), jwks_uri: `${issuer}openid/v1/jwks` }) },
      },
    ],
  }),
  command: doctorOrders,
  expect: { ...broken('issuer-doc-mismatch'), consequences: ['issuer-unreachable'] },
};
