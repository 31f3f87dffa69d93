import { mountParameters } from '../../evidence/mount-parameters.ts';
import { podGroups } from '../../evidence/pods.ts';
import { workload } from '../../evidence/workload.ts';
import { csiRotationSubpath } from '../../problems/csi/csi-rotation-subpath.ts';
import { csiSubpathMissing } from '../../problems/csi/csi-subpath-missing.ts';
import { answer, defineCheck, fail, ok, warn } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const directoryMounted = defineCheck({
  id: 'csi/directory-mounted',
  title: 'the containers mount the volume as a directory',
  each: 'mount',
  reads: [answer(podGroups), answer(mountParameters), workload],
  problems: [csiRotationSubpath, csiSubpathMissing],
  run([groups, given, { owner, template }], { mount }) {
    const shapes = groups.state === 'known' ? groups.value.flatMap(({ id, shape }) => (mount.podGroups.includes(id) ? [shape] : [])) : [];
    const mounted = (shapes.length > 0 || template === undefined ? shapes : [template]).flatMap((shape) =>
      shape.containers.flatMap(({ name, mounts }) => mounts.flatMap(({ volume, subPath }) => (volume === mount.volume && subPath !== undefined ? [{ container: name, subPath }] : []))),
    );
    if (mounted.length === 0) return ok();
    const ref = mountRef(mount, owner);
    const objects = given.state === 'known' && given.value.objects.state === 'listed' ? given.value.objects.objects : undefined;
    const files = (objects ?? []).map(({ file }) => file);
    const missing = objects === undefined ? undefined : mounted.find(({ subPath }) => !subPath.includes('$(') && !isThere(subPath, files));
    if (missing !== undefined) return fail(csiSubpathMissing, { ...ref, ...missing, files });
    return warn(csiRotationSubpath, { ...ref, containers: [...new Set(mounted.map(({ container }) => container))] });
  },
});

/** A file, a directory above files, a version in a directory, or a half of a certificate. */
function isThere(subPath: string, files: readonly string[]): boolean {
  const path = subPath.replace(/^\.?\/+|\/+$/g, '');
  return path === '' || path === '.' || files.some((file) => file === path || file.startsWith(`${path}/`) || path.startsWith(`${file}/`) || path === `${file}.crt` || path === `${file}.key`);
}
