/** What the causes that only a log shows have in common. */
import type { Owner } from '../evidence/subject.ts';
import type { EvidenceLine } from './problem.ts';
import { kubectl, word, type Step } from './step.ts';

/** A line of a container's log that names a cause. */
export interface Logged {
  readonly owner: Owner;
  readonly pod: string;
  readonly container: string;
  /** Of the container that ran before its last restart. */
  readonly previous: boolean;
  /** `5 min ago`; absent where the line has no time. */
  readonly age?: string;
  readonly text: string;
  /** What the text names; foreign. */
  readonly groups: { readonly [name: string]: string };
}

export function loggedEvidence({ pod, container, age, text }: Logged): readonly EvidenceLine[] {
  return [{ label: 'log', value: text, of: `container ${container} of pod ${pod}${age === undefined ? '' : `, ${age}`}` }];
}

/** Shows the lines around it. */
export function showLog({ owner, pod, container, previous }: Logged): Step {
  const words = ['logs', word(pod, 'dns-name', 'pod'), '-n', word(owner.namespace, 'dns-name', 'namespace'), '-c', word(container, 'dns-name', 'container')];
  return kubectl('read on in the log', ...words, '--timestamps', ...(previous ? ['--previous'] : []));
}

export function exampleLog(text: string, groups: Logged['groups'] = {}): Logged {
  return { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pod: 'orders-7c9f8b6d5-abcde', container: 'app', previous: false, age: '5 min ago', text, groups };
}
