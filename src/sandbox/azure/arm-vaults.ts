/** Key vaults as ARM shows them, and role assignments at their scope (`azure-wire.md` §2.4). */
import { forbidden, isPermissions, noRoute, permissionsAnswer, resourceNotFound } from './arm-answers.ts';
import type { ResourceCall } from './arm-answers.ts';
import type { Caller } from './caller.ts';
import { clouds } from './clouds.ts';
import { asObject, cloudError, json, parseObject, same } from './wire.ts';
import type { Answer, Call } from './wire.ts';
import { location, roleDefinitions, vaultId } from './world.ts';
import type { AccessPolicy, RoleAssignment, Vault, World } from './world.ts';

const vaultType = 'Microsoft.KeyVault/vaults';

export function answerVaults(request: ResourceCall): Answer {
  const { call, caller, world, subscriptionId, resourceGroup, segments } = request;
  const [collection = '', name, ...below] = segments;
  // what is said of a secret's scope follows its name as it follows the vault's
  const secret = /^(secrets|keys|certificates)$/i.test(below[0] ?? '') ? below[1] : undefined;
  const ofScope = secret === undefined ? below : below.slice(2);
  const [keyword, provider = '', child = '', assignment, ...rest] = ofScope;
  if (!same(collection, 'vaults') || rest.length > 0) return noRoute(call);
  const asksPermissions = isPermissions(ofScope);
  const asked = keyword !== undefined && same(keyword, 'providers') ? `${provider}/${child}` : '';
  const ofAssignments = same(asked, 'Microsoft.Authorization/roleAssignments');
  const ofDefinitions = call.method === 'GET' && assignment === undefined && same(asked, 'Microsoft.Authorization/roleDefinitions');
  const addsPolicy = call.method === 'PUT' && segments.length === 4 && secret === undefined && same(`${keyword ?? ''}/${provider}`, 'accessPolicies/add');
  if ((keyword !== undefined || secret !== undefined) && !ofAssignments && !ofDefinitions && !asksPermissions && !addsPolicy) return noRoute(call);
  if (call.method === 'GET' ? !caller.may('arm-vaults') : !caller.mayChange('arm-vaults')) {
    const verb = call.method === 'GET' ? 'read' : call.method === 'DELETE' ? 'delete' : 'write';
    return forbidden(caller, `${ofAssignments ? 'Microsoft.Authorization/roleAssignments' : vaultType}/${verb}`, call.path);
  }
  const here = world.vaults.filter(
    ({ state }) => same(state.subscriptionId, subscriptionId) && (resourceGroup === undefined || same(state.resourceGroup, resourceGroup)),
  );
  if (name === undefined) return call.method === 'GET' ? json(200, { value: here.map((vault) => showVault(vault, world)) }) : noRoute(call);
  const vault = resourceGroup === undefined ? undefined : here.find(({ state }) => same(state.name, name));
  if (vault === undefined) return resourceNotFound(vaultType, name, resourceGroup ?? '');
  if (asksPermissions) return permissionsAnswer(request, 'arm-vaults', 'Microsoft.Authorization/*', 'Microsoft.KeyVault/vaults/*');
  if (addsPolicy) return addPolicies(call, vault, world);
  if (ofAssignments) return answerAssignments(request, vault, secret, assignment);
  if (ofDefinitions) return json(200, { value: definitionsNamed(call.query.get('$filter'), subscriptionId) });
  if (call.method === 'PUT') return replacePolicies(call, vault, world);
  return call.method === 'GET' ? json(200, showVault(vault, world)) : noRoute(call);
}

/** Every vault of a subscription that the caller may read, as its list of resources has them: `az keyvault` looks for the resource group of one there. */
export function vaultResources(caller: Caller, world: World, subscriptionId: string): readonly unknown[] {
  if (!caller.may('arm-vaults')) return [];
  return world.vaults.filter(({ state }) => same(state.subscriptionId, subscriptionId)).map(({ state }) => ({ id: vaultId(state), name: state.name, type: vaultType, location, tags: {} }));
}

