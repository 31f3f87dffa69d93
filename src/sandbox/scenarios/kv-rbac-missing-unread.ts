import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvRbacMissingUnread: Scenario = {
  name: 'kv-rbac-missing-unread',
  title: 'The same, without a look at the role assignments',
  story:
    'The vault says that no role was found, and who has which role there cannot be read: the role may be missing, be another one, be given to another id, or be new.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ roleAssignments: [] })], operator: 'none' }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['kv-rbac-missing', 'kv-rbac-propagation', 'kv-rbac-wrong-principal', 'kv-rbac-wrong-role'] },
};
