import type { Owner } from '../../evidence/subject.ts';
import { podCount, recreatePods, identityBindingCommands } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, note, word } from '../step.ts';

export interface IbNoBindingForCluster {
  readonly owner: Owner;
  readonly pods: readonly string[];
  readonly cluster: { readonly name: string; readonly resourceGroup: string; readonly subscriptionId: string };
  readonly clientId: string;
}

export const ibNoBindingForCluster = defineProblem<IbNoBindingForCluster>({
  code: 'WI928',
  name: 'ib-no-binding-for-cluster',
  link: 'webhook',
  title: 'The identity has no binding with this cluster',
  brief: 'no binding with this cluster',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'fic-none' }, { problem: 'fic-issuer-mismatch' }, { problem: 'fic-subject-mismatch' }],
  what: ({ pods, cluster, clientId }) => `${podCount(pods)} ask for an identity binding, and ${clientId} has none with cluster ${cluster.name}`,
  why: () => 'A binding is between one identity and one cluster; one with another cluster does not count, though its credential aks-identity-binding is on the identity. The pods got a token for Entra, where that credential does not fit.',
  evidence: ({ cluster, clientId }) => [{ label: 'not bound', value: clientId, of: `cluster ${cluster.name}` }],
  fix: ({ owner, pods, cluster }) => [
    identityBindingCommands(),
    az(
      'bind it',
      'aks',
      'identity-binding',
      'create',
      '-g',
      word(cluster.resourceGroup, 'resource-name', 'resource-group'),
      '--cluster-name',
      word(cluster.name, 'resource-name', 'cluster'),
      '--subscription',
      word(cluster.subscriptionId, 'guid', 'subscription'),
      '-n',
      word(undefined, 'resource-name', 'new-binding'),
      '--managed-identity-resource-id',
      word(undefined, 'resource-id', 'identity-resource-id'),
    ),
    note('The service account also needs the right to use the identity: verb use-managed-identity in API group cid.wi.aks.azure.com. A run of the doctor says so where it is missing, with the commands.'),
    ...recreatePods(owner, pods),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde', 'orders-7c9f-fghij'], cluster: { name: 'aks-shop', resourceGroup: 'rg-shop', subscriptionId: '33333333-3333-4333-8333-333333333333' }, clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' },
});