/** Built-in roles; `az` asks for one by its name. */
function definitionsNamed(filter: string | null, subscriptionId: string): readonly unknown[] {
  const named = /^roleName eq '([^']*)'$/i.exec(filter ?? '')?.[1];
  return Object.entries(roleDefinitions)
    .filter(([roleName]) => named === undefined || same(roleName, named))
    .map(([roleName, name]) => ({
      id: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${name}`,
      name,
      type: 'Microsoft.Authorization/roleDefinitions',
      properties: { roleName, type: 'BuiltInRole', description: '', assignableScopes: ['/'], permissions: [] },
    }));
}

/** A vault written as a whole, as `az keyvault set-policy` does it: its policies are those that were sent. */
function replacePolicies(call: Call, vault: Vault, world: World): Answer {
  const policies = policiesOf(call);
  if (policies === undefined) return badRequest();
  vault.accessPolicies.splice(0, Infinity, ...policies);
  return json(200, showVault(vault, world));
}

function policiesOf(call: Call): readonly AccessPolicy[] | undefined {
  const { accessPolicies: asked } = asObject(parseObject(call.body)?.['properties']) ?? {};
  const policies = (Array.isArray(asked) ? asked : []).map((one) => {
    const { tenantId, objectId, applicationId, permissions } = asObject(one) ?? {};
    const { secrets } = asObject(permissions) ?? {};
    const application = typeof applicationId === 'string' ? { application: applicationId } : {};
    return typeof objectId === 'string' && typeof tenantId === 'string' && Array.isArray(secrets) ? { objectId, ...application, secrets: secrets.map(String) } : undefined;
  });
  const complete = policies.filter((policy) => policy !== undefined);
  return complete.length === policies.length ? complete : undefined;
}

function badRequest(): Answer {
  return cloudError(400, 'BadRequest', 'The request body is invalid.');
}

/** `add` merges with what the principal has already; nobody else's policy is touched. */
function addPolicies(call: Call, vault: Vault, world: World): Answer {
  const policies = policiesOf(call);
  if (policies === undefined) return badRequest();
  for (const { secrets, ...whose } of policies) {
    // one with an application is another policy
    const at = vault.accessPolicies.findIndex((policy) => policy.application === whose.application && same(policy.objectId, whose.objectId));
    const merged = { ...whose, secrets: [...new Set([...(vault.accessPolicies[at]?.secrets ?? []), ...secrets])] };
    if (at < 0) vault.accessPolicies.push(merged);
    else vault.accessPolicies.splice(at, 1, merged);
  }
  return json(200, { id: `${vaultId(vault.state)}/accessPolicies/`, type: `${vaultType}/accessPolicies`, properties: { accessPolicies: vaultProperties(vault, world)['accessPolicies'] } });
}

/** Assignments at a vault or at one of its secrets; a list holds those above as well, and none below. */
function answerAssignments({ call, world, subscriptionId }: ResourceCall, vault: Vault, secret: string | undefined, name: string | undefined): Answer {
  const show = (item: RoleAssignment): unknown => showAssignment(vault, subscriptionId, item);
  const isHere = (item: RoleAssignment): boolean => (item.secret === undefined ? secret === undefined : secret !== undefined && same(item.secret, secret));
  const at = vault.roleAssignments.findIndex((item) => name !== undefined && same(item.name, name) && isHere(item));
  const present = vault.roleAssignments[at];
  switch (call.method) {
    case 'GET': {
      if (name === undefined) return json(200, { value: filtered(vault.roleAssignments.filter((item) => item.secret === undefined || isHere(item)), call.query.get('$filter')).map(show) });
      return present === undefined ? cloudError(404, 'RoleAssignmentNotFound', `The role assignment '${name}' is not found.`) : json(200, show(present));
    }
    case 'PUT': {
      if (name === undefined) return noRoute(call);
      const { principalId, roleDefinitionId } = asObject(parseObject(call.body)?.['properties']) ?? {};
      if (typeof principalId !== 'string' || typeof roleDefinitionId !== 'string') return cloudError(400, 'InvalidRequestContent', 'The request content was invalid.');
      if (!principals(world).some((id) => same(id, principalId))) {
        return cloudError(400, 'PrincipalNotFound', `Principal ${principalId.replaceAll('-', '')} does not exist in the directory.`);
      }
      const roleDefinition = (roleDefinitionId.split('/').at(-1) ?? '').toLowerCase();
      const twin = vault.roleAssignments.find((item) => isHere(item) && same(item.principalId, principalId) && item.roleDefinition === roleDefinition);
      if (twin !== undefined) {
        const message = `The role assignment already exists. The ID of the existing role assignment is ${twin.name.replaceAll('-', '')}.`;
        return cloudError(409, 'RoleAssignmentExists', message);
      }
      const created = { name, principalId, roleDefinition, ...(secret === undefined ? {} : { secret }) };
      vault.roleAssignments.push(created);
      return json(201, show(created));
    }
    case 'DELETE': {
      if (present === undefined) return { status: 204, headers: {}, body: '' };
      vault.roleAssignments.splice(at, 1);
      return json(200, show(present));
    }
    default:
      return noRoute(call);
  }
}

function principals(world: World): readonly string[] {
  const ofApplications = world.applications.flatMap(({ servicePrincipal }) => (servicePrincipal === undefined ? [] : [servicePrincipal.objectId]));
  return [...world.identities.map(({ state }) => state.principalId), ...ofApplications];
}

/** `principalId eq '…'` and `assignedTo('…')`; groups do not exist here. */
function filtered(items: readonly RoleAssignment[], filter: string | null): readonly RoleAssignment[] {
  const principal = /^\s*(?:principalId eq '([^']*)'|assignedTo\('([^']*)'\))/i.exec(filter ?? '');
  const wanted = principal?.[1] ?? principal?.[2];
  return wanted === undefined ? items : items.filter(({ principalId }) => same(principalId, wanted));
}

function showAssignment({ state }: Vault, subscriptionId: string, { name, principalId, roleDefinition, since, secret, condition }: RoleAssignment): unknown {
  const scope = secret === undefined ? vaultId(state) : `${vaultId(state)}/secrets/${secret}`;
  // minutes ago, as where somebody waits for an assignment to take effect
  const at = since ?? new Date(Date.now() - 120_000).toISOString();
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    name,
    type: 'Microsoft.Authorization/roleAssignments',
    properties: {
      scope,
      roleDefinitionId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${roleDefinition}`,
      principalId,
      principalType: 'ServicePrincipal',
      condition: condition ?? null,
      conditionVersion: condition === undefined ? null : '2.0',
      createdOn: at,
      updatedOn: at,
      createdBy: null,
      updatedBy: null,
      delegatedManagedIdentityResourceId: null,
      description: null,
    },
  };
}

