/** Service principals of a tenant: those of managed identities, and those of applications, which Graph may make and switch. */
import type { FederatedCredentialState } from '../scenario.ts';
import { graphError, methodNotAllowed } from './graph-answers.ts';
import { json, parseObject, same } from './wire.ts';
import type { Answer, Call } from './wire.ts';
import { identityId, stableGuid } from './world.ts';
import type { Application, World } from './world.ts';

export interface DirectoryObject {
  readonly shown: { readonly id: string; readonly appId: string; readonly [field: string]: unknown };
  readonly credentials: readonly FederatedCredentialState[];
  /** Its credentials can be written through this object. */
  readonly application?: Application;
}

export function servicePrincipals(world: World, tenantId: string): readonly DirectoryObject[] {
  const ofApplications = world.applications.flatMap(({ state, servicePrincipal }): DirectoryObject[] => {
    const { appId, displayName } = state;
    if (servicePrincipal === undefined || !same(state.tenantId, tenantId)) return [];
    const { objectId, accountEnabled = true } = servicePrincipal;
    const shown = { id: objectId, appId, displayName, servicePrincipalType: 'Application', alternativeNames: [], accountEnabled };
    return [{ shown: { ...shown, appOwnerOrganizationId: state.tenantId }, credentials: [] }];
  });
  const ofIdentities = world.identities.filter(({ state }) => same(state.tenantId, tenantId)).map(({ state, credentials }): DirectoryObject => {
    const scaleSet = `/subscriptions/${state.subscriptionId}/resourcegroups/${state.resourceGroup}/providers/Microsoft.Compute/virtualMachineScaleSets/${state.name}`;
    const alternativeNames = state.systemAssigned === true ? ['isExplicit=False', scaleSet] : ['isExplicit=True', identityId(state)];
    const shown = { id: state.principalId, appId: state.clientId, displayName: state.name, servicePrincipalType: 'ManagedIdentity' };
    return { shown: { ...shown, alternativeNames, accountEnabled: true, appOwnerOrganizationId: null }, credentials };
  });
  return [...ofIdentities, ...ofApplications];
}

/** Texts well known, unverified. */
export function createServicePrincipal(call: Call, world: World, tenantId: string): Answer {
  const { appId, accountEnabled = true } = parseObject(call.body) ?? {};
  const application = world.applications.find(({ state }) => same(state.tenantId, tenantId) && same(state.appId, String(appId)));
  if (application === undefined) return graphError(400, 'Request_BadRequest', `The appId '${String(appId)}' of the service principal does not reference a valid application object.`);
  const { appId: id, tenantId: home } = application.state;
  if (application.servicePrincipal !== undefined) {
    return graphError(409, 'Request_MultipleObjectsWithSameKeyValue', `The service principal cannot be created, updated, or restored because the service principal name ${id} is already in use.`);
  }
  application.servicePrincipal = { objectId: stableGuid('service principal', home, id), accountEnabled: accountEnabled === true };
  return json(201, servicePrincipals(world, tenantId).find(({ shown }) => same(shown.appId, id))?.shown ?? {});
}

/** Whether it is enabled; nothing else of it is changed here. */
export function changeServicePrincipal(call: Call, world: World, objectId: string): Answer {
  const { accountEnabled, ...others } = parseObject(call.body) ?? {};
  const application = world.applications.find(({ servicePrincipal }) => servicePrincipal !== undefined && same(servicePrincipal.objectId, objectId));
  if (application?.servicePrincipal === undefined || typeof accountEnabled !== 'boolean' || Object.keys(others).length > 0) return methodNotAllowed();
  application.servicePrincipal = { ...application.servicePrincipal, accountEnabled };
  return { status: 204, headers: {}, body: '' };
}
