import type { Scenario } from '../scenario.ts';
import { azure, credential, doctorOrders, fine, identity, issuer, otherClientId, otherPrincipalId, principalId, serviceAccount, steps, vault } from './shop.ts';

export const healthyRollout: Scenario = {
  name: 'healthy-rollout',
  title: 'A rollout under way',
  story:
    'The service account was annotated anew and the deployment restarted; old pods are on their way out. The doctor warns, and raises no alarm.',
  cluster: {
    issuer,
    steps: [
      ...steps(),
      { do: 'pods', become: 'pending' },
      { do: 'apply', objects: [serviceAccount({ 'azure.workload.identity/client-id': otherClientId })] },
      {
        do: 'patch',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'orders',
        patch: { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-11-23T20:00:00Z' } } } } },
      },
    ],
  },
  azure: azure({
    identities: [identity(), identity([credential], { name: 'id-new', clientId: otherClientId, principalId: otherPrincipalId })],
    vaults: [vault({ roleAssignments: [principalId, otherPrincipalId].map((id) => ({ principalId: id, role: 'Key Vault Secrets User' as const })) })],
  }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['pod-stale-client-id'] },
};
