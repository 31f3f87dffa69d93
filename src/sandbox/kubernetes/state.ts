/** Everything the simulated cluster is made of, besides its listener. */
import type { Step, WebhookState } from '../scenario.ts';
import type { Clock } from './clock.ts';
import { KindTable } from './kinds.ts';
import type { ResourceKind } from './kinds.ts';
import { Store } from './store.ts';

export const nodeName = 'aks-nodepool1-31415926-vmss000000';
export const kubernetesVersion = 'v1.36.3';

export interface ClusterState {
  readonly clock: Clock;
  readonly store: Store;
  readonly kinds: KindTable;
  /** The webhook's server; the objects that lead to it are in the store. */
  webhook: WebhookState | undefined;
  /** Base64 of the CA that the webhook's serving certificate comes from. */
  readonly webhookCaBundle: string;
  /** Mounts that the driver makes for whichever pod comes. */
  readonly standingMounts: Extract<Step, { do: 'mount' }>[];
  /** `namespace/name` of the classes whose mount was refused last. */
  readonly refusedMounts: Set<string>;
  podsBecome: Extract<Step, { do: 'pods' }>['become'];
  /** What a controller computed last, by uid: it writes a status only when that changes, so a `status` step stays. */
  readonly computedStatus: Map<string, string>;
  /** Name of the event by object, reason and message, so that a repeated one counts up. */
  readonly eventNames: Map<string, string>;
  /** The last octets of the pod address given out last. */
  lastAddress: number;
}

export function createState(clock: Clock, webhookCaBundle: string): ClusterState {
  return {
    clock,
    store: new Store(clock),
    kinds: new KindTable(),
    webhook: undefined,
    webhookCaBundle,
    standingMounts: [],
    refusedMounts: new Set(),
    podsBecome: 'ready',
    computedStatus: new Map(),
    eventNames: new Map(),
    lastAddress: 0,
  };
}

/** A kind that is always served; throws for a name that is none. */
export function kindNamed(state: ClusterState, name: string): ResourceKind {
  const kind = state.kinds.byName(name);
  if (kind === undefined) throw new Error(`the simulated cluster knows no kind ${name}`);
  return kind;
}
