import type { Scenario } from '../scenario.ts';
import { azure, broken, credentialWrite, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficRegionUnsupported: Scenario = {
  name: 'fic-region-unsupported',
  title: 'Identities of this region can have no credential',
  story:
    'The identity is in a region where Azure has no federated credentials yet, and says so to whoever writes one.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([])], activity: [credentialWrite('fic-orders', 'someone@example.com', 90, { status: 405, code: 'MethodNotAllowed', message: 'Support for federated identity credentials not enabled.' })] }),
  command: doctorOrders,
  expect: { ...broken('fic-region-unsupported'), consequences: ['fic-none'] },
};
