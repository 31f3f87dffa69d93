import type { Scenario } from '../scenario.ts';
import { healthyTwoLogins } from './healthy-two-logins.ts';
import { azure, broken, doctorOrders, identity, otherClientId, otherPrincipalId, vault } from './shop.ts';

export const twoContainersTwoIdentities: Scenario = {
  name: 'two-containers-two-identities',
  title: 'Two containers, each with a fault of its own',
  story:
    'The identity of the report has no credential. That of the application signs in, and has no role on the vault.',
  cluster: healthyTwoLogins.cluster,
  azure: azure({ identities: [identity(), identity([], { name: 'id-report', clientId: otherClientId, principalId: otherPrincipalId })], vaults: [vault({ roleAssignments: [] })] }),
  command: doctorOrders,
  expect: { ...broken('fic-none', 'kv-rbac-missing'), consequences: ['fic-none'] },
};
