import { defineProblem } from '../problem.ts';
import { classCalled, exampleMount, type MountRef } from '../secret-provider-class.ts';
import { word } from '../step.ts';
import { editTemplate } from '../template.ts';

export interface CsiVolumeattributesOverride extends MountRef {
  readonly parameter: string;
  readonly ofVolume: string;
  readonly ofClass: string;
}

export const csiVolumeattributesOverride = defineProblem<CsiVolumeattributesOverride>({
  code: 'WI851',
  name: 'csi-volumeattributes-override',
  link: 'csi',
  title: "The pod's volume replaces a parameter of the class, and that does not work",
  brief: 'the volume replaces a parameter of the class',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `Volume ${mount.volume} replaces ${mount.parameter} of ${classCalled(mount)}, and the driver gets nothing with what it says`,
  why: () => 'The driver copies volumeAttributes of the pod over the parameters of the class. What is corrected in the class then changes nothing for these pods.',
  evidence: ({ parameter, ofVolume, ofClass, volume }) => [
    { label: parameter, value: ofVolume, of: `volume ${volume}` },
    { label: parameter, value: ofClass, of: 'the class' },
  ],
  fix: ({ owner, volume, parameter }) => [editTemplate(owner, `if the class is right: take ${parameter} out of the volumeAttributes of volume ${word(volume, 'dns-name', 'volume')}`)],
  example: { ...exampleMount, overridden: ['clientID'], parameter: 'clientID', ofVolume: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', ofClass: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' },
});
