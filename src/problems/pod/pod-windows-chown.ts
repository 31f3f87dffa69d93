import type { Target } from '../../evidence/subject.ts';
import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';
import { editTemplate } from '../template.ts';

export interface PodWindowsChown {
  readonly owner: Target;
  readonly user: number;
}

export const podWindowsChown = defineProblem<PodWindowsChown>({
  code: 'WI322',
  name: 'pod-windows-chown',
  link: 'pod',
  title: 'A pod for Windows does not say so, and names a user of Linux',
  brief: 'the token cannot be given to a user on Windows',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ owner, user }) => `The pods of ${reference(owner)} choose Windows nodes and set runAsUser: ${user} for all containers`,
  why: () => 'The kubelet gives the token file to that user, which Windows does not know: the mount fails with "chown … not supported by windows", and the pod stays in ContainerCreating. It leaves the file alone where spec.os.name says windows.',
  evidence: ({ user }) => [
    { label: 'pod', value: 'nodeSelector kubernetes.io/os: windows' },
    { label: 'pod', value: `runAsUser: ${user}, and no spec.os.name` },
  ],
  fix: ({ owner }) => [
    editTemplate(owner, 'set spec.os.name: windows, and take runAsUser out'),
    note('Both at once: with os.name the API server refuses what is of Linux alone. A user of Windows is securityContext.windowsOptions.runAsUserName.'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, user: 1000 },
});
