/** The managed identity or application in Azure. */
import { guid, otherDigit } from '../random.ts';
import type { Random } from '../random.ts';
import { became, type Fault } from '../fault.ts';
import { entersBy, namesTenant, objectOf, type Draft, type World } from '../world.ts';
import { clientId, otherTenantId } from '../../../../src/sandbox/scenarios/shop.ts';
import type { ApplicationState, ManagedIdentityState } from '../../../../src/sandbox/scenario.ts';

function ofIdentity(name: string, links: Fault['links'], change: (identity: Draft<ManagedIdentityState>, random: Random, world: World) => string | undefined): Fault {
  return {
    name: `identity: ${name}`,
    links,
    break: (world, random) => {
      const identity = world.azure.identities?.find((one) => one.clientId === clientId);
      return identity === undefined ? undefined : change(identity, random, world);
    },
  };
}

function ofApplication(name: string, links: Fault['links'], change: (application: Draft<ApplicationState>, random: Random, world: World) => string): Fault {
  return {
    name: `application: ${name}`,
    links,
    break: (world, random) => {
      const application = world.azure.applications?.find((one) => one.appId === clientId);
      return application === undefined ? undefined : change(application, random, world);
    },
  };
}

/** One whose client id nobody has any more: either that could be wrong, or what names it, the account or the class. */
function ofNamed(name: string, change: (identity: Draft<ManagedIdentityState>, random: Random, world: World) => string): readonly Fault[] {
  return [
    ofIdentity(`${name}, named by the account`, ['identity', 'service-account'], (identity, random, world) => (namesClient(world) ? change(identity, random, world) : undefined)),
    ofIdentity(`${name}, named by the class`, ['identity', 'csi'], (identity, random, world) => (namesClient(world) ? undefined : change(identity, random, world))),
  ];
}

function namesClient(world: World): boolean {
  return objectOf(world, 'ServiceAccount')?.metadata.annotations?.['azure.workload.identity/client-id'] !== undefined;
}

export const identityFaults: readonly Fault[] = [
  ...ofNamed('not there', (identity, _, { azure }) => {
    azure.identities = (azure.identities ?? []).filter((one) => one !== identity);
    return 'deleted';
  }),
  ...ofNamed('another client id', (identity, random) => became(identity.clientId, (identity.clientId = otherDigit(random, identity.clientId)))),
  ...ofNamed('made anew with another client id', (identity, random) => {
    identity.clientId = guid(random);
    identity.principalId = guid(random);
    return `client id ${identity.clientId}`;
  }),
  ofIdentity('in another tenant', ['identity'], (identity, _, world) => {
    // where account or class name the tenant, either end could be wrong
    if (entersBy(world, 'csi') || namesTenant(world)) return undefined;
    return became(identity.tenantId, (identity.tenantId = otherTenantId));
  }),
  // the vault's grants are of a principal that is no more
  ofIdentity('another principal', ['identity', 'key-vault'], (identity, random) => became(identity.principalId, (identity.principalId = guid(random)))),
  ofApplication('not there', ['identity'], (application, _, { azure }) => {
    azure.applications = (azure.applications ?? []).filter((one) => one !== application);
    return 'deleted';
  }),
  ofApplication('without a service principal', ['identity'], (application) => {
    delete application.servicePrincipal;
    return 'deleted';
  }),
  ofApplication('service principal disabled', ['identity'], (application) => {
    if (application.servicePrincipal !== undefined) application.servicePrincipal.accountEnabled = false;
    return 'accountEnabled false';
  }),
  ofApplication('another app id', ['identity', 'service-account'], (application, random) => became(application.appId, (application.appId = otherDigit(random, application.appId)))),
  ofApplication('in another tenant', ['identity'], (application) => became(application.tenantId, (application.tenantId = otherTenantId))),
  ofApplication('another principal', ['identity', 'key-vault'], (application, random) => {
    const objectId = guid(random);
    application.servicePrincipal = { objectId };
    return objectId;
  }),
];
