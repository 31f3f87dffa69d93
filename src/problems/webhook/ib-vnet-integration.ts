import type { Owner } from '../../evidence/subject.ts';
import { podCount, reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface IbVnetIntegration {
  readonly owner: Owner;
  readonly pods: readonly string[];
  readonly cluster: { readonly name: string; readonly resourceGroup: string; readonly subscriptionId: string };
}

const annotation = 'azure.workload.identity/use-identity-binding';

export const ibVnetIntegration = defineProblem<IbVnetIntegration>({
  code: 'WI927',
  name: 'ib-vnet-integration',
  link: 'webhook',
  title: 'A cluster whose API server is in a virtual network has no identity bindings',
  brief: 'no bindings with an API server in a VNet',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'fic-none' }, { problem: 'fic-issuer-mismatch' }, { problem: 'fic-subject-mismatch' }],
  what: ({ pods, cluster }) => `${podCount(pods)} ask for an identity binding, and cluster ${cluster.name} can have none`,
  why: () => 'The API server of the cluster is integrated into a virtual network (apiServerAccessProfile.enableVnetIntegration), which identity bindings do not support. The pods got a token for Entra instead.',
  evidence: ({ cluster }) => [{ label: 'enableVnetIntegration', value: 'true', of: cluster.name }],
  fix: ({ owner }) => {
    const template = { template: { metadata: { annotations: { [annotation]: null } } } };
    const body = owner.kind === 'cronjob' ? { spec: { jobTemplate: { spec: template } } } : { spec: template };
    return [
      ['deployment', 'statefulset', 'daemonset', 'cronjob'].includes(owner.kind)
        ? kubectl('use plain workload identity; new pods follow', 'patch', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '--type', 'merge', '-p', JSON.stringify(body))
        : note(`Take the annotation ${annotation} out of the manifest, and make the pods anew.`),
      note('The identity then needs a credential for this service account: kubectl wi bind makes one.'),
    ];
  },
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde', 'orders-7c9f-fghij'], cluster: { name: 'aks-shop', resourceGroup: 'rg-shop', subscriptionId: '33333333-3333-4333-8333-333333333333' } },
});
