import type { Owner } from '../../evidence/subject.ts';
import { reference, useAccount } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface CsiPodSaDefault {
  readonly owner: Owner;
  readonly presented: string;
  /** The account that the template names by now: the pods are older than it. */
  readonly template?: string;
  readonly nearest: { readonly name: string; readonly value: string };
}

export const csiPodSaDefault = defineProblem<CsiPodSaDefault>({
  code: 'WI847',
  name: 'csi-pod-sa-default',
  link: 'csi',
  title: 'The pods mount as the service account default, which the identity does not trust',
  brief: 'the pods use the account default',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ presented, nearest, template }) => `The driver presents ${presented}, since ${template === undefined ? 'the pods name no service account' : `some pods are older than the template, which names ${template}`}; federated credential ${nearest.name} is for ${nearest.value}`,
  why: () => "The driver is given a token of the pod's own service account. A template without serviceAccountName gets the account default, which no federated credential names here.",
  evidence: ({ presented, nearest }) => [
    { label: 'presented', value: presented, of: 'the token of the pods' },
    { label: 'trusted', value: nearest.value, of: `federated credential ${nearest.name}` },
  ],
  fix: ({ owner, nearest, template }) => template !== undefined ? [
    kubectl('wait for the end of the rollout: the old pods go with it', 'rollout', 'status', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace')),
    note('If it does not end: kubectl describe one of the new pods, which mount as another account.'),
  ] : [
    useAccount(owner, 'use the account that is trusted; new pods follow', nearest.value.split(':')[3]),
    note('The account must be there. The pods then have its rights and imagePullSecrets, and no longer those of default.'),
    note('Do not trust default in its place: every pod of the namespace that names no account would sign in as this identity.'),
  ],
  example: {
    owner: { kind: 'deployment', namespace: 'shop', name: 'orders' },
    presented: 'system:serviceaccount:shop:default',
    nearest: { name: 'fic-orders', value: 'system:serviceaccount:shop:orders' },
  },
});
