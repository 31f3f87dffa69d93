import type { Owner } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface KedaPodidentityRemoved {
  readonly owner: Owner;
  readonly objects: readonly { readonly kind: 'triggerauthentication' | 'clustertriggerauthentication'; readonly namespace?: string; readonly name: string }[];
  /** Of KEDA; absent where its labels do not tell. */
  readonly version?: string;
}

export const kedaPodidentityRemoved = defineProblem<KedaPodidentityRemoved>({
  code: 'WI905',
  name: 'keda-podidentity-removed',
  link: 'pod',
  title: 'KEDA is told to sign in by pod identity v1, which it no longer knows',
  brief: 'KEDA no longer knows pod identity v1',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ objects, version }) => `KEDA${version === undefined ? '' : ` ${version}`} no longer knows podIdentity.provider azure, which ${objects.length === 1 ? `${objects[0]?.kind ?? ''}/${objects[0]?.name ?? ''} asks for` : `${objects.length} of its objects ask for`}`,
  why: () => 'Provider azure is pod identity v1. KEDA took it out in 2.15 (the add-on of AKS with Kubernetes 1.31): scalers that use it get no metrics. Workload identity is provider azure-workload; the operator itself is then bound to the identity.',
  evidence: ({ objects }) => objects.slice(0, 5).map(({ kind, namespace, name }) => ({ label: kind, value: namespace === undefined ? name : `${namespace}/${name}` })),
  fix: ({ objects }) => [
    ...objects.slice(0, 5).map(({ kind, namespace, name }) =>
      kubectl(
        'sign in with workload identity',
        'patch',
        `${kind}/${word(name, 'dns-name', kind)}`,
        ...(namespace === undefined ? [] : ['-n', word(namespace, 'dns-name', 'namespace')]),
        '--type',
        'merge',
        '-p',
        JSON.stringify({ spec: { podIdentity: { provider: 'azure-workload' } } }),
      ),
    ),
    note('Each identity that they name (podIdentity.identityId) needs a federated credential for the service account of the operator.'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'keda', name: 'keda-operator' }, objects: [{ kind: 'triggerauthentication', namespace: 'shop', name: 'queue' }], version: '2.17.2' },
});
