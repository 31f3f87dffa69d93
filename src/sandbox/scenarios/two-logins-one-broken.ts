import type { Scenario } from '../scenario.ts';
import { healthyTwoLogins } from './healthy-two-logins.ts';
import { azure, broken, doctorOrders, identity, otherClientId, otherPrincipalId } from './shop.ts';

export const twoLoginsOneBroken: Scenario = {
  name: 'two-logins-one-broken',
  title: 'Two containers, one identity without a credential',
  story:
    'Each container uses an identity of its own; only one of them can log in.',
  cluster: healthyTwoLogins.cluster,
  azure: azure({ identities: [identity(), identity([], { name: 'id-report', clientId: otherClientId, principalId: otherPrincipalId })] }),
  command: doctorOrders,
  expect: { ...broken('fic-none'), consequences: ['fic-none'] },
};
