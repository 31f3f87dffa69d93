import { podGroups } from '../../evidence/pods.ts';
import { workload } from '../../evidence/workload.ts';
import { csiRotationSubpath } from '../../problems/csi/csi-rotation-subpath.ts';
import { answer, defineCheck, ok, warn } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const directoryMounted = defineCheck({
  id: 'csi/directory-mounted',
  title: 'the containers mount the volume as a directory',
  each: 'mount',
  reads: [answer(podGroups), workload],
  problems: [csiRotationSubpath],
  run([groups, { owner, template }], { mount }) {
    const shapes = groups.state === 'known' ? groups.value.flatMap(({ id, shape }) => (mount.podGroups.includes(id) ? [shape] : [])) : [];
    const containers = (shapes.length > 0 || template === undefined ? shapes : [template]).flatMap((shape) =>
      shape.containers.flatMap(({ name, mounts }) => (mounts.some(({ volume, subPath }) => volume === mount.volume && subPath === true) ? [name] : [])),
    );
    return containers.length === 0 ? ok() : warn(csiRotationSubpath, { ...mountRef(mount, owner), containers: [...new Set(containers)] });
  },
});
