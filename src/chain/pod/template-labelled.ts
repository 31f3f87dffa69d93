import { entrances } from '../../evidence/entrances.ts';
import { isInjected, isLabelled, wiredContainers } from '../../evidence/pod-shape.ts';
import { podGroups } from '../../evidence/pods.ts';
import { targetServiceAccount } from '../../evidence/service-account.ts';
import { workload } from '../../evidence/workload.ts';
import { answer, defineCheck, ok, skip } from '../check.ts';
import { missingLabel, missingLabelProblems } from './missing-label.ts';

export const templateLabelled = defineCheck({
  id: 'pod/template-labelled',
  title: 'the template carries the label that the webhook looks for',
  each: 'target',
  reads: [workload, answer(targetServiceAccount), answer(podGroups), entrances],
  problems: missingLabelProblems,
  run([owning, account, groups, { webhook }]) {
    const { owner, template } = owning;
    if (!webhook) return skip('nothing here asks for the webhook');
    if (template === undefined) return skip(owner.kind === 'pod' ? 'a pod without an owner' : 'no template');
    if (isLabelled(template)) return ok();
    if (template.containers.some((container) => isInjected(template, container))) return skip('the template carries env and volume itself');
    if (wiredContainers(template).length === 0) return skip('every container is in skip-containers');
    return missingLabel(owning, template, account, groups.state === 'known' ? groups.value : []);
  },
});
