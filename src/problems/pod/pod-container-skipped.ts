import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { word } from '../step.ts';
import { editTemplate } from '../template.ts';

export interface PodContainerSkipped {
  readonly owner: Target;
  readonly container: string;
  readonly needs: string;
}

export const podContainerSkipped = defineProblem<PodContainerSkipped>({
  code: 'WI310',
  name: 'pod-container-skipped',
  link: 'pod',
  title: 'A container that needs Azure is in skip-containers',
  brief: 'a container that needs it is skipped',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `Container ${container} is named in skip-containers, yet it is set up for Azure`,
  why: ({ needs }) => `The webhook leaves it alone, so it has no client id and no token, but it carries ${needs}.`,
  fix: ({ owner, container }) => [editTemplate(owner, `take ${word(container, 'dns-name', 'container')} out of the annotation azure.workload.identity/skip-containers (a list separated by ";")`)],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, container: 'app', needs: 'env KEYVAULT_URL' },
});
