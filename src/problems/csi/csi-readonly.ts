import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { correctCsiVolume } from '../template.ts';

export const csiReadonly = defineProblem<MountRef>({
  code: 'WI807',
  name: 'csi-readonly',
  link: 'csi',
  title: 'The volume is not read-only',
  brief: 'volume is not read-only',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ volume, owner }) => `Volume ${volume} of ${owner.kind}/${owner.name} lacks readOnly: true`,
  why: () => 'The driver refuses a volume that could be written to. What counts is readOnly under csi: of the volume; that of a container\'s volumeMount does not.',
  fix: ({ owner, volume }) => [correctCsiVolume(owner, volume, { readOnly: true }, 'set csi.readOnly of the volume')],
  example: exampleMount,
});
