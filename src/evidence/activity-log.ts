import * as z from 'zod/mini';
import { known, unknown, type Answer } from './answer.ts';
import { defineQuestion } from './question.ts';
import type { AzureRight } from './right.ts';

/** One operation on a resource, as Azure Resource Manager wrote it down. */
export interface Activity {
  readonly at: string;
  /** `Microsoft.KeyVault/vaults/write`. */
  readonly operation: string;
  readonly resourceId: string;
  readonly status: 'succeeded' | 'failed';
  /** Who asked for it: a user's name, or the object id of a principal. */
  readonly caller?: string;
  /** Of a failure, in the words of whoever refused. */
  readonly code?: string;
  readonly message?: string;
}

export type ActivityKey = { readonly subscriptionId: string | null; readonly resourceGroup: string | null; readonly tenantId: string | null };

const readActivity: AzureRight = { where: 'azure', action: 'Microsoft.Insights/eventtypes/values/read', power: 'read', carriedBy: 'role Reader' };

const named = z.optional(z.nullable(z.object({ value: z.optional(z.nullable(z.string())) })));
const entries = z.object({
  value: z.array(
    z.object({
      eventTimestamp: z.string(),
      operationName: named,
      status: named,
      subStatus: named,
      resourceId: z.optional(z.nullable(z.string())),
      caller: z.optional(z.nullable(z.string())),
      properties: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
    }),
  ),
});

/** Azure keeps ninety days; what is older than this is not why something fails today. */
const days = 14;
const fields = 'eventTimestamp,operationName,status,subStatus,resourceId,caller,properties';

/** What was done to the resources of a group in the last two weeks, the newest first; of a busy group only the newest page. */
export const activityLog = defineQuestion({
  name: 'activity log',
  rights: [readActivity],
  key: (key: ActivityKey) => key,
  async ask({ subscriptionId, resourceGroup, tenantId }, world): Promise<Answer<readonly Activity[]>> {
    if (subscriptionId === null || resourceGroup === null || !/^[\w.()-]{1,90}$/.test(resourceGroup) || !/^[0-9a-f-]{36}$/i.test(subscriptionId)) {
      return unknown({ reason: 'blocked', needs: 'the resource group', waitedFor: [] });
    }
    const since = new Date(world.clock.now().getTime() - days * 86_400_000).toISOString();
    const filter = encodeURIComponent(`eventTimestamp ge '${since}' and resourceGroupName eq '${resourceGroup}'`);
    const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=${filter}&$select=${fields}`;
    const { value } = await world.azure.armGet(path, entries, tenantId ?? undefined);
    return known(value.flatMap(activityOf).toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)));
  },
});

/** An entry that tells how something ended; what only began says nothing. */
function activityOf(entry: z.infer<typeof entries>['value'][number]): readonly Activity[] {
  const status = entry.status?.value?.toLowerCase();
  const operation = entry.operationName?.value ?? '';
  if ((status !== 'succeeded' && status !== 'failed') || operation === '') return [];
  const { caller } = entry;
  return [
    {
      at: entry.eventTimestamp,
      operation,
      resourceId: entry.resourceId ?? '',
      status,
      ...(typeof caller === 'string' && caller !== '' ? { caller: caller.slice(0, 200) } : {}),
      ...(status === 'failed' ? refusalIn(entry.properties?.['statusMessage'], entry.subStatus?.value ?? undefined) : {}),
    },
  ];
}

const refusal = z.object({ error: z.object({ code: z.optional(z.string()), message: z.optional(z.string()) }) });

/** `statusMessage` is JSON within JSON, or, of old providers, plain text. */
export function refusalIn(statusMessage: unknown, subStatus: string | undefined): { readonly code?: string; readonly message?: string } {
  const text = typeof statusMessage === 'string' ? statusMessage : '';
  const { code = subStatus, message = text } = errorIn(text);
  return { ...(code === undefined || code === '' ? {} : { code: code.slice(0, 200) }), message: message.slice(0, 500) };
}

function errorIn(text: string): { readonly code?: string; readonly message?: string } {
  try {
    const parsed = refusal.safeParse(JSON.parse(text));
    if (!parsed.success) return {};
    const { code, message } = parsed.data.error;
    return { ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
  } catch {
    return {};
  }
}
