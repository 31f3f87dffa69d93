import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, otherClientId, serviceAccount, vault, webhook } from './shop.ts';

export const twoStaleClientIdAndRole: Scenario = {
  name: 'two-stale-client-id-and-role',
  title: 'Pods with the old client id, a new identity without a role',
  story:
    'The account names the new identity, the pods still use the one that was deleted. A restart alone would bring them to a vault that refuses them.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': otherClientId })] },
      { do: 'apply', objects: [deployment()] },
      { do: 'apply', objects: [namespace, serviceAccount()] },
    ],
  },
  azure: azure({ vaults: [vault({ roleAssignments: [] })] }),
  command: doctorOrders,
  expect: { ...broken('pod-stale-client-id', 'kv-rbac-missing'), consequences: ['identity-not-found'] },
};
