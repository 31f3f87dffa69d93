import * as z from 'zod';
import { namespace as shop, template } from '../../src/sandbox/scenarios/shop.ts';
import { WireFailure } from '../../src/wire/failure.ts';
import { until } from '../cluster/deadline.ts';
import { podsOf } from './shop.ts';
import { webhookPodLabel } from './webhook-pods.ts';
import type { NodeWorld } from './world.ts';

const created = z.looseObject({ spec: z.looseObject({ containers: z.array(z.looseObject({ env: z.array(z.looseObject({ name: z.string() })).default([]) })) }) });
const deadlineMs = 30_000;

/** Has the webhook's program end in each of its pods, whose containers live on; returns when no pod is injected any more. */
export async function breakWebhook(world: NodeWorld): Promise<void> {
  const pods = await podsOf(world, webhookPodLabel, 'kube-system');
  await Promise.all(pods.map(({ name }) => world.kubectl('exec', '-n', 'kube-system', name, '--', 'killall', 'nc')));
  await until('the outage', deadlineMs, async () => ((await tryInjection(world)) === 'injected' ? undefined : true));
}

/** Waits until new pods are injected. */
export async function untilInjected(world: NodeWorld): Promise<void> {
  await until('the webhook to inject', deadlineMs, async () => {
    const seen = await tryInjection(world);
    if (seen === 'injected') return true;
    throw new Error(seen);
  });
}

/** What the API server would make of a pod of the shop now: `injected`, `bare`, or its refusal. */
export async function tryInjection({ plane }: NodeWorld): Promise<string> {
  const pod = { apiVersion: 'v1', kind: 'Pod', ...template(), metadata: { ...template().metadata, generateName: 'tried-' } };
  try {
    const answer = created.parse(await plane.api.call('POST', `/api/v1/namespaces/${shop.metadata.name}/pods?dryRun=All`, { body: pod }));
    return answer.spec.containers.some(({ env }) => env.some(({ name }) => name === 'AZURE_FEDERATED_TOKEN_FILE')) ? 'injected' : 'bare';
  } catch (error) {
    if (error instanceof WireFailure && error.fault.kind === 'status') return error.fault.message;
    throw error;
  }
}
