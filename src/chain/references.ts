/** How checks put what they were given into the data of problems. */
import { wi, word, type Step } from '../problems/step.ts';
import type { Answer } from '../evidence/answer.ts';
import type { Identity } from '../evidence/identity.ts';
import type { Login, Owner, Sourced, Target } from '../evidence/subject.ts';
import type { Token } from '../evidence/token.ts';
import { mountRef } from './csi/mount-ref.ts';
import type { MountRef } from '../problems/secret-provider-class.ts';
import { mostCredentials, reference, type AccountRef, type IdentityRef, type Presented } from '../problems/mend.ts';

export function accountOf(login: Pick<Login, 'namespace' | 'serviceAccount'>): AccountRef {
  return { namespace: login.namespace, name: login.serviceAccount };
}

/** Whether the webhook gave the pod the value, as far as its origin tells. */
export function isInjectedValue(sourced: Sourced | undefined): boolean {
  return sourced !== undefined && /, (injected|as a dry run injects it)$/.test(sourced.origin);
}

/** Container whose env the template itself gives the client id, where it does. */
export function ownContainerOf({ ownClientId, containers }: Login): { readonly container?: string } {
  const [container] = containers;
  return ownClientId && container !== undefined ? { container } : {};
}

/** Container whose env the template itself gives the tenant, where it does. */
export function tenantContainerOf({ tenantId, containers }: Login): { readonly container?: string } {
  const [container] = containers;
  return tenantId?.origin.endsWith(', set by the template') === true && container !== undefined ? { container } : {};
}

/** The SecretProviderClass that gives the driver's login its values; undefined for a login by the webhook. */
export function classOf({ mount, clientId }: Login, owner: Owner): MountRef | undefined {
  // a client id that the class lacks was taken from the account, and is corrected there
  return mount === undefined || clientId?.origin.startsWith('annotation of ') === true ? undefined : mountRef(mount, owner);
}

/** Which of the two spellings of the parameter names the tenant of a driver's login. */
export function tenantNamedBy({ tenantId }: Login): { readonly parameter: 'tenantID' | 'tenantId' } {
  return { parameter: tenantId?.origin.startsWith('tenantId ') === true ? 'tenantId' : 'tenantID' };
}

/** The identity as far as it could be read; at least its client id. */
export function identityOf(login: Login, who: Answer<Identity>): IdentityRef {
  const clientId = login.clientId?.value ?? '';
  if (who.state !== 'known') return { clientId };
  const { kind, name, resourceGroup, subscriptionId } = who.value;
  return {
    clientId,
    kind,
    name,
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
  };
}

/** The identity with whether it has room for another credential, which is what a missing one is mended with. */
export function identityWithRoom(login: Login, who: Answer<Identity>, credentials: number): IdentityRef {
  return { ...identityOf(login, who), ...(credentials >= mostCredentials ? { full: true } : {}) };
}

export function presentedBy({ issuer, subject, audiences }: Token): Presented {
  return { issuer, subject, audience: audiences[0] ?? '' };
}

/** What the token will present where it could not be had: what follows from the login alone. */
export function subjectOf(login: Login): string {
  return `system:serviceaccount:${login.namespace}:${login.serviceAccount}`;
}

/** How to see what only the pod's own network shows. */
export function fromPodInstead({ kind, namespace, name }: Target): Step {
  return wi('look from the pod itself', 'doctor', reference({ kind, name: word(name, 'dns-name', 'name') }), '-n', word(namespace, 'dns-name', 'namespace'), '--from=pod');
}

/** The issuer of AKS has the tenant of the cluster in it. */
export function tenantOfCluster(issuer: string): string | undefined {
  return /\.oic\.prod-aks\.azure\.\w+\/([0-9a-f-]{36})\//i.exec(issuer)?.[1]?.toLowerCase();
}
