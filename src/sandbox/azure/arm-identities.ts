/** User-assigned managed identities and their federated credentials, with Azure's rules for writing them (`failure-modes.md` §5). */
import { setTimeout as pause } from 'node:timers/promises';
import type { FederatedCredentialState } from '../scenario.ts';
import { forbidden, isPermissions, noRoute, page, permissionsAnswer, resourceNotFound } from './arm-answers.ts';
import type { ResourceCall } from './arm-answers.ts';
import { asObject, cloudError, json, parseObject, same } from './wire.ts';
import type { Answer } from './wire.ts';
import { identityId, location, mostCredentials, stableGuid } from './world.ts';
import type { ManagedIdentity } from './world.ts';

export const identityType = 'Microsoft.ManagedIdentity/userAssignedIdentities';
export const credentialType = `${identityType}/federatedIdentityCredentials`;
const pageSize = 5;
/** How long a write takes; a second write to the same identity meanwhile is refused. */
const writeMs = 40;
/** First stable version that shows expressions; earlier ones hide them (`azure-wire.md` §2.2). */
const expressionVersion = '2026-05-31';
const credentialName = /^[A-Za-z0-9][A-Za-z0-9-_]{2,119}$/;

export async function answerIdentities(request: ResourceCall): Promise<Answer> {
  const { call, caller, world, subscriptionId, resourceGroup, segments } = request;
  const [collection = '', name, child, credential, ...rest] = segments;
  const asksPermissions = isPermissions(segments.slice(2));
  if (!same(collection, 'userAssignedIdentities') || (rest.length > 0 && !asksPermissions)) return noRoute(call);
  const here = world.identities.filter(
    ({ state }) => state.systemAssigned !== true && same(state.subscriptionId, subscriptionId) && (resourceGroup === undefined || same(state.resourceGroup, resourceGroup)),
  );
  const right = child === undefined || asksPermissions ? 'arm-identities' : 'arm-credentials';
  if (call.method === 'GET' ? !caller.may(right) : !caller.mayChange(right)) {
    const verb = call.method === 'GET' ? 'read' : call.method === 'DELETE' ? 'delete' : 'write';
    return forbidden(caller, `${child === undefined ? identityType : credentialType}/${verb}`, call.path);
  }
  if (name === undefined) return call.method === 'GET' ? json(200, { value: here.map(showIdentity) }) : noRoute(call);
  const identity = resourceGroup === undefined ? undefined : here.find(({ state }) => same(state.name, name));
  if (call.method === 'PUT' && child === undefined && resourceGroup !== undefined) return putIdentity(request, name, resourceGroup, identity);
  if (identity === undefined) {
    if (call.method === 'PUT' && child !== undefined) return cloudError(404, 'NotFound', 'The parent user-assigned identity does not exist.');
    return resourceNotFound(identityType, name, resourceGroup ?? '');
  }
  if (asksPermissions) return permissionsAnswer(request, 'arm-credentials', `${identityType}/*`);
  if (child === undefined) return call.method === 'GET' ? json(200, showIdentity(identity)) : noRoute(call);
  if (!same(child, 'federatedIdentityCredentials')) return noRoute(call);
  return answerCredentials(request, identity, credential);
}

/** Where an identity is there, its tags are replaced; it can not be moved. Texts well known, unverified. */
function putIdentity({ call, world, subscriptionId }: ResourceCall, name: string, resourceGroup: string, present: ManagedIdentity | undefined): Answer {
  const { location: asked, tags: given } = parseObject(call.body) ?? {};
  if (typeof asked !== 'string' || asked === '') return cloudError(400, 'LocationRequired', 'The location property is required for this definition.');
  if (!/^[A-Za-z0-9][\w-]{2,127}$/.test(name)) return badRequest(`The identity name '${name}' is invalid.`);
  const tags = Object.fromEntries(Object.entries(asObject(given) ?? {}).map(([key, value]) => [key, String(value)]));
  if (present === undefined) {
    const tenantId = world.subscriptions.get(subscriptionId.toLowerCase()) ?? '';
    const id = `${subscriptionId}/${resourceGroup}/${name}`;
    const state = { name, subscriptionId, resourceGroup, tenantId, clientId: stableGuid('client', id), principalId: stableGuid('principal', id), location: asked, tags, federatedCredentials: [] };
    const made = { state, credentials: [], writing: false };
    world.identities.push(made);
    return json(201, showIdentity(made));
  }
  const { location: at = location } = present.state;
  if (!same(at, asked)) {
    const message = `The resource '${name}' already exists in location '${at}' in resource group '${resourceGroup}'. A resource with the same name cannot be created in location '${asked}'. Please select a new resource name.`;
    return cloudError(409, 'InvalidResourceLocation', message);
  }
  const replaced = { ...present, state: { ...present.state, tags } };
  world.identities.splice(world.identities.indexOf(present), 1, replaced);
  return json(200, showIdentity(replaced));
}

