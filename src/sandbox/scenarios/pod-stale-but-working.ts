import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, deployment, doctorOrders, identity, issuer, namespace, otherClientId, otherPrincipalId, principalId, serviceAccount, vault, webhook } from './shop.ts';

export const podStaleButWorking: Scenario = {
  name: 'pod-stale-but-working',
  title: 'The old identity still works',
  story:
    'The pods use the identity from before, which still opens the vault. It is not the one that the service account names.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': otherClientId })] },
      { do: 'apply', objects: [deployment()] },
      { do: 'apply', objects: [serviceAccount()] },
    ],
  },
  azure: azure({
    identities: [identity(), identity([credential], { name: 'id-old', clientId: otherClientId, principalId: otherPrincipalId })],
    vaults: [vault({ roleAssignments: [principalId, otherPrincipalId].map((id) => ({ principalId: id, role: 'Key Vault Secrets User' as const })) })],
  }),
  command: doctorOrders,
  expect: broken('pod-stale-client-id'),
};
