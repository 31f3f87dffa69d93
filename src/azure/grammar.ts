/** What an identifier must look like before it enters a URL, a query or a command line. */

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(value: string): boolean {
  return guid.test(value);
}

export interface IdentityResource {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

const identityPath =
  /^\/subscriptions\/([^/]+)\/resourcegroups\/([-\p{L}\p{N}_.()]{1,90})\/providers\/microsoft\.managedidentity\/userassignedidentities\/([\w-]{3,128})$/iu;

/** Takes a managed identity's resource id apart (case does not matter, ARM itself answers in lower case); undefined for another. */
export function parseIdentityResource(resourceId: string): IdentityResource | undefined {
  const [, subscriptionId, resourceGroup, name] = identityPath.exec(resourceId) ?? [];
  if (subscriptionId === undefined || resourceGroup === undefined || name === undefined) return undefined;
  // `.` and `..` would be taken out of the path by every URL parser.
  if (!isGuid(subscriptionId) || /^\.+$/.test(resourceGroup)) return undefined;
  return { subscriptionId, resourceGroup, name };
}
