/** Manifests and a cluster without a listener, for the tests of this folder. */
import type { KubernetesObject, Step, WebhookState } from '../../scenario.ts';
import { furnishCluster } from '../bootstrap.ts';
import { createClock } from '../clock.ts';
import type { StoredObject } from '../objects.ts';
import { createState, kindNamed } from '../state.ts';
import type { ClusterState } from '../state.ts';
import { takeStep } from '../steps.ts';

export const tenantId = '6a1f0c3e-55d4-4a90-9f0a-3f6f5b7a2c10';
export const clientId = '5f0c2d34-8a1b-4c7e-9d66-0b1c2d3e91ab';
export const useLabel = { 'azure.workload.identity/use': 'true' };

export function namespace(name: string, labels: Readonly<Record<string, string>> = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

export function serviceAccount(name: string, annotations: Readonly<Record<string, string>> = { 'azure.workload.identity/client-id': clientId }): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: 'shop', annotations } };
}

interface WorkloadOptions {
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job';
  readonly name?: string;
  readonly replicas?: number;
  readonly image?: string;
  readonly serviceAccountName?: string;
  readonly strategy?: unknown;
}

export function workload({ kind = 'Deployment', name = 'orders', replicas = 2, image = 'registry/orders:1', serviceAccountName = 'orders', strategy }: WorkloadOptions = {}): KubernetesObject {
  const labels = { app: name };
  const scaled = kind === 'Deployment' || kind === 'StatefulSet';
  return {
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name, namespace: 'shop' },
    spec: {
      ...(scaled ? { replicas } : {}),
      ...(kind === 'Job' ? {} : { selector: { matchLabels: labels } }),
      ...(strategy === undefined ? {} : { strategy }),
      template: {
        metadata: { labels: { ...labels, ...useLabel } },
        spec: {
          serviceAccountName,
          ...(kind === 'Job' ? { restartPolicy: 'Never' } : {}),
          containers: [{ name: 'app', image }],
        },
      },
    },
  };
}

export function webhookStep(state: Partial<WebhookState> = {}): Step {
  return { do: 'webhook', state: { generation: 'wi', tenantId, ...state } };
}

export const shop: Step = { do: 'apply', objects: [namespace('shop'), serviceAccount('orders')] };

/** A furnished cluster in which these steps have been taken, each ten seconds after the one before. */
export function clusterAfter(...steps: readonly Step[]): ClusterState {
  const state = createState(createClock(Date.now, steps.length), Buffer.from('a certificate').toString('base64'));
  furnishCluster(state);
  take(state, ...steps);
  return state;
}

export function take(state: ClusterState, ...steps: readonly Step[]): void {
  for (const [index, time] of state.clock.plan(steps.length).entries()) {
    const step = steps[index];
    if (step === undefined) continue;
    time.begin();
    try {
      takeStep(state, step);
    } finally {
      time.end();
    }
  }
}

/** An object in a namespace; `''` for a kind of the whole cluster. */
export function stored(state: ClusterState, kind: string, name: string, inNamespace = 'shop'): StoredObject {
  const object = state.store.get(kindNamed(state, kind), inNamespace, name);
  if (object === undefined) throw new Error(`no ${kind} ${name}`);
  return object;
}

export function all(state: ClusterState, kind: string, inNamespace = 'shop'): StoredObject[] {
  return state.store.list(kindNamed(state, kind), inNamespace);
}
