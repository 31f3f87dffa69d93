/** Microsoft Graph: service principals, applications and their federated credentials (`azure-wire.md` §2.5). */
import type { FederatedCredentialState } from '../scenario.ts';
import { callerOf } from './caller.ts';
import type { Cloud } from './clouds.ts';
import { graphError, methodNotAllowed, notFound } from './graph-answers.ts';
import { changeServicePrincipal, createServicePrincipal, servicePrincipals } from './service-principals.ts';
import type { DirectoryObject } from './service-principals.ts';
import type { TokenAuthority } from './tokens.ts';
import { json, parseObject, same } from './wire.ts';
import type { Answer, Call } from './wire.ts';
import { mostCredentials, stableGuid } from './world.ts';
import type { Application, World } from './world.ts';

const route =
  /^\/(?:v1\.0|beta)\/(applications|servicePrincipals)(?:\(appId='([^']*)'\)|\/([^/]+))?(?:\/(federatedIdentityCredentials)(?:\/([^/]+))?)?$/i;

export function answerGraph(call: Call, cloud: Cloud, world: World, tokens: TokenAuthority): Answer {
  const caller = callerOf(call, [`https://${cloud.graph}`], world, tokens);
  if (caller === 'no-bearer') return graphError(401, 'InvalidAuthenticationToken', 'Access token is empty.');
  if (caller === 'wrong-audience') return graphError(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.');
  if (typeof caller === 'string') return graphError(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');
  if (!caller.may('graph')) return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  const { tid } = caller.bearer.claims;
  const path = route.exec(call.path);
  if (path === null) return graphError(400, 'BadRequest', `The sandbox has no answer for ${call.method} ${call.path}.`);
  const [, collection = '', byAppId, byId, credentials, credential] = path;
  const filter = /^appId eq '([^']*)'$/i.exec(call.query.get('$filter') ?? '')?.[1];
  const named = /^displayName eq '([^']*)'$/i.exec(call.query.get('$filter') ?? '')?.[1];
  const wanted = byAppId ?? byId ?? filter;
  const found = same(collection, 'applications') ? applicationObjects(world, tid) : servicePrincipals(world, tid);
  const candidates = named === undefined ? found : found.filter(({ shown }) => same(String(shown['displayName']), named));
  const matches = candidates.filter(({ shown }) => wanted === undefined || same(shown.appId, wanted) || (byId !== undefined && same(shown.id, byId)));
  if (call.method !== 'GET' && !caller.mayChange('graph')) return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  if (byAppId === undefined && byId === undefined) {
    if (call.method === 'GET') return json(200, { value: matches.map(({ shown }) => shown) });
    return call.method === 'POST' && !same(collection, 'applications') ? createServicePrincipal(call, world, tid) : methodNotAllowed();
  }
  const [match] = matches;
  if (match === undefined) return notFound(wanted ?? '');
  if (credentials === undefined) {
    if (call.method === 'GET') return json(200, match.shown);
    return call.method === 'PATCH' && !same(collection, 'applications') ? changeServicePrincipal(call, world, match.shown.id) : methodNotAllowed();
  }
  if (match.application === undefined) return json(200, { value: match.credentials.map((item) => showCredential(match.shown.id, item)) });
  return answerCredentials(call, match.application, credential);
}

function applicationObjects(world: World, tenantId: string): readonly DirectoryObject[] {
  return world.applications
    .filter(({ state }) => same(state.tenantId, tenantId))
    .map((application) => {
      const { objectId, appId, displayName } = application.state;
      return { shown: { id: objectId, appId, displayName, signInAudience: 'AzureADMyOrg' }, credentials: application.credentials, application };
    });
}

function answerCredentials(call: Call, { state, credentials }: Application, name: string | undefined): Answer {
  const at = credentials.findIndex((item) => name !== undefined && (same(item.name, name) || same(credentialId(state.objectId, item), name)));
  const present = credentials[at];
  if (name === undefined && call.method === 'GET') return json(200, { value: credentials.map((item) => showCredential(state.objectId, item)) });
  if (name === undefined && call.method === 'POST') return create(call, state.objectId, credentials);
  if (present === undefined) return notFound(name ?? '');
  if (call.method === 'GET') return json(200, showCredential(state.objectId, present));
  if (call.method === 'PATCH') return change(call, credentials, at, present);
  if (call.method !== 'DELETE') return methodNotAllowed();
  credentials.splice(at, 1);
  return { status: 204, headers: {}, body: '' };
}

/** What the body leaves out stays; the name cannot be changed. Text of that refusal unverified. */
function change(call: Call, credentials: FederatedCredentialState[], at: number, present: FederatedCredentialState): Answer {
  const asked = parseObject(call.body) ?? {};
  if (asked['name'] !== undefined && asked['name'] !== present.name) return graphError(400, 'Request_BadRequest', 'The name of a federated identity credential cannot be changed.');
  const { issuer = present.issuer, subject = present.subject, audiences = present.audiences } = asked;
  const [audience, ...others]: unknown[] = Array.isArray(audiences) ? audiences : [];
  if (typeof issuer !== 'string' || typeof subject !== 'string' || typeof audience !== 'string' || others.length > 0) return incomplete();
  if (credentials.some((item) => item !== present && item.issuer === issuer && item.subject === subject)) return pairTaken(issuer, subject);
  credentials.splice(at, 1, { name: present.name, issuer, subject, audiences: [audience] });
  return { status: 204, headers: {}, body: '' };
}

function incomplete(): Answer {
  return graphError(400, 'Request_BadRequest', 'A federated identity credential needs a name, an issuer, a subject and exactly one audience.');
}

function pairTaken(issuer: string, subject: string): Answer {
  return graphError(400, 'InvalidFederatedIdentityCredentialValue', `The combination of issuer and subject must be unique for the application. Issuer ${issuer} and Subject: ${subject} already exist. paramName: FederatedIdentityCredential.Subject, paramValue: ${subject}, objectType: Microsoft.Online.DirectoryServices.Application`);
}

function create(call: Call, objectId: string, credentials: FederatedCredentialState[]): Answer {
  const { name, issuer, subject, audiences } = parseObject(call.body) ?? {};
  const [audience, ...others]: unknown[] = Array.isArray(audiences) ? audiences : [];
  if (typeof name !== 'string' || typeof issuer !== 'string' || typeof subject !== 'string' || typeof audience !== 'string' || others.length > 0) {
    return incomplete();
  }
  if (credentials.some((item) => same(item.name, name))) {
    return graphError(409, 'Request_MultipleObjectsWithSameKeyValue', `FederatedIdentityCredential with name ${name} already exists.`);
  }
  if (credentials.some((item) => item.issuer === issuer && item.subject === subject)) return pairTaken(issuer, subject);
  if (credentials.length >= mostCredentials) return graphError(400, 'Request_BadRequest', `An application can have at most ${mostCredentials} federated identity credentials.`);
  const created = { name, issuer, subject, audiences: [audience] };
  credentials.push(created);
  return json(201, showCredential(objectId, created));
}

function credentialId(objectId: string, credential: FederatedCredentialState): string {
  return stableGuid('credential', objectId, credential.name);
}

function showCredential(objectId: string, credential: FederatedCredentialState): unknown {
  const { name, issuer, subject, audiences, claimsMatchingExpression } = credential;
  const expression = claimsMatchingExpression === undefined ? {} : { claimsMatchingExpression };
  return { id: credentialId(objectId, credential), name, issuer, subject: subject ?? null, description: null, audiences, ...expression };
}
