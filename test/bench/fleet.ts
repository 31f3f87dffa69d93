/** A cluster of 500 deployments with 2,500 pods that share 50 identities. */
import type { AzureScenario, ClusterScenario, KubernetesObject } from '../../src/sandbox/scenario.ts';
import { azure, credential, identity, issuer, template, vaultEnv, webhook } from '../../src/sandbox/scenarios/shop.ts';

const identities = 50;
const deployments = 500;

function guid(kind: number, index: number): string {
  return `${kind}0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

export const fleet: { readonly cluster: ClusterScenario; readonly azure: AzureScenario } = {
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: Array.from({ length: identities }, (_, index) => objectsOf(index)).flat() },
      { do: 'apply', objects: Array.from({ length: deployments }, (_, index) => deploymentOf(index)) },
    ],
  },
  azure: azure({
    identities: Array.from({ length: identities }, (_, index) =>
      identity([{ ...credential, subject: `system:serviceaccount:team-${index}:app` }], { name: `id-${index}`, clientId: guid(1, index), principalId: guid(2, index) }),
    ),
  }),
};

function objectsOf(index: number): readonly KubernetesObject[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: `team-${index}` } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'app', namespace: `team-${index}`, annotations: { 'azure.workload.identity/client-id': guid(1, index) } } },
  ];
}

function deploymentOf(index: number): KubernetesObject {
  const name = `app-${index}`;
  const made = template({ spec: { serviceAccountName: 'app' }, env: vaultEnv });
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: `team-${index % identities}` },
    spec: {
      replicas: 5,
      selector: { matchLabels: { app: name } },
      template: { ...made, metadata: { labels: { app: name, 'azure.workload.identity/use': 'true' } } },
    },
  };
}
