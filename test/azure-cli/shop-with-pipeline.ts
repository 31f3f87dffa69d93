/** A world in which a pipeline signs in with `az` as an application, by the token of a service account of the cluster. */
import type { ApplicationState, AzureScenario, KubernetesObject } from '../../src/sandbox/scenario.ts';
import { audience, issuer, tenantId } from '../../src/sandbox/scenarios/shop.ts';
import { worldOf, type BindWorld } from '../bind/bind.ts';

export const pipeline = { namespace: 'ci', account: 'deployer', appId: 'c0c0c0c0-0000-4000-8000-000000000001', tenantId, audience };

export function shopWithPipeline(objects: readonly KubernetesObject[], more: Partial<AzureScenario> = {}, applications: readonly ApplicationState[] = []): BindWorld {
  const { namespace, account, appId } = pipeline;
  const own: readonly KubernetesObject[] = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, namespace } },
  ];
  return worldOf([...own, ...objects], {
    applications: [
      ...applications,
      {
        displayName: 'deployer',
        tenantId,
        appId,
        objectId: 'c0c0c0c0-0000-4000-8000-000000000002',
        servicePrincipal: { objectId: 'c0c0c0c0-0000-4000-8000-000000000003' },
        federatedCredentials: [{ name: 'pipeline', issuer, subject: `system:serviceaccount:${namespace}:${account}`, audiences: [audience] }],
      },
    ],
    operator: { tenantId, may: ['resource-graph', 'arm-identities', 'arm-groups', 'arm-credentials', 'arm-vaults', 'graph'], application: appId },
    ...more,
  });
}
