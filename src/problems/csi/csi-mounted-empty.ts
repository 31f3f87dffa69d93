import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { kubectl, note, word } from '../step.ts';

export interface CsiMountedEmpty extends MountRef {
  readonly pods: readonly string[];
}

export const csiMountedEmpty = defineProblem<CsiMountedEmpty>({
  code: 'WI830',
  name: 'csi-mounted-empty',
  link: 'csi',
  title: 'A pod runs with an empty directory',
  brief: 'runs with an empty directory',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ pods }) => `${pods.length === 1 ? `Pod ${pods[0] ?? ''} runs` : `${pods.length} pods run`}, and the driver has no record of what it mounted there`,
  why: () => 'The driver was restarted while it mounted for the first time: the directory was left empty, the next try counted as a renewal, and its error was hidden. Without rotation it stays so.',
  fix: ({ owner, pods, namespace }) => [kubectl('make the pod anew', 'delete', 'pod', ...pods.map((pod) => word(pod, 'dns-name', 'pod')), '-n', word(namespace, 'dns-name', 'namespace')), note(`Its maker, ${reference(owner)}, makes it again.`)],
  example: { ...exampleMount, pods: ['orders-7c9f-abcde'] },
});
