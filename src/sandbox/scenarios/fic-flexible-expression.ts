import type { Scenario } from '../scenario.ts';
import { audience, azure, broken, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficFlexibleExpression: Scenario = {
  name: 'fic-flexible-expression',
  title: 'A credential with an expression',
  story:
    'The identity has a flexible credential, which Entra does not match with a Kubernetes issuer.',
  cluster: { issuer, steps: steps() },
  azure: azure({
    identities: [
      identity([
        { name: 'fic-flexible', issuer, audiences: [audience], claimsMatchingExpression: { value: "claims['sub'] matches 'system:serviceaccount:shop:*'", languageVersion: 1 } },
      ]),
    ],
  }),
  command: doctorOrders,
  expect: { ...broken('fic-flexible-expression'), consequences: ['fic-flexible-expression'] },
};
