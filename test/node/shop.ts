/** The orders application as it really runs, and what its containers see. */
import * as z from 'zod';
import type { KubernetesObject } from '../../src/sandbox/scenario.ts';
import { audience, deployment, vaultEnv } from '../../src/sandbox/scenarios/shop.ts';
import type { PodParts } from '../../src/sandbox/scenarios/shop.ts';
import { until } from '../cluster/deadline.ts';
import { nodeImage } from './image.ts';
import type { NodeWorld } from './world.ts';

export interface TokenClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

const claims = z.looseObject({ iss: z.string(), sub: z.string(), aud: z.array(z.string()) });
const tokenRequest = z.looseObject({ status: z.looseObject({ token: z.string() }) });
const list = z.looseObject({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string(), deletionTimestamp: z.string().optional() }),
      status: z.looseObject({ conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).default([]) }),
    }),
  ),
});
const progress = z.looseObject({
  metadata: z.looseObject({ generation: z.number() }),
  spec: z.looseObject({ replicas: z.number() }),
  status: z.looseObject({
    observedGeneration: z.number().default(0),
    replicas: z.number().default(0),
    updatedReplicas: z.number().default(0),
    availableReplicas: z.number().default(0),
    conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).default([]),
  }),
});
const deadlineMs = 60_000;

/** `deployment/orders`, whose one container (`app`) may carry more than its usual env. */
export function orders(app: Readonly<Record<string, unknown>> = {}, parts: Omit<PodParts, 'containers'> = {}): KubernetesObject {
  return deployment({ ...parts, containers: [{ name: 'app', image: nodeImage, imagePullPolicy: 'Never', env: vaultEnv, ...app }] });
}

/** Waits until a rollout has finished, and no pod of before is left. Throws with kubectl's words. */
export async function rolledOut(world: NodeWorld): Promise<void> {
  await world.kubectl('rollout', 'status', 'deployment/orders', '-n', 'shop', `--timeout=${deadlineMs / 1000}s`);
  await until('pods of before to go', deadlineMs, async () => ((await podsOf(world, 'app=orders', 'shop')).every(({ leaving }) => !leaving) ? true : undefined));
}

/** Whether the rollout of today has finished, or stands still because pods are refused; undefined while it goes on. */
export async function hasSettled(world: NodeWorld): Promise<true | undefined> {
  const { metadata, spec, status } = progress.parse(JSON.parse(await world.kubectl('get', 'deployment/orders', '-n', 'shop', '-o', 'json')));
  if (status.observedGeneration < metadata.generation) return undefined;
  const refused = status.conditions.some(({ type, status: holds }) => type === 'ReplicaFailure' && holds === 'True');
  const finished = [status.replicas, status.updatedReplicas, status.availableReplicas].every((count) => count === spec.replicas);
  return refused || finished ? true : undefined;
}

export interface SeenPod {
  readonly name: string;
  readonly leaving: boolean;
  readonly ready: boolean;
}

export async function podsOf(world: NodeWorld, selector: string, namespace: string): Promise<readonly SeenPod[]> {
  const { items } = list.parse(JSON.parse(await world.kubectl('get', 'pods', '-n', namespace, '-l', selector, '-o', 'json')));
  return items.map(({ metadata, status }) => ({
    name: metadata.name,
    leaving: metadata.deletionTimestamp !== undefined,
    ready: status.conditions.some(({ type, status: holds }) => type === 'Ready' && holds === 'True'),
  }));
}

/** Names of the application's pods that are there to stay. */
export async function ordersPods(world: NodeWorld): Promise<readonly string[]> {
  return (await podsOf(world, 'app=orders', 'shop')).filter(({ leaving }) => !leaving).map(({ name }) => name);
}

/** What the token says that the kubelet wrote for each pod, read in its container. */
export async function tokenFiles(world: NodeWorld): Promise<readonly TokenClaims[]> {
  const pods = await ordersPods(world);
  return Promise.all(pods.map(async (name) => decode(await world.kubectl('exec', '-n', 'shop', name, '-c', 'app', '--', 'sh', '-c', 'cat "$AZURE_FEDERATED_TOKEN_FILE"'))));
}

/** What a token says that the API server gives for the account and the usual audience. */
export async function requestedToken({ plane }: NodeWorld): Promise<TokenClaims> {
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { audiences: [audience], expirationSeconds: 600 } };
  return decode(tokenRequest.parse(await plane.api.call('POST', '/api/v1/namespaces/shop/serviceaccounts/orders/token', { body })).status.token);
}

/** Claims of a token; what fails here must not quote it. */
function decode(token: string): TokenClaims {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    throw new Error('the token file holds no JWT');
  }
  const { iss, sub, aud } = claims.parse(parsed);
  return { issuer: iss, subject: sub, audiences: aud };
}
