import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, otherClientId, otherPrincipalId, steps } from './shop.ts';

export const ficOnWrongIdentity: Scenario = {
  name: 'fic-on-wrong-identity',
  title: 'The credential is on another identity',
  story:
    'It was added to the test identity of the same resource group.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([]), identity([credential], { name: 'id-orders-test', clientId: otherClientId, principalId: otherPrincipalId })] }),
  command: doctorOrders,
  expect: { ...broken('fic-on-wrong-identity'), consequences: ['fic-none'] },
};
