import type { AzureWriter, NewIdentity } from '../azure/write-port.ts';
import type { KubeWriter } from '../kube/write-port.ts';
import { bindTag } from '../evidence/workload-identity-keys.ts';
import { WireFailure } from '../wire/failure.ts';
import { assignmentName } from './assignment-name.ts';
import { fieldManager } from './owned-fields.ts';

/** What is done to the world, as data: a plan can be shown, compared and written in somebody else's language. Doing one that is done already changes nothing. */
export type Deed = AzureDeed | KubeDeed;

export type AzureDeed =
  /** Creates a managed identity; one that is there already stays as it is. */
  | { readonly kind: 'create-identity'; readonly identity: string; readonly location: string; readonly tenantId: string | undefined }
  /** Creates a credential of a managed identity, or replaces the one of that name. */
  | { readonly kind: 'put-credential'; readonly identity: string; readonly name: string; readonly issuer: string; readonly subject: string; readonly audience: string; readonly tenantId: string | undefined }
  | { readonly kind: 'delete-credential'; readonly identity: string; readonly name: string; readonly tenantId: string | undefined }
  /** The same of an application, by its object id. */
  | { readonly kind: 'put-application-credential'; readonly application: string; readonly name: string; readonly issuer: string; readonly subject: string; readonly audience: string; readonly tenantId: string | undefined }
  | { readonly kind: 'delete-application-credential'; readonly application: string; readonly name: string; readonly tenantId: string | undefined }
  | ({ readonly kind: 'assign-role' | 'delete-assignment' } & Assignment)
  /** Adds to what the principal may do with secrets; `secrets` is all of it, for tools that replace. */
  | { readonly kind: 'add-access-policy'; readonly vault: string; readonly principalId: string; readonly secrets: readonly string[]; readonly tenantId: string };

/** One role of one principal, given for the sake of one service account. */
export interface Assignment {
  /** Resource id of what the role is given on. */
  readonly scope: string;
  /** GUID of a built-in role. */
  readonly roleId: string;
  readonly principalId: string;
  readonly of: { readonly issuer: string; readonly subject: string };
  readonly tenantId: string | undefined;
}

export type KubeDeed =
  /** Server-side apply of the fields that are ours. */
  | { readonly kind: 'apply'; readonly path: string; readonly object: Readonly<Record<string, unknown>>; readonly force?: true }
  /** A strategic merge patch, where an apply that leaves a field out would not take it away. */
  | { readonly kind: 'merge'; readonly path: string; readonly patch: Readonly<Record<string, unknown>> }
  | { readonly kind: 'delete'; readonly path: string }
  /** Makes the pods anew, as `kubectl rollout restart` does. */
  | { readonly kind: 'restart'; readonly path: string; readonly at: string };

/** What may change the world. */
export interface Hands {
  readonly kube: KubeWriter;
  readonly azure: AzureWriter;
}

export function isOfKube(deed: Deed): deed is KubeDeed {
  return deed.kind === 'apply' || deed.kind === 'merge' || deed.kind === 'delete' || deed.kind === 'restart';
}

/** Gives what an identity was given that it made. Throws WireFailure. */
export async function perform(deed: Deed, hands: Hands): Promise<NewIdentity | undefined> {
  if (deed.kind === 'create-identity') return hands.azure.createIdentity(deed.identity, { location: deed.location, tags: bindTag }, deed.tenantId);
  await change(deed, hands);
  return undefined;
}

async function change(deed: Exclude<Deed, { readonly kind: 'create-identity' }>, hands: Hands): Promise<void> {
  return isOfKube(deed) ? performInCluster(deed, hands.kube) : performInAzure(deed, hands.azure);
}

/** Does it, or lets the API server say whether it would take it, and stores nothing. Throws WireFailure. */
export async function performInCluster(deed: KubeDeed, kube: KubeWriter, dryRun = false): Promise<void> {
  switch (deed.kind) {
    case 'apply':
      return kube.apply(deed.path, deed.object, { manager: fieldManager, force: deed.force === true, dryRun });
    case 'merge':
      return kube.merge(deed.path, deed.patch, { manager: fieldManager, dryRun });
    case 'delete':
      return kube.remove(deed.path, { dryRun });
    case 'restart': {
      const annotations = { 'kubectl.kubernetes.io/restartedAt': deed.at };
      // not ours: what is ours and left out of the next apply is taken away, and that would make the pods anew once more
      return kube.merge(deed.path, { spec: { template: { metadata: { annotations } } } }, { manager: 'kubectl-rollout', dryRun });
    }
  }
}

async function performInAzure(deed: Exclude<AzureDeed, { readonly kind: 'create-identity' }>, azure: AzureWriter): Promise<void> {
  switch (deed.kind) {
    case 'put-credential': {
      const { identity, name, issuer, subject, audience, tenantId } = deed;
      return azure.putCredential(identity, { name, issuer, subject, audience }, tenantId);
    }
    case 'put-application-credential': {
      const { application, name, issuer, subject, audience, tenantId } = deed;
      return azure.putApplicationCredential(application, { name, issuer, subject, audience }, tenantId);
    }
    case 'delete-application-credential':
      return azure.deleteApplicationCredential(deed.application, deed.name, deed.tenantId);
    case 'delete-credential':
      return azure.deleteCredential(deed.identity, deed.name, deed.tenantId);
    case 'assign-role':
      return assign(deed, azure);
    case 'delete-assignment':
      return azure.deleteAssignment(deed.scope, assignmentName(deed), deed.tenantId);
    case 'add-access-policy':
      return azure.addAccessPolicy(deed.vault, deed.principalId, deed.secrets, deed.tenantId);
  }
}

async function assign(assignment: Assignment, azure: AzureWriter): Promise<void> {
  const { scope, roleId, principalId, tenantId } = assignment;
  try {
    await azure.assignRole({ scope, name: assignmentName(assignment), roleId, principalId }, tenantId);
  } catch (error) {
    // made in the meantime, or by a write of ours whose answer was lost
    if (!(error instanceof WireFailure && error.fault.kind === 'status' && error.fault.code === 'RoleAssignmentExists')) throw error;
  }
}
