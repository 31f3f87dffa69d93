import type { Scenario } from '../scenario.ts';
import { azure, broken, credentialWrite, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficPolicyDenied: Scenario = {
  name: 'fic-policy-denied',
  title: 'A policy of Azure refuses the credential',
  story:
    'The credential names an issuer that a policy does not allow.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([])], activity: [credentialWrite('fic-orders', 'someone@example.com', 90, { status: 403, code: 'RequestDisallowedByPolicy', message: "Resource 'fic-orders' was disallowed by policy." })] }),
  command: doctorOrders,
  expect: { ...broken('fic-policy-denied'), consequences: ['fic-none'] },
};
