export interface NewCredential {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** What Azure gives an identity when it makes it. */
export interface NewIdentity {
  readonly clientId: string;
  readonly principalId: string;
}

export interface NewAssignment {
  /** Resource id of what the role is given on. */
  readonly scope: string;
  /** A GUID of the caller's choice: the same one again is the same assignment. */
  readonly name: string;
  /** GUID of a built-in role. */
  readonly roleId: string;
  readonly principalId: string;
}

/** The part of it that Microsoft Graph does. */
export interface ApplicationWriter {
  /** Creates the credential of an application (by its object id), or replaces the values of the one of that name. */
  putApplicationCredential(objectId: string, credential: NewCredential, tenantId?: string): Promise<void>;
  /** Deletes a credential of an application; one that is gone already is no error. */
  deleteApplicationCredential(objectId: string, name: string, tenantId?: string): Promise<void>;
}

/** What may change Azure, with the operator's token. It is handed to `bind` and what undoes it. Every method throws WireFailure. */
export interface AzureWriter extends ApplicationWriter {
  /** Creates a managed identity, or gives what the one of that name has, which stays as it is. */
  createIdentity(resourceId: string, wanted: { readonly location: string; readonly tags: Readonly<Record<string, string>> }, tenantId?: string): Promise<NewIdentity>;
  /** Creates the credential of a managed identity, or replaces the one of that name. */
  putCredential(resourceId: string, credential: NewCredential, tenantId?: string): Promise<void>;
  /** Deletes a credential; one that is gone already is no error. */
  deleteCredential(resourceId: string, name: string, tenantId?: string): Promise<void>;
  /** Gives a role to a service principal; one that it has there already is a 409 `RoleAssignmentExists`. */
  assignRole(assignment: NewAssignment, tenantId?: string): Promise<void>;
  /** Takes a role away; an assignment that is gone already is no error. */
  deleteAssignment(scope: string, name: string, tenantId?: string): Promise<void>;
  /** Adds to what a vault's access policy lets a principal do with secrets; the policies of others stay. */
  addAccessPolicy(vaultId: string, objectId: string, secrets: readonly string[], tenantId: string): Promise<void>;
}
