import type { Scenario } from '../scenario.ts';
import { azure, broken, clientId, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvRbacWrongPrincipal: Scenario = {
  name: 'kv-rbac-wrong-principal',
  title: 'The role was given to the client id',
  story:
    'A script took the client id where the object id belongs.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ roleAssignments: [{ principalId: clientId, role: 'Key Vault Secrets User' }] })] }),
  command: doctorOrders,
  expect: broken('kv-rbac-wrong-principal'),
};
