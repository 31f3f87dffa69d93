import type { Answer } from '../../evidence/answer.ts';
import { entrances } from '../../evidence/entrances.ts';
import { isInjected, isLabelled } from '../../evidence/pod-shape.ts';
import { targetServiceAccount, type ServiceAccount } from '../../evidence/service-account.ts';
import type { PodShape } from '../../evidence/subject.ts';
import { speaksOfWorkloadIdentity, useLabel } from '../../evidence/workload-identity-keys.ts';
import { workload, type Workload } from '../../evidence/workload.ts';
import { podLabelMissing } from '../../problems/pod/pod-label-missing.ts';
import { answer, defineCheck, fail, ok, skip } from '../check.ts';

export const templateLabelled = defineCheck({
  id: 'pod/template-labelled',
  title: 'the template carries the label that the webhook looks for',
  each: 'target',
  reads: [workload, answer(targetServiceAccount), entrances],
  problems: [podLabelMissing],
  run([owning, account, { webhook }]) {
    const { owner, template } = owning;
    if (!webhook) return skip('nothing here asks for the webhook');
    if (template === undefined) return skip(owner.kind === 'pod' ? 'a pod without an owner' : 'no template');
    if (isLabelled(template)) return ok();
    if (template.containers.some((container) => isInjected(template, container))) return skip('the template carries env and volume itself');
    return fail(podLabelMissing, { owner, ...nearMissOf(owning, template, account) });
  },
});

/** Something that was meant to be the label, and where it stands. */
export function nearMissOf(owning: Workload, shape: PodShape, account: Answer<ServiceAccount>): { readonly nearMiss?: string } {
  const { owner } = owning;
  const miss = (
    keys: { readonly [name: string]: string },
    where: string,
    what: 'label' | 'annotation',
    matters: (key: string) => boolean,
  ): string | undefined => {
    const [entry] = Object.entries(keys).filter(([key]) => speaksOfWorkloadIdentity(key) && matters(key));
    return entry === undefined ? undefined : `${what} ${entry[0]}=${JSON.stringify(entry[1])} on ${where}`;
  };
  const aboutUse = (key: string): boolean => /use/i.test(key);
  const nearMiss =
    miss(shape.labels, 'the pods', 'label', () => true) ??
    miss(shape.annotations, 'the pods', 'annotation', aboutUse) ??
    miss(owning.labels, `${owner.kind}/${owner.name}`, 'label', (key) => key === useLabel || aboutUse(key)) ??
    (account.state === 'known' ? miss(account.value.labels, `serviceaccount/${account.value.name}`, 'label', aboutUse) : undefined);
  return nearMiss === undefined ? {} : { nearMiss };
}
