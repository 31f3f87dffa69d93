import { isByHand } from '../../evidence/field-writers.ts';
import { isLabelled } from '../../evidence/pod-shape.ts';
import { workload } from '../../evidence/workload.ts';
import { gitopsDriftLabel } from '../../problems/pod/gitops-drift-label.ts';
import { defineCheck, ok, skip, warn } from '../check.ts';

export const labelInSource = defineCheck({
  id: 'pod/label-in-source',
  title: 'the label of the template comes from where the workload is kept',
  each: 'target',
  reads: [workload],
  problems: [gitopsDriftLabel],
  run([{ owner, labels, template, managedBy, labelSetBy = [] }]) {
    // Helm, Flux's too, merges three ways and leaves alone what it never set
    if (managedBy === undefined || managedBy === 'Helm' || labels['helm.toolkit.fluxcd.io/name'] !== undefined) return skip('no controller keeps it as Git has it');
    if (template === undefined || !isLabelled(template)) return skip('the template has no label');
    if (labelSetBy.length === 0 || !labelSetBy.every(isByHand)) return ok();
    return warn(gitopsDriftLabel, { owner, managedBy, setBy: labelSetBy });
  },
});
