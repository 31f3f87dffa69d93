import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, otherClientId, steps } from './shop.ts';

export const identityNotFound: Scenario = {
  name: 'identity-not-found',
  title: 'The identity was deleted',
  story:
    'Nobody has this client id any more; neither Graph nor Entra knows it.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([credential], { clientId: otherClientId })] }),
  command: doctorOrders,
  expect: { ...broken('identity-not-found'), consequences: ['identity-not-found'] },
};