export function vaultProperties({ state, accessPolicies }: Vault, world: World): Readonly<Record<string, unknown>> {
  const suffix = clouds.find(({ name }) => name === world.cloud)?.vaultSuffix ?? '';
  const network = state.network ?? 'public';
  return {
    sku: { family: 'A', name: 'standard' },
    tenantId: state.tenantId,
    accessPolicies: accessPolicies.map(({ objectId, application, secrets }) => ({
      tenantId: state.tenantId,
      objectId,
      ...(application === undefined ? {} : { applicationId: application }),
      permissions: { keys: [], secrets, certificates: [] },
    })),
    enableRbacAuthorization: state.permissionModel === 'rbac',
    enableSoftDelete: true,
    softDeleteRetentionInDays: 90,
    publicNetworkAccess: network === 'private' ? 'Disabled' : network === 'perimeter' ? 'SecuredByPerimeter' : 'Enabled',
    ...(state.privateEndpoints === undefined
      ? {}
      : { privateEndpointConnections: state.privateEndpoints.map((status) => ({ properties: { provisioningState: 'Succeeded', privateLinkServiceConnectionState: { status, actionsRequired: 'None' } } })) }),
    networkAcls: { bypass: 'AzureServices', defaultAction: network === 'public' ? 'Allow' : 'Deny', ipRules: [], virtualNetworkRules: [] },
    vaultUri: `https://${state.name}.${suffix}/`,
    provisioningState: 'Succeeded',
  };
}

function showVault(vault: Vault, world: World): unknown {
  return { id: vaultId(vault.state), name: vault.state.name, type: vaultType, location, tags: {}, properties: vaultProperties(vault, world) };
}
