import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { word } from '../step.ts';
import { editTemplate } from '../template.ts';

export interface CsiRotationSubpath extends MountRef {
  readonly containers: readonly string[];
}

export const csiRotationSubpath = defineProblem<CsiRotationSubpath>({
  code: 'WI833',
  name: 'csi-rotation-subpath',
  link: 'csi',
  title: 'A file that is mounted by subPath never changes',
  brief: 'a subPath mount never changes',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ volume, containers }) => `Container ${containers.join(', ')} mounts volume ${volume} by subPath`,
  why: () => 'A subPath is resolved once, at the start of the container: the file in it is never renewed. A subPath that names no object becomes an empty directory, without any error.',
  fix: ({ owner, volume }) => [editTemplate(owner, `mount volume ${word(volume, 'dns-name', 'volume')} as a directory, without subPath`)],
  example: { ...exampleMount, containers: ['app'] },
});
