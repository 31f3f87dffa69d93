import * as z from 'zod/mini';
import { absent, known, type Answer } from './answer.ts';
import { metadata } from './kubernetes-shapes.ts';
import { defineQuestion } from './question.ts';
import type { TargetSubject } from './subject.ts';

/** NMI, the DaemonSet of pod identity v1 that takes the metadata service's place for pods. */
export interface NodeManagedIdentity {
  readonly namespace: string;
  readonly name: string;
  /** The add-on of AKS keeps it, and brings it back. */
  readonly addOn: boolean;
}

const daemonSet = z.object({
  metadata,
  spec: z.object({ template: z.object({ spec: z.object({ containers: z.array(z.object({ image: z.optional(z.string()) })) }) }) }),
});

/** NMI by the image that it runs; absent where there is none. */
export const nodeManagedIdentity = defineQuestion({
  name: 'NMI of pod identity v1',
  rights: [{ where: 'cluster', verb: 'list', group: 'apps', resource: 'daemonsets', scope: 'cluster', power: 'read' }],
  key: (_subject: TargetSubject) => null,
  async ask(_key, world): Promise<Answer<NodeManagedIdentity>> {
    const sets = await world.kube.list('/apis/apps/v1/daemonsets', { parse: (value) => describe(daemonSet.parse(value)) });
    const found = sets.find((one) => one !== undefined);
    return found === undefined ? absent('no DaemonSet runs NMI') : known(found);
  },
});

function describe({ metadata: { name, namespace = '', labels }, spec }: z.infer<typeof daemonSet>): NodeManagedIdentity | undefined {
  if (!spec.template.spec.containers.some(({ image = '' }) => /\/aad-pod-identity\/nmi[:@]/.test(image))) return undefined;
  return { namespace, name, addOn: labels?.['kubernetes.azure.com/managedby'] === 'aks' };
}
