import * as z from 'zod/mini';
import { WireFailure } from '../wire/failure.ts';
import { known, unknown, type Answer } from './answer.ts';
import { defineQuestion, type World } from './question.ts';
import type { AzureRight } from './right.ts';
import type { TargetSubject } from './subject.ts';
import { targetIssuer } from './target-issuer.ts';

/** The AKS cluster that has the issuer of this one, as Azure shows it. */
export interface AksCluster {
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  /** Its API server is integrated into a virtual network. */
  readonly vnetIntegration: boolean;
  /** Client ids of the identities that are bound to it; absent where they could not be read. */
  readonly boundClientIds?: readonly string[];
}

const readBindings: AzureRight = { where: 'azure', action: 'Microsoft.ContainerService/managedClusters/identityBindings/read', power: 'read', carriedBy: 'role Reader on the cluster' };

const row = z.object({ id: z.string(), name: z.string(), resourceGroup: z.string(), subscriptionId: z.string(), vnet: z.optional(z.nullable(z.union([z.string(), z.boolean()]))) });
const bindings = z.object({ value: z.array(z.object({ properties: z.optional(z.object({ managedIdentity: z.optional(z.object({ clientId: z.optional(z.string()) })) })) })), nextLink: z.optional(z.nullable(z.string())) });

/** By the issuer that the API server names; no row says nothing, since Resource Graph hides what its caller may not read. */
export const aksCluster = defineQuestion({
  name: 'AKS cluster',
  rights: [readBindings],
  key: (_subject: TargetSubject) => null,
  async ask(_key, world): Promise<Answer<AksCluster>> {
    const issuer = await world.need(targetIssuer, null);
    const gap = unknown({ reason: 'forbidden', needs: `${readBindings.action} (${readBindings.carriedBy})` });
    if (!/^https:\/\/[A-Za-z0-9.-]+\/[A-Za-z0-9./-]*$/.test(issuer)) return gap;
    const query = `resources | where type =~ 'microsoft.containerservice/managedclusters' | where tostring(properties.oidcIssuerProfile.issuerURL) =~ '${issuer}' | project id, name, resourceGroup, subscriptionId, vnet=tostring(properties.apiServerAccessProfile.enableVnetIntegration)`;
    const [found] = await world.azure.resourceGraph(query, row);
    if (found === undefined) return gap;
    const { id, name, resourceGroup, subscriptionId, vnet } = found;
    const boundClientIds = await boundTo(id, world);
    return known({ name, resourceGroup, subscriptionId, vnetIntegration: String(vnet).toLowerCase() === 'true', ...(boundClientIds === undefined ? {} : { boundClientIds }) });
  },
});

/** A cluster with more bindings than one page has is not judged by them. */
async function boundTo(id: string, world: World): Promise<readonly string[] | undefined> {
  if (!/^\/subscriptions\/[0-9a-f-]{36}(\/[A-Za-z0-9._()-]+)*$/i.test(id)) return undefined;
  try {
    const { value, nextLink } = await world.azure.armGet(`${id}/identityBindings?api-version=2026-04-01`, bindings);
    return typeof nextLink === 'string' ? undefined : value.flatMap(({ properties }) => properties?.managedIdentity?.clientId?.toLowerCase() ?? []);
  } catch (error) {
    if (error instanceof WireFailure && error.fault.kind === 'status') return undefined;
    throw error;
  }
}
