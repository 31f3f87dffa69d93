import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvModelMismatch: Scenario = {
  name: 'kv-model-mismatch',
  title: 'The role was given, but the vault uses access policies',
  story:
    'A role assignment has no effect on such a vault.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ permissionModel: 'access-policy' })] }),
  command: doctorOrders,
  expect: broken('kv-model-mismatch'),
};
