/** The activity log of a subscription, for a resource group since a time (Azure Monitor REST API, 2015-04-01). */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { ActivityState } from '../scenario.ts';
import { forbidden, noRoute } from './arm-answers.ts';
import type { ResourceCall } from './arm-answers.ts';
import { cloudError, json, same } from './wire.ts';
import type { Answer } from './wire.ts';

const filterShape = /^eventTimestamp ge '([^']+)'(?: and eventTimestamp le '[^']+')? and resourceGroupName eq '([^']+)'$/;

export function answerActivity({ call, caller, world, subscriptionId }: ResourceCall): Answer {
  if (call.method !== 'GET') return noRoute(call);
  if (!caller.may('activity-log')) return forbidden(caller, 'Microsoft.Insights/eventtypes/values/read', `/subscriptions/${subscriptionId}`);
  const [, since = '', group = ''] = filterShape.exec(call.query.get('$filter') ?? '') ?? [];
  if (group === '' || Number.isNaN(Date.parse(since))) return cloudError(400, 'BadRequest', 'The filter is not one of those that are supported.');
  const above = `/subscriptions/${subscriptionId}/resourcegroups/${group}/`.toLowerCase();
  const entries = world.activity
    .toSorted((a, b) => a.minutesAgo - b.minutesAgo)
    .map((one) => ({ one, at: new Date(Date.now() - one.minutesAgo * 60_000).toISOString() }))
    .filter(({ one, at }) => one.resourceId.toLowerCase().startsWith(above) && at >= since);
  const fields = (call.query.get('$select') ?? '').split(',').filter((name) => name !== '');
  return json(200, { value: entries.map(({ one, at }) => selected(entry(one, at, subscriptionId), fields)) });
}

function entry({ operation, resourceId, caller, refused }: ActivityState, at: string, subscriptionId: string): Readonly<Record<string, unknown>> {
  const status = refused === undefined ? 200 : refused.status;
  const reason = (STATUS_CODES[status] ?? '').replaceAll(' ', '');
  const name = (value: string, localizedValue = value): unknown => ({ value, localizedValue });
  return {
    authorization: { action: operation, scope: resourceId },
    caller,
    channels: 'Operation',
    correlationId: randomUUID(),
    eventDataId: randomUUID(),
    eventName: name('EndRequest', 'End request'),
    category: name('Administrative'),
    level: refused === undefined ? 'Informational' : 'Error',
    resourceId,
    operationName: name(operation),
    status: name(refused === undefined ? 'Succeeded' : 'Failed'),
    subStatus: name(reason, `${STATUS_CODES[status] ?? ''} (HTTP Status Code: ${status})`),
    eventTimestamp: at,
    submissionTimestamp: at,
    subscriptionId,
    properties: {
      statusCode: reason,
      ...(refused === undefined ? {} : { statusMessage: JSON.stringify({ error: { code: refused.code, message: refused.message } }) }),
      eventCategory: 'Administrative',
      entity: resourceId,
    },
  };
}

function selected(whole: Readonly<Record<string, unknown>>, fields: readonly string[]): Readonly<Record<string, unknown>> {
  return fields.length === 0 ? whole : Object.fromEntries(Object.entries(whole).filter(([name]) => fields.some((field) => same(field, name))));
}
