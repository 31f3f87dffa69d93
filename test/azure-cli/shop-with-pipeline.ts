/** A world in which a pipeline signs in with `az` as an application, by the token of a service account of the cluster. */
import type { ApplicationState, AzureScenario, KubernetesObject } from '../../src/sandbox/scenario.ts';
import { audience, issuer, tenantId } from '../../src/sandbox/scenarios/shop.ts';
import { worldOf, type BindWorld } from '../bind/bind.ts';

export const pipeline = { namespace: 'ci', account: 'deployer', appId: 'c0c0c0c0-0000-4000-8000-000000000001', objectId: 'c0c0c0c0-0000-4000-8000-000000000003' } as const;

export const pipelineObjects: readonly KubernetesObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: pipeline.namespace } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: pipeline.account, namespace: pipeline.namespace } },
];

export function pipelineApplication(ofIssuer: string): ApplicationState {
  return {
    displayName: 'deployer',
    tenantId,
    appId: pipeline.appId,
    objectId: 'c0c0c0c0-0000-4000-8000-000000000002',
    servicePrincipal: { objectId: pipeline.objectId },
    federatedCredentials: [{ name: 'pipeline', issuer: ofIssuer, subject: `system:serviceaccount:${pipeline.namespace}:${pipeline.account}`, audiences: [audience] }],
  };
}

export function shopWithPipeline(objects: readonly KubernetesObject[], more: Partial<AzureScenario> = {}, applications: readonly ApplicationState[] = []): BindWorld {
  return worldOf([...pipelineObjects, ...objects], {
    applications: [...applications, pipelineApplication(issuer)],
    operator: { tenantId, may: ['resource-graph', 'arm-identities', 'arm-groups', 'arm-credentials', 'arm-vaults', 'graph'], application: pipeline.appId },
    ...more,
  });
}
