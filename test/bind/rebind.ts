import type { BindReport } from '../../src/report/bind-report.ts';
import type { AzureScenario, ClusterScenario, FederatedCredentialState, KubernetesObject, ManagedIdentityState } from '../../src/sandbox/scenario.ts';
import { audience, identity, issuer } from '../../src/sandbox/scenarios/shop.ts';
import { reportOf, worldOf, type BindWorld } from './bind.ts';

/** Of the cluster that is no more, or that was there first. */
export const former = issuer.replace('22222222', '99999999');

/** An account that is annotated with the client id of an identity. */
export function account(name: string, { identity: at = 1, namespace = 'shop', labels = {} }: { readonly identity?: number; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> } = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, labels, annotations: { 'azure.workload.identity/client-id': idOf(at, '5') } } };
}

function idOf(at: number, digit: string): string {
  return `${digit}${at.toString().padStart(7, '0')}-6c1d-4a8e-9a3b-0d2f6b7c91ab`;
}

/** One of several identities, by its number. */
export function identityOf(at: number, credentials: readonly FederatedCredentialState[]): ManagedIdentityState {
  return identity(credentials, { name: `id-${at}`, clientId: idOf(at, '5'), principalId: idOf(at, '6') });
}

export function credentialFor(name: string, of = former, more: Partial<FederatedCredentialState> = {}, namespace = 'shop'): FederatedCredentialState {
  return { name: `fic-${name}`, issuer: of, subject: `system:serviceaccount:${namespace}:${name}`, audiences: [audience], ...more };
}

/** Credentials that say nothing of these accounts. */
export function others(count: number): readonly FederatedCredentialState[] {
  return Array.from({ length: count }, (_, at) => credentialFor(`other-${at}`, 'https://token.actions.githubusercontent.com'));
}

export function rebindWorld(objects: readonly KubernetesObject[], identities: readonly ManagedIdentityState[], more: Partial<AzureScenario> = {}, ofCluster: Partial<ClusterScenario> = {}): BindWorld {
  return worldOf(objects, { identities, ...more }, ofCluster);
}

export function rebindJson(env: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<BindReport> {
  return reportOf(env, ['rebind', ...argv, ...(argv.includes('--from-issuer') ? [] : ['--from-issuer', former])]);
}

/** `part object: outcome` of each step, the names of new credentials without their mark. */
export function stepsOf({ steps }: BindReport): readonly string[] {
  return steps.map(({ part, object, outcome }) => `${part === 'exchange' ? '' : `${part} `}${object.replace(/-[0-9a-f]{8} on/, '-* on')}: ${outcome}`);
}
