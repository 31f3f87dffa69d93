import type { Scenario } from '../scenario.ts';
import { butSecrets } from './kv-abac-condition.ts';
import { azure, doctorOrders, issuer, principalId, steps, vault } from './shop.ts';

export const kvAbacConditionNew: Scenario = {
  name: 'kv-abac-condition-new',
  title: 'A new role with a condition',
  story: 'The role was given minutes ago, under a condition. It may be on its way still, or the condition leaves the secret out: only time tells.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ roleAssignments: [{ principalId, role: 'Key Vault Secrets User', condition: butSecrets }] })] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['kv-abac-condition', 'kv-rbac-propagation'] },
};
