import type { BindReport } from '../../src/report/bind-report.ts';
import type { AzureScenario, KubernetesObject } from '../../src/sandbox/scenario.ts';
import { clientId, identity, template } from '../../src/sandbox/scenarios/shop.ts';
import { bareDeployment, reportOf, worldOf, type BindWorld } from './bind.ts';

export const identityId = '/subscriptions/33333333-3333-4333-8333-333333333333/resourcegroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders';

/** A Deployment that has its identity of pod identity v1. */
export function labelled(name = 'orders', namespace = 'shop', selector = name): KubernetesObject {
  const bare = bareDeployment();
  const pods = template({ labels: { aadpodidbinding: selector }, spec: { serviceAccountName: undefined } });
  const text = JSON.stringify({ ...bare, metadata: { ...bare.metadata, namespace }, spec: { ...(bare['spec'] as object), template: pods } });
  return JSON.parse(text.replaceAll('"orders"', JSON.stringify(name)).replace(/"aadpodidbinding":"[^"]*"/, `"aadpodidbinding":${JSON.stringify(selector)}`)) as KubernetesObject;
}

export function azureIdentity(name = 'orders', spec: Readonly<Record<string, unknown>> = {}, namespace = 'shop', annotations: Readonly<Record<string, string>> = {}): KubernetesObject {
  return { apiVersion: 'aadpodidentity.k8s.io/v1', kind: 'AzureIdentity', metadata: { name, namespace, annotations }, spec: { type: 0, resourceID: identityId, clientID: clientId, ...spec } };
}

export function azureIdentityBinding(name = 'orders', selector = 'orders', namespace = 'shop', of = 'orders'): KubernetesObject {
  return { apiVersion: 'aadpodidentity.k8s.io/v1', kind: 'AzureIdentityBinding', metadata: { name, namespace }, spec: { azureIdentity: of, selector } };
}

export function migrateWorld(objects: readonly KubernetesObject[], more: Partial<AzureScenario> = {}): BindWorld {
  return worldOf(objects, { identities: [identity([])], ...more });
}

export const v1 = [azureIdentity(), azureIdentityBinding()];

/** A second identity, which serves the same tenant. */
export const otherIdentity = identity([], { name: 'id-billing', clientId: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', principalId: '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b' });
export const otherId = identityId.replace('id-orders', 'id-billing');

export function migrateJson(env: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<BindReport> {
  return reportOf(env, ['migrate', ...argv]);
}
