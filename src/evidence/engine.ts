import type { AzurePort } from '../azure/port.ts';
import type { KubePort } from '../kube/port.ts';
import { WireFailure } from '../wire/failure.ts';
import { answerId } from './answer-id.ts';
import { unknown, type Answer, type AnswerId, type Gap } from './answer.ts';
import { gapOfFailure } from './gap.ts';
import type { Clock, Plain, Question, World } from './question.ts';

export interface Ports {
  readonly kube: KubePort;
  readonly azure: AzurePort;
  readonly clock: Clock;
}

/** A world that asks each question once per key; `bugs` are errors of ours that a question ran into. */
export interface Engine {
  readonly world: World;
  readonly bugs: readonly Error[];
  /** Gives an answer that is already at hand, as a list brought it: its question is then not asked any more. */
  seed<K extends Plain, V>(question: Question<never, K, V>, key: K, answer: Answer<V>): void;
  /** How many times each question went to its port, by name. */
  readonly asked: ReadonlyMap<string, number>;
}

/** Thrown by `world.need` and caught by the engine alone. */
class Blocked extends Error {
  override readonly name = 'Blocked';
  readonly waitedFor: readonly AnswerId[];
  readonly gap: Gap | undefined;

  constructor(waitedFor: readonly AnswerId[], gap: Gap | undefined) {
    super(`waits for ${waitedFor[0] ?? 'an answer'}`);
    this.waitedFor = waitedFor;
    this.gap = gap;
  }
}

export function createEngine(ports: Ports): Engine {
  const answers = new Map<AnswerId, Promise<Answer<unknown>>>();
  const bugs: Error[] = [];
  const asked = new Map<string, number>();

  const world: World = {
    ...ports,
    get<K extends Plain, V>(question: Question<never, K, V>, key: K): Promise<Answer<V>> {
      const id = answerId(question, key);
      const earlier = answers.get(id);
      if (earlier !== undefined) return earlier as Promise<Answer<V>>;
      asked.set(question.name, (asked.get(question.name) ?? 0) + 1);
      const answer = askOnce(question, key);
      answers.set(id, answer);
      return answer;
    },
    async need<K extends Plain, V>(question: Question<never, K, V>, key: K): Promise<V> {
      const answer = await world.get(question, key);
      if (answer.state === 'known') return answer.value;
      const id = answerId(question, key);
      if (answer.state === 'absent') throw new Blocked([id], undefined);
      throw new Blocked([id, ...(answer.gap.waitedFor ?? [])], answer.gap);
    },
  };

  async function askOnce<K extends Plain, V>(question: Question<never, K, V>, key: K): Promise<Answer<V>> {
    try {
      return await question.ask(key, world);
    } catch (error) {
      return unknown(gapOf(error, question, key));
    }
  }

  function gapOf<K extends Plain, V>(error: unknown, question: Question<never, K, V>, key: K): Gap {
    if (error instanceof WireFailure) return gapOfFailure(error, question.rights, placeOf(key));
    if (error instanceof Blocked) return gapOfBlocked(error);
    if (error instanceof Error && 'exitCode' in error && error.exitCode === 4) {
      return { reason: 'forbidden', needs: 'credentials that the API server takes', detail: error.message, problem: 'kube-auth-expired' };
    }
    const bug = error instanceof Error ? error : new Error(String(error));
    bugs.push(bug);
    return { reason: 'not-asked', needs: `the question "${question.name}" to be mended: it is a bug of this tool`, detail: bug.message };
  }

  function seed<K extends Plain, V>(question: Question<never, K, V>, key: K, answer: Answer<V>): void {
    answers.set(answerId(question, key), Promise.resolve(answer));
  }

  return { world, bugs, seed, asked };
}

function gapOfBlocked(blocked: Blocked): Gap {
  const { gap: cause, waitedFor } = blocked;
  if (cause === undefined) return { reason: 'blocked', needs: nameOf(waitedFor[0]), waitedFor };
  return {
    reason: 'blocked',
    needs: cause.needs,
    ...(cause.detail === undefined ? {} : { detail: cause.detail }),
    ...(cause.problem === undefined ? {} : { problem: cause.problem }),
    waitedFor,
  };
}

function nameOf(id: AnswerId | undefined): string {
  return id === undefined ? 'an answer' : `the ${id.slice(0, id.indexOf(' '))}`;
}

function placeOf(key: Plain): { namespace?: string; name?: string } {
  if (key === null || typeof key !== 'object' || Array.isArray(key)) return {};
  const { namespace, name } = key as { readonly [field: string]: Plain };
  return {
    ...(typeof namespace === 'string' ? { namespace } : {}),
    ...(typeof name === 'string' ? { name } : {}),
  };
}
