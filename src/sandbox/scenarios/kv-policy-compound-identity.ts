import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, otherClientId, principalId, steps, vault } from './shop.ts';

export const kvPolicyCompoundIdentity: Scenario = {
  name: 'kv-policy-compound-identity',
  title: 'The access policy is for the identity together with an application',
  story:
    'The policy has an authorized application, so it admits the two together and neither alone. The closest that is right is healthy-access-policy.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ permissionModel: 'access-policy', roleAssignments: [], accessPolicies: [{ objectId: principalId, application: otherClientId, secrets: ['get'] }] })] }),
  command: doctorOrders,
  expect: broken('kv-policy-compound-identity'),
};
