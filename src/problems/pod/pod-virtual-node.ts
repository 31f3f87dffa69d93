import type { Target } from '../../evidence/subject.ts';
import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface PodVirtualNode {
  readonly owner: Target;
}

export const podVirtualNode = defineProblem<PodVirtualNode>({
  code: 'WI321',
  name: 'pod-virtual-node',
  link: 'pod',
  title: 'The pods choose a virtual node, where there is no token',
  brief: 'virtual nodes have no projected tokens',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ owner }) => `The pods of ${reference(owner)} choose a virtual node (nodeSelector type: virtual-kubelet)`,
  why: () => 'A virtual node is Azure Container Instances behind a kubelet that mounts no projected service account token. Workload identity is not supported there: the variables are set, and the file that they name is missing.',
  fix: ({ owner }) => [
    kubectl('see the nodes that are not virtual', 'get', 'nodes', '-l', 'type!=virtual-kubelet'),
    note(`Take nodeSelector type: virtual-kubelet, and the toleration for virtual-kubelet.io/provider, out of the template of ${reference(owner)} in namespace ${word(owner.namespace, 'dns-name', 'namespace')}.`),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' } },
});
