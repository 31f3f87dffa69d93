import type { Scenario } from '../scenario.ts';
import { ficOnWrongIdentity } from './fic-on-wrong-identity.ts';
import { doctorOrders } from './shop.ts';

export const ficNoneUnread: Scenario = {
  name: 'fic-none-unread',
  title: 'A credential on another identity, and nobody may look',
  story:
    'Entra says that the identity has no credential at all. Whether one is missing or was made on another identity shows only in Azure, where the operator is not signed in.',
  cluster: ficOnWrongIdentity.cluster,
  azure: { ...ficOnWrongIdentity.azure, operator: 'none' },
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['fic-none', 'fic-on-wrong-identity'], gaps: ['doctor-rbac-partial'] },
};
