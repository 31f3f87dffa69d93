/** AKS clusters for one question: the identity bindings of one (`azure-wire.md` §2.5, api-version 2026-04-01). */
import { forbidden, noRoute, page, resourceNotFound } from './arm-answers.ts';
import type { ResourceCall } from './arm-answers.ts';
import { same } from './wire.ts';
import type { Answer } from './wire.ts';
import { clusterId, identityId } from './world.ts';

const type = 'Microsoft.ContainerService/managedClusters';

export function answerClusters({ call, caller, world, subscriptionId, resourceGroup = '', segments }: ResourceCall): Answer {
  const [kind = '', name = '', child = '', ...rest] = segments;
  if (call.method !== 'GET' || !same(kind, 'managedClusters') || !same(child, 'identityBindings') || rest.length > 0) return noRoute(call);
  if (!caller.may('arm-clusters')) return forbidden(caller, `${type}/identityBindings/read`, call.path);
  const cluster = world.clusters.find((one) => same(one.subscriptionId, subscriptionId) && same(one.resourceGroup, resourceGroup) && same(one.name, name));
  if (cluster === undefined) return resourceNotFound(type, name, resourceGroup);
  const bindings = (cluster.identityBindings ?? []).map((binding) => {
    const identity = world.identities.find(({ state }) => same(state.clientId, binding.clientId))?.state;
    return {
      id: `${clusterId(cluster)}/identityBindings/${binding.name}`,
      name: binding.name,
      type: `${type}/identityBindings`,
      properties: {
        managedIdentity: { ...(identity === undefined ? {} : { resourceId: identityId(identity), objectId: identity.principalId, tenantId: identity.tenantId }), clientId: binding.clientId },
        oidcIssuer: { oidcIssuerUrl: `https://ib.oic.prod-aks.azure.com/${cluster.tenantId}/${binding.clientId}` },
        provisioningState: 'Succeeded',
      },
    };
  });
  return page(call, bindings, 100);
}
