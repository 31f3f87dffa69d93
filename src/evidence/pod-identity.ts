/** What pod identity v1 (aad-pod-identity) knows of a cluster: which identity the pods of a label get. */
import * as z from 'zod/mini';
import { WireFailure } from '../wire/failure.ts';
import { absent, known } from './answer.ts';
import { metadata } from './kubernetes-shapes.ts';
import { defineQuestion } from './question.ts';
import type { ClusterRight } from './right.ts';
import type { TargetSubject } from './subject.ts';

/** On a pod; its value is what a binding's selector says. */
export const podIdentityLabel = 'aadpodidbinding';
export const podIdentityGroup = 'aadpodidentity.k8s.io';
const behaviorAnnotation = 'aadpodidentity.k8s.io/Behavior';

export interface AzureIdentity {
  readonly namespace: string;
  readonly name: string;
  /** 0 a user-assigned managed identity; 1 and 2 a service principal, by secret or certificate. */
  readonly type: number;
  readonly resourceId: string;
  readonly clientId: string;
  /** It serves pods of its own namespace alone. */
  readonly namespaced: boolean;
}

export interface AzureIdentityBinding {
  readonly namespace: string;
  readonly name: string;
  /** Name of an AzureIdentity of the same namespace. */
  readonly azureIdentity: string;
  readonly selector: string;
}

export interface PodIdentities {
  readonly identities: readonly AzureIdentity[];
  readonly bindings: readonly AzureIdentityBinding[];
}

const text = z.optional(z.string());
const identityShape = z.object({ metadata, spec: z.optional(z.object({ type: z.optional(z.number()), resourceID: text, clientID: text })) });
const bindingShape = z.object({ metadata, spec: z.optional(z.object({ azureIdentity: text, selector: text })) });

const listAll = (resource: string): ClusterRight => ({ where: 'cluster', verb: 'list', group: podIdentityGroup, resource, scope: 'cluster', power: 'read' });

/** Every identity and binding of the cluster, since a binding may serve pods of any namespace; absent where the kinds are not served. */
export const podIdentities = defineQuestion({
  name: 'pod identity v1',
  rights: [listAll('azureidentities'), listAll('azureidentitybindings')],
  key: (_subject: TargetSubject) => null,
  async ask(_key, world) {
    const path = (plural: string): string => `/apis/${podIdentityGroup}/v1/${plural}`;
    try {
      const [identities, bindings] = await Promise.all([world.kube.list(path('azureidentities'), identityShape), world.kube.list(path('azureidentitybindings'), bindingShape)]);
      return known<PodIdentities>({
        identities: identities.map(({ metadata: { name, namespace = '', annotations }, spec = {} }) => ({
          namespace,
          name,
          type: spec.type ?? 0,
          resourceId: spec.resourceID ?? '',
          clientId: spec.clientID ?? '',
          namespaced: annotations?.[behaviorAnnotation]?.toLowerCase() === 'namespaced',
        })),
        bindings: bindings.map(({ metadata: { name, namespace = '' }, spec = {} }) => ({ namespace, name, azureIdentity: spec.azureIdentity ?? '', selector: spec.selector ?? '' })),
      });
    } catch (error) {
      if (error instanceof WireFailure && error.fault.kind === 'status' && error.fault.status === 404) return absent(`${podIdentityGroup} is not served: pod identity v1 is not installed`);
      throw error;
    }
  },
});
