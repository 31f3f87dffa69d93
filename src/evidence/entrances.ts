import { known } from './answer.ts';
import { isInjected, vaultVariable } from './pod-shape.ts';
import { podGroups } from './pods.ts';
import { defineQuestion } from './question.ts';
import { mountedClasses } from './secrets-store-volume.ts';
import { targetServiceAccount } from './service-account.ts';
import type { PodShape, Target, TargetSubject } from './subject.ts';
import { clientIdAnnotation, clientIdVariable, speaksOfWorkloadIdentity } from './workload-identity-keys.ts';
import { workload } from './workload.ts';

/** By which doors the target reaches Azure: the webhook's token, the secrets store driver, or both. */
export interface Entrances {
  readonly webhook: boolean;
  /** SecretProviderClass names. */
  readonly csi: readonly string[];
}

/** What of the target asks for Azure access; a target that asks for nothing is looked at as one that meant the webhook. */
export const entrances = defineQuestion({
  name: 'entrances',
  rights: [],
  key: ({ target }: TargetSubject): Target => target,
  async ask(target, world) {
    const { template, labels } = await world.need(workload, target);
    if (target.kind === 'secretproviderclass') return known<Entrances>({ webhook: false, csi: [target.name] });
    const [groups, account] = await Promise.all([world.get(podGroups, target), world.get(targetServiceAccount, target)]);
    const shapes = [...(template === undefined ? [] : [template]), ...(groups.state === 'known' ? groups.value.map(({ shape }) => shape) : [])];
    const csi = [...new Set(shapes.flatMap(mountedClasses))];
    // an account is annotated for the driver too, which reads nothing of it (`failure-modes.md` §2Q)
    const forItself = csi.length === 0 || shapes.some(namesVault);
    const annotated = forItself && account.state === 'known' && account.value.annotations[clientIdAnnotation] !== undefined;
    const asks = annotated || Object.keys(labels).some(speaksOfWorkloadIdentity) || shapes.some(asksForWebhook);
    return known<Entrances>({ webhook: asks || csi.length === 0, csi });
  },
});

function namesVault({ containers }: PodShape): boolean {
  return containers.some(({ variables }) => variables.some(({ name }) => vaultVariable.test(name)));
}

function asksForWebhook(shape: PodShape): boolean {
  const keys = [...Object.keys(shape.labels), ...Object.keys(shape.annotations)];
  return (
    keys.some(speaksOfWorkloadIdentity) ||
    shape.containers.some((container) => isInjected(shape, container) || container.variables.some(({ name }) => name === clientIdVariable))
  );
}
