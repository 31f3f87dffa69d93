import type { Owner } from '../../evidence/subject.ts';
import { useAccount } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface CsiPodSaDefault {
  readonly owner: Owner;
  readonly presented: string;
  readonly nearest: { readonly name: string; readonly value: string };
}

export const csiPodSaDefault = defineProblem<CsiPodSaDefault>({
  code: 'WI847',
  name: 'csi-pod-sa-default',
  link: 'csi',
  title: 'The driver is given a token of the account default',
  brief: 'the pods use the account default',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ presented, nearest }) => `The driver presents ${presented}, since the pods name no service account; credential ${nearest.name} is for ${nearest.value}`,
  why: () => "The driver is given a token of the pod's own service account. A template without serviceAccountName gets the account default, which no credential names here.",
  evidence: ({ presented, nearest }) => [
    { label: 'presented', value: presented },
    { label: 'trusted', value: nearest.value, of: `credential ${nearest.name}` },
  ],
  fix: ({ owner, nearest }) => [useAccount(owner, 'use the account that is trusted; new pods follow', nearest.value.split(':')[3])],
  example: {
    owner: { kind: 'deployment', namespace: 'shop', name: 'orders' },
    presented: 'system:serviceaccount:shop:default',
    nearest: { name: 'fic-orders', value: 'system:serviceaccount:shop:orders' },
  },
});
