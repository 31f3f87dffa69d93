import * as z from 'zod/mini';
import { WireFailure } from '../wire/failure.ts';
import { absent, known, unknown, type Answer } from './answer.ts';
import { defineQuestion, type World } from './question.ts';
import type { AzureRight } from './right.ts';

/** Each part has passed its grammar. */
export type ResourceGroupName = { readonly name: string; readonly subscriptionId: string | null };

/** Where a resource is made. */
export interface ResourceGroup {
  readonly name: string;
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** Absent where it could not be read. */
  readonly location?: string;
}

const readGroup: AzureRight = { where: 'azure', action: 'Microsoft.Resources/subscriptions/resourceGroups/read', power: 'read', carriedBy: 'role Reader' };

const subscriptionList = z.object({ value: z.array(z.object({ subscriptionId: z.string(), tenantId: z.string() })), nextLink: z.optional(z.nullable(z.string())) });
const groupRow = z.object({ name: z.string(), subscriptionId: z.string() });
const group = z.object({ name: z.string(), location: z.string() });

/** A resource group by its name: in the subscription that is given, else in the only one that is seen, or that has one of that name. */
export const resourceGroup = defineQuestion({
  name: 'resource group',
  rights: [readGroup],
  key: (name: ResourceGroupName) => name,
  async ask({ name, subscriptionId }, world): Promise<Answer<ResourceGroup>> {
    const { value: subscriptions, nextLink } = await world.azure.armGet('/subscriptions?api-version=2022-12-01', subscriptionList);
    const [only, ...others] = subscriptions;
    const alone = others.length === 0 && typeof nextLink !== 'string' ? only?.subscriptionId : undefined;
    const wanted = subscriptionId ?? alone ?? (await subscriptionOf(name, world));
    if (typeof wanted !== 'string') return wanted;
    const subscription = subscriptions.find((one) => one.subscriptionId.toLowerCase() === wanted.toLowerCase());
    if (subscription === undefined) {
      return unknown({ reason: 'forbidden', needs: `a role in subscription ${wanted}, or a login in its tenant: az login --tenant TENANT`, problem: 'doctor-rbac-partial' });
    }
    return inSubscription(subscription, name, world);
  },
});

/** The subscription of the one resource group of this name that Resource Graph shows. */
async function subscriptionOf(name: string, world: World): Promise<string | Answer<never>> {
  const query = `resourcecontainers | where type =~ 'microsoft.resources/subscriptions/resourcegroups' | where name =~ '${name}' | project name, subscriptionId`;
  const [first, second] = await world.azure.resourceGraph(query, groupRow);
  if (first === undefined) return unknown({ reason: 'not-asked', needs: `the subscription of resource group ${name}, with --subscription: Resource Graph shows no group of that name` });
  if (second !== undefined) return unknown({ reason: 'not-asked', needs: `the subscription of resource group ${name}, with --subscription: ${first.subscriptionId} and ${second.subscriptionId} have one` });
  return first.subscriptionId;
}

async function inSubscription({ subscriptionId, tenantId }: { readonly subscriptionId: string; readonly tenantId: string }, name: string, world: World): Promise<Answer<ResourceGroup>> {
  try {
    const found = await world.azure.armGet(`${resourceGroupId({ subscriptionId, name })}?api-version=2021-04-01`, group, tenantId);
    return known({ name: found.name, subscriptionId, tenantId, location: found.location });
  } catch (error) {
    if (!(error instanceof WireFailure) || error.fault.kind !== 'status') throw error;
    if (error.fault.status === 404) return absent(`resource group ${name} is not there: ${error.fault.message}`);
    // who may make an identity in a group may not be one who may look at the group
    if (error.fault.status === 403) return known({ name, subscriptionId, tenantId });
    throw error;
  }
}

export function resourceGroupId({ subscriptionId, name }: Pick<ResourceGroup, 'subscriptionId' | 'name'>): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${encodeURIComponent(name)}`;
}
