import * as z from 'zod';
import { template } from '../../src/sandbox/scenarios/shop.ts';
import { WireFailure } from '../../src/wire/failure.ts';
import { until } from '../cluster/deadline.ts';
import { podsOf } from './shop.ts';
import { webhookPodLabel } from './webhook-pods.ts';
import type { NodeWorld } from './world.ts';

const created = z.looseObject({ spec: z.looseObject({ containers: z.array(z.looseObject({ env: z.array(z.looseObject({ name: z.string() })).default([]) })) }) });
const deadlineMs = 30_000;

/** Has the webhook's program end in each of its pods, whose containers live on; returns when no new pod is injected any more. */
export async function breakWebhook(world: NodeWorld): Promise<void> {
  const pods = await podsOf(world, webhookPodLabel, 'kube-system');
  await Promise.all(pods.filter(({ leaving }) => !leaving).map(({ name }) => world.kubectl('exec', '-n', 'kube-system', name, '--', 'killall', 'nc')));
  await until('every pod of the webhook to be unready', deadlineMs, async () => ((await podsOf(world, webhookPodLabel, 'kube-system')).some(({ ready }) => ready) ? undefined : true));
  await until('the outage', deadlineMs, async () => ((await tryInjection(world)) === 'injected' ? undefined : true));
}

/** What an administrator does to it; returns when new pods are injected. */
export async function restartWebhook(world: NodeWorld): Promise<void> {
  await world.kubectl('rollout', 'restart', 'deployment/azure-wi-webhook-controller-manager', '-n', 'kube-system');
  await until('the webhook to inject', deadlineMs, async () => {
    const seen = await tryInjection(world);
    if (seen === 'injected') return true;
    throw new Error(seen);
  });
}

/** What the API server would make of a pod of the shop now: `injected`, `bare`, or the text of its refusal. */
export async function tryInjection({ plane }: NodeWorld): Promise<string> {
  const { metadata, spec } = template();
  const body = { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, generateName: 'tried-' }, spec };
  try {
    const { spec: made } = created.parse(await plane.api.call('POST', '/api/v1/namespaces/shop/pods?dryRun=All', { body }));
    return made.containers.some(({ env }) => env.some(({ name }) => name === 'AZURE_FEDERATED_TOKEN_FILE')) ? 'injected' : 'bare';
  } catch (error) {
    if (error instanceof WireFailure && error.fault.kind === 'status') return error.fault.message;
    throw error;
  }
}
