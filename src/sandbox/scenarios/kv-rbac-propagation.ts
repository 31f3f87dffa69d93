import type { Scenario } from '../scenario.ts';
import { azure, broken, deniedByRbac, doctorOrders, issuer, steps } from './shop.ts';

export const kvRbacPropagation: Scenario = {
  name: 'kv-rbac-propagation',
  title: 'The role is there, the vault does not know it yet',
  story:
    'The assignment was made a minute ago.',
  cluster: { issuer, steps: steps() },
  azure: azure({
    faults: deniedByRbac,
  }),
  command: doctorOrders,
  expect: broken('kv-rbac-propagation'),
};
