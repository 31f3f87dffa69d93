import { mountParameters } from '../../evidence/mount-parameters.ts';
import { workload } from '../../evidence/workload.ts';
import { spcObjectFileCollision } from '../../problems/csi/spc-object-file-collision.ts';
import { defineCheck, ok, skip, warn } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const filesApart = defineCheck({
  id: 'csi/files-apart',
  title: 'each object of the SecretProviderClass has a file of its own',
  each: 'mount',
  reads: [mountParameters, workload],
  problems: [spcObjectFileCollision],
  run([{ objects }, { owner }], { mount }) {
    if (objects.state !== 'listed') return skip('the objects cannot be read');
    for (const [file, alike] of Map.groupBy(objects.objects, (object) => object.file)) {
      const different = [...new Set(alike.map(({ type, name, version }) => `${type}/${name}${version === '' ? '' : `/${version}`}`))];
      if (file !== '' && different.length > 1) return warn(spcObjectFileCollision, { ...mountRef(mount, owner), file, objects: different });
    }
    return ok();
  },
});
