/** What is asked of AKS identity bindings (`failure-modes.md` §1.8); of whoever uses none, nothing is. */
import { known, type Answer } from './answer.ts';
import { mountEvents, type MountEvent } from './mounting-pods.ts';
import { defineQuestion } from './question.ts';
import type { LoginSubject, PodGroupSubject, PodShape } from './subject.ts';
import { bindingAudience, bindingRightGroup, useBindingAnnotation } from './workload-identity-keys.ts';

/** The pods ask for an identity binding; the webhook takes any case of "true". */
export function usesBinding(shape: Pick<PodShape, 'annotations'>): boolean {
  return shape.annotations[useBindingAnnotation]?.toLowerCase() === 'true';
}

/** Whether the login's service account may use its identity by a binding; undefined for a login that needs no such right. */
export const bindingRight = defineQuestion({
  name: 'right to use an identity binding',
  // it changes nothing, and tells what anybody may do
  rights: [{ where: 'cluster', verb: 'create', group: 'authorization.k8s.io', resource: 'subjectaccessreviews', scope: 'cluster', power: 'powerful' }],
  key: ({ login: { namespace, serviceAccount, clientId, audience } }: LoginSubject) => (audience.value === bindingAudience && clientId !== undefined ? { namespace, serviceAccount, clientId: clientId.value } : null),
  async ask(key, world): Promise<Answer<boolean | undefined>> {
    if (key === null) return known(undefined);
    const { namespace, serviceAccount: name, clientId } = key;
    return known(await world.kube.mayAccount({ namespace, name }, { verb: 'use-managed-identity', group: bindingRightGroup, resource: clientId }));
  },
});

/** Warnings about the volumes of pods that use an identity binding; none for others. */
export const bindingEvents = defineQuestion({
  name: 'volume events of identity bindings',
  rights: mountEvents.rights,
  key: ({ target, podGroup }: PodGroupSubject) => (usesBinding(podGroup.shape) ? { namespace: target.namespace } : null),
  async ask(key, world): Promise<Answer<readonly MountEvent[]>> {
    return key === null ? known([]) : world.get(mountEvents, key);
  },
});
