import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { word } from '../step.ts';
import { editTemplate } from '../template.ts';

export interface CsiSubpathMissing extends MountRef {
  readonly container: string;
  readonly subPath: string;
  readonly files: readonly string[];
}

export const csiSubpathMissing = defineProblem<CsiSubpathMissing>({
  code: 'WI852',
  name: 'csi-subpath-missing',
  link: 'csi',
  title: 'A subPath names a file that is not mounted',
  brief: 'a subPath names no mounted file',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container, volume, subPath }) => `Container ${container} mounts ${subPath} of volume ${volume}, which is none of its files`,
  why: () => 'The kubelet makes an empty directory of a subPath that is not there, without any error: the application then finds a directory where it looks for a file.',
  evidence: ({ subPath, files }) => [
    { label: 'subPath', value: subPath },
    { label: 'files', value: files.join(', ') },
  ],
  fix: ({ owner, volume }) => [editTemplate(owner, `mount volume ${word(volume, 'dns-name', 'volume')} as a directory, or name in subPath a file as the class lists it (by objectAlias where there is one, else by objectName)`)],
  example: { ...exampleMount, container: 'app', subPath: 'db-pasword', files: ['db-password'] },
});
