import type { Target } from '../../evidence/subject.ts';
import { correctClientId, type AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, type Step } from '../step.ts';

export interface SaClientIdKubelet {
  readonly account: AccountRef;
  readonly owner: Target;
  /** Container whose env the template itself gives the client id. */
  readonly container?: string;
  readonly clientId: string;
  readonly name: string;
  readonly resourceGroup: string;
}

const ofWorkload: Step = az('find the identity of the workload', 'identity', 'list', '--query', '[].{name:name,clientId:clientId,resourceGroup:resourceGroup}', '-o', 'table');

export const saClientIdKubelet = defineProblem<SaClientIdKubelet>({
  code: 'WI360',
  name: 'sa-client-id-kubelet',
  link: 'service-account',
  title: 'The client id is that of the cluster\'s own identity',
  brief: 'client id of the kubelet or an add-on',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['fic-none', 'fic-subject-mismatch', 'fic-issuer-mismatch', 'fic-issuer-trailing-slash', 'kv-rbac-missing', 'kv-access-policy-missing'].map((problem) => ({ problem })),
  what: ({ name }) => `The client id given is that of ${name}, which AKS made for the cluster itself`,
  why: () => 'Nodes pull images with it, or an add-on works with it; it is in the resource group of the nodes and trusts no service account. What it may do, every node may do: give the workload an identity of its own.',
  evidence: ({ clientId, name, resourceGroup }) => [
    { label: 'client id', value: clientId },
    { label: 'belongs to', value: name, of: `resource group ${resourceGroup}` },
  ],
  fix: ({ account, owner, container }) => [ofWorkload, ...correctClientId(account, owner, undefined, container)],
  bind: ({ container }) => (container === undefined ? { clientId: null, takesOver: true, restarts: true } : undefined),
  example: {
    account: { namespace: 'shop', name: 'orders' },
    owner: { kind: 'deployment', namespace: 'shop', name: 'orders' },
    clientId: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a',
    name: 'aks-prod-agentpool',
    resourceGroup: 'MC_rg-aks_aks-prod_westeurope',
  },
});
