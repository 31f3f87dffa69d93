import type { Scenario } from '../scenario.ts';
import { podLabelMissing } from './pod-label-missing.ts';
import { azure, broken, doctorOrders, vault } from './shop.ts';

export const twoLabelAndRole: Scenario = {
  name: 'two-label-and-role',
  title: 'The label is missing, and so is the role',
  story:
    'The pods lack the label, so nothing is injected. What they would sign in with after mending is tried as well: it gets a token, which the vault refuses.',
  cluster: podLabelMissing.cluster,
  azure: azure({ vaults: [vault({ roleAssignments: [] })] }),
  command: doctorOrders,
  expect: { ...broken('pod-label-missing', 'kv-rbac-missing'), consequences: ['pod-label-missing'] },
};
