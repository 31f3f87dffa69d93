import type { BoundIdentity } from './chosen-identity.ts';
import type { AzureDeed } from './deed.ts';

/** What puts a credential where it belongs: to a managed identity by Resource Manager, to an application by Graph. */
export function putCredential(identity: BoundIdentity, name: string, wanted: { readonly issuer: string; readonly subject: string; readonly audience: string }): AzureDeed {
  const { tenantId } = identity;
  return identity.kind === 'application'
    ? { kind: 'put-application-credential', application: identity.objectId, name, ...wanted, tenantId }
    : { kind: 'put-credential', identity: identity.resourceId, name, ...wanted, tenantId };
}

export function deleteCredential(identity: BoundIdentity, name: string): AzureDeed {
  const { tenantId } = identity;
  return identity.kind === 'application' ? { kind: 'delete-application-credential', application: identity.objectId, name, tenantId } : { kind: 'delete-credential', identity: identity.resourceId, name, tenantId };
}
