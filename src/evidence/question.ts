import type { AzurePort } from '../azure/port.ts';
import type { KubePort } from '../kube/port.ts';
import type { Answer } from './answer.ts';
import type { Right } from './right.ts';

/** A key: what an answer depends on, and nothing else. Plain, so that equal keys are one answer. */
export type Plain = string | number | boolean | null | undefined | readonly Plain[] | { readonly [name: string]: Plain };

/**
 * One thing the product can ask.
 *
 * `S` is what a check's subject must carry for the key to be derived from it. `ask` receives only the key:
 * an answer cannot depend on what is not in it, so it is shared by all who ask with an equal key and asked once.
 */
export interface Question<in S, K extends Plain, V> {
  readonly name: string;
  readonly rights: readonly Right[];
  /** Questions it asks by itself whose rights its readers therefore need. */
  readonly uses?: readonly { readonly name: string; readonly rights: readonly Right[] }[];
  /** Holds an API object, a token or an access token: shared within the run, never written down. */
  readonly transient?: true;
  readonly key: (subject: S) => K;
  ask(key: K, world: World): Promise<Answer<V>>;
}

export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or rejects when the run is aborted. */
  wait(ms: number): Promise<void>;
}

/** What a question may use: the ports of the run, and other questions. */
export interface World {
  readonly kube: KubePort;
  readonly azure: AzurePort;
  readonly clock: Clock;
  /** The whole answer. */
  get<K extends Plain, V>(question: Question<never, K, V>, key: K): Promise<Answer<V>>;
  /** The value; what is absent or unknown makes the asking question `blocked` by it. */
  need<K extends Plain, V>(question: Question<never, K, V>, key: K): Promise<V>;
}

export function defineQuestion<S, K extends Plain, V>(question: Question<S, K, V>): Question<S, K, V> {
  return question;
}