async function answerCredentials({ call }: ResourceCall, identity: ManagedIdentity, name: string | undefined): Promise<Answer> {
  const withExpressions = (call.query.get('api-version') ?? '') >= expressionVersion;
  const show = (credential: FederatedCredentialState): unknown => showCredential(identity, credential, withExpressions);
  if (name === undefined) return call.method === 'GET' ? page(call, identity.credentials.map(show), pageSize) : noRoute(call);
  const at = (): number => identity.credentials.findIndex((credential) => same(credential.name, name));
  const present = identity.credentials[at()];
  if (call.method === 'GET') {
    return present === undefined ? resourceNotFound(credentialType, `${identity.state.name}/${name}`, identity.state.resourceGroup) : json(200, show(present));
  }
  if (call.method !== 'PUT' && call.method !== 'DELETE') return noRoute(call);
  if (identity.writing) return concurrentWrite(identity);
  identity.writing = true;
  try {
    await pause(writeMs);
    if (call.method === 'DELETE') {
      if (present === undefined) return { status: 204, headers: {}, body: '' };
      identity.credentials.splice(at(), 1);
      return { status: 200, headers: {}, body: '' };
    }
    const written = readCredential(name, call.body);
    if ('status' in written) return written;
    const refusal = writeRefusal(identity, written, present);
    if (refusal !== undefined) return refusal;
    if (present === undefined) identity.credentials.push(written);
    else identity.credentials.splice(at(), 1, written);
    return json(present === undefined ? 201 : 200, show(written));
  } finally {
    identity.writing = false;
  }
}

function readCredential(name: string, body: string): FederatedCredentialState | Answer {
  if (!credentialName.test(name)) return badRequest(`Federated Identity Credential name '${name}' is invalid.`);
  const properties = asObject(parseObject(body)?.['properties']);
  if (properties === undefined || Object.keys(properties).length === 0) return badRequest('Federated Identity Credential from HTTP body has empty properties');
  const { issuer, subject, audiences, claimsMatchingExpression } = properties;
  const expression = asObject(claimsMatchingExpression);
  const named = typeof subject === 'string' && subject !== '' ? { subject } : undefined;
  if (typeof issuer !== 'string' || issuer === '' || (named === undefined) === (expression === undefined) || !Array.isArray(audiences)) {
    return badRequest("The request format was unexpected. Federated Identity Credential must specify 'issuer', 'subject' and 'audience'.");
  }
  const [audience, ...others] = audiences;
  if (typeof audience !== 'string' || others.length > 0) return badRequest('Federated identity credentials must have exactly 1 audience.');
  if ([issuer, named?.subject ?? '', audience].some((value) => value.length > 600)) {
    return badRequest('Federated identity credential issuer, subject and audience must have at most 600 characters.');
  }
  return {
    name,
    issuer,
    audiences: [audience],
    ...named,
    ...(expression === undefined
      ? {}
      : { claimsMatchingExpression: { value: String(expression['value'] ?? ''), languageVersion: Number(expression['languageVersion'] ?? 1) } }),
  };
}

/** The text of the duplicate is official, that of the twenty-first was found nowhere (unverified). */
function writeRefusal(identity: ManagedIdentity, written: FederatedCredentialState, replaces: FederatedCredentialState | undefined): Answer | undefined {
  const others = identity.credentials.filter((credential) => credential !== replaces);
  if (written.subject !== undefined && others.some(({ issuer, subject }) => issuer === written.issuer && subject === written.subject)) {
    return badRequest('Issuer and subject combination already exists for this Managed Identity.');
  }
  if (others.length < mostCredentials) return undefined;
  return badRequest(`Too many federated identity credentials: a managed identity can have at most ${mostCredentials}.`);
}

function badRequest(message: string): Answer {
  return cloudError(400, 'BadRequest', message);
}

function concurrentWrite({ state }: ManagedIdentity): Answer {
  const message = `Too many Federated Identity Credentials are written concurrently for the managed identity '${identityId(state)}'. Concurrent Federated Identity Credentials writes under the same managed identity are not supported.`;
  return cloudError(409, 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity', message);
}

function showIdentity({ state }: ManagedIdentity): unknown {
  const { tenantId, principalId, clientId, location: at = location, tags = {} } = state;
  return { id: identityId(state), name: state.name, type: identityType, location: at, tags, properties: { tenantId, principalId, clientId, isolationScope: 'None' } };
}

function showCredential({ state }: ManagedIdentity, credential: FederatedCredentialState, withExpressions: boolean): unknown {
  const { name, claimsMatchingExpression, issuer, subject, audiences } = credential;
  return {
    id: `${identityId(state)}/federatedIdentityCredentials/${name}`,
    name,
    type: credentialType,
    properties: {
      issuer,
      ...(subject === undefined ? {} : { subject }),
      audiences,
      ...(withExpressions && claimsMatchingExpression !== undefined ? { claimsMatchingExpression } : {}),
    },
  };
}
