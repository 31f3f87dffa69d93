import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface TokenFileUnusable {
  readonly pod: string;
  readonly namespace: string;
  readonly state: 'missing' | 'unreadable' | 'empty' | 'expired';
  /** When its token ended, where it has. */
  readonly expiredAt?: string;
}

const words = {
  missing: 'is not there',
  unreadable: 'cannot be read by the user that the container runs as',
  empty: 'is empty',
  expired: 'holds a token that has expired',
} as const;

export const tokenFileUnusable = defineProblem<TokenFileUnusable>({
  code: 'WI624',
  name: 'token-file-unusable',
  link: 'exchange',
  title: 'The token file in the pod cannot be used',
  brief: 'the token file cannot be used',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ pod, state }) => `The token file of pod/${pod} ${words[state]}`,
  why: ({ state }) =>
    state === 'expired'
      ? 'The kubelet renews the file when four fifths of the token\'s life are over. It can no longer: the service account was deleted, or the node does not reach the API server. The pod stays Ready meanwhile.'
      : 'The kubelet writes it with the rights that follow from runAsUser and fsGroup of the pod; a container that runs as another user may be kept out.',
  evidence: ({ expiredAt }) => (expiredAt === undefined ? [] : [{ label: 'expired', value: expiredAt }]),
  fix: ({ pod, namespace, state }) => [
    kubectl('see what the kubelet says of its volumes', 'describe', 'pod', word(pod, 'dns-name', 'pod'), '-n', word(namespace, 'dns-name', 'namespace')),
    note(state === 'unreadable' ? 'Give every container of the pod one runAsUser, or the pod an fsGroup.' : 'Mend what it says there, and let the pod be made anew.'),
  ],
  example: { pod: 'orders-7c9f-abcde', namespace: 'shop', state: 'expired', expiredAt: '2026-11-27T01:00:00Z' },
});
