/** Azure Resource Manager: authentication, subscriptions, and which provider a path belongs to (`azure-wire.md` §2). */
import { randomUUID } from 'node:crypto';
import { forbidden, isPermissions, noRoute, permissionsOn } from './arm-answers.ts';
import type { ResourceCall } from './arm-answers.ts';
import { answerActivity } from './arm-activity.ts';
import { answerClusters } from './arm-clusters.ts';
import { answerIdentities, credentialType, identityType } from './arm-identities.ts';
import { answerVaults, vaultResources } from './arm-vaults.ts';
import { callerOf } from './caller.ts';
import type { Caller, CallerFault } from './caller.ts';
import type { Cloud } from './clouds.ts';
import { answerResourceGraph } from './resource-graph.ts';
import type { TokenAuthority } from './tokens.ts';
import { cloudError, json, same } from './wire.ts';
import type { Answer, Call } from './wire.ts';
import type { ResourceGroupState } from '../scenario.ts';
import type { Right, World } from './world.ts';

export async function answerArm(call: Call, cloud: Cloud, world: World, tokens: TokenAuthority): Promise<Answer> {
  const caller = callerOf(call, cloud.armAudiences, world, tokens);
  if (typeof caller === 'string') return unauthenticated(caller, cloud, world);
  const answer = call.query.has('api-version') ? await routed(call, cloud, world, caller) : missingApiVersion();
  return { ...answer, headers: { 'x-ms-request-id': randomUUID(), 'x-ms-correlation-request-id': randomUUID(), ...answer.headers } };
}

async function routed(call: Call, cloud: Cloud, world: World, caller: Caller): Promise<Answer> {
  if (call.method === 'POST' && same(call.path, '/providers/Microsoft.ResourceGraph/resources')) return answerResourceGraph(call, caller, world);
  const [, root = '', subscriptionId, ...rest] = call.path.replace(/\/$/, '').split('/');
  if (!same(root, 'subscriptions')) return noRoute(call);
  if (subscriptionId === undefined) return json(200, { value: visibleSubscriptions(world, caller) });
  const tenantId = world.subscriptions.get(subscriptionId.toLowerCase());
  if (tenantId === undefined) return cloudError(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`);
  if (!same(tenantId, caller.bearer.claims.tid)) return wrongTenant(caller, cloud, tenantId);
  if (rest.length === 0) return json(200, subscription(subscriptionId, tenantId));

  if (call.method === 'GET' && rest.length === 1 && same(rest[0] ?? '', 'resources') && /^resourceType eq 'Microsoft\.KeyVault\/vaults'/i.test(call.query.get('$filter') ?? '')) {
    return json(200, { value: vaultResources(caller, world, subscriptionId) });
  }
  if (same(rest[0] ?? '', 'resourceGroups') && rest.length > 1) {
    const group = groupOf(world, subscriptionId, rest[1] ?? '');
    if (group === undefined) return cloudError(404, 'ResourceGroupNotFound', `Resource group '${rest[1] ?? ''}' could not be found.`);
    if (rest.length === 2) return answerGroup(call, caller, group);
    if (isPermissions(rest.slice(2))) return permissionsOn(call, caller, [['arm-identities', `${identityType}/write`], ['arm-credentials', `${credentialType}/*`]]);
  }
  const inGroup = same(rest[0] ?? '', 'resourceGroups');
  const [keyword = '', provider = '', ...segments] = inGroup ? rest.slice(2) : rest;
  if (!same(keyword, 'providers')) return noRoute(call);
  const resourceCall: ResourceCall = { call, caller, world, subscriptionId, resourceGroup: inGroup ? rest[1] : undefined, segments };
  if (same(provider, 'Microsoft.ManagedIdentity')) return answerIdentities(resourceCall);
  if (same(provider, 'Microsoft.KeyVault')) return answerVaults(resourceCall);
  if (same([provider, ...segments].join('/'), 'Microsoft.Insights/eventtypes/management/values')) return answerActivity(resourceCall);
  if (same(provider, 'Microsoft.ContainerService')) return answerClusters(resourceCall);
  return noRoute(call);
}

function groupOf(world: World, subscriptionId: string, name: string): ResourceGroupState | undefined {
  return world.resourceGroups.find((group) => same(group.subscriptionId, subscriptionId) && same(group.name, name));
}

function answerGroup(call: Call, caller: Caller, { subscriptionId, name, location }: ResourceGroupState): Answer {
  if (call.method !== 'GET') return noRoute(call);
  if (!caller.may('arm-groups')) return forbidden(caller, 'Microsoft.Resources/subscriptions/resourceGroups/read', call.path);
  return json(200, { id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`, name, type: 'Microsoft.Resources/resourceGroups', location, properties: { provisioningState: 'Succeeded' } });
}

const armRights: readonly Right[] = ['resource-graph', 'arm-groups', 'arm-identities', 'arm-credentials', 'arm-vaults', 'arm-clusters'];

/** A login without any right sees no subscription. */
function visibleSubscriptions(world: World, caller: Caller): unknown[] {
  if (!armRights.some((right) => caller.may(right))) return [];
  return [...world.subscriptions].filter(([, tenantId]) => same(tenantId, caller.bearer.claims.tid)).map(([id, tenantId]) => subscription(id, tenantId));
}

function subscription(subscriptionId: string, tenantId: string): unknown {
  return { id: `/subscriptions/${subscriptionId}`, subscriptionId, tenantId, displayName: 'Sandbox subscription', state: 'Enabled', authorizationSource: 'RoleBased' };
}

function missingApiVersion(): Answer {
  return cloudError(400, 'MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required for all requests.');
}

/** Codes well known, texts unverified. */
function unauthenticated(fault: CallerFault, cloud: Cloud, world: World): Answer {
  const tenant = world.tenants[0] ?? 'common';
  const challenge = (error: string): Record<string, string> => ({
    'www-authenticate': `Bearer authorization_uri="${cloud.challengeAuthority}/${tenant}", error="invalid_token", error_description="${error}"`,
  });
  const refuse = (code: string, message: string): Answer => cloudError(401, code, message, challenge(message));
  switch (fault) {
    case 'no-bearer':
      return refuse('AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.");
    case 'not-ours':
      return refuse('InvalidAuthenticationToken', 'The access token is invalid.');
    case 'expired':
      return refuse('ExpiredAuthenticationToken', 'The access token expiry UTC time is earlier than current UTC time.');
    case 'wrong-audience':
      return refuse('InvalidAuthenticationToken', `The access token has been obtained for wrong audience or resource. It should exactly match with one of the allowed audiences '${cloud.armAudiences.join("','")}'.`);
  }
}

/** Text well known, unverified. */
function wrongTenant({ bearer: { claims } }: Caller, cloud: Cloud, tenantId: string): Answer {
  const message = `The access token is from the wrong issuer '${claims.iss}'. It must match the tenant '${cloud.tokenIssuer}${tenantId}/' associated with this subscription. Please use the authority (URL) '${cloud.challengeAuthority}/${tenantId}' to get the token.`;
  return cloudError(401, 'InvalidAuthenticationTokenTenant', message, {
    'www-authenticate': `Bearer authorization_uri="${cloud.challengeAuthority}/${tenantId}", error="invalid_token", error_description="The access token is from the wrong issuer."`,
  });
}
