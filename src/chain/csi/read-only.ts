import { workload } from '../../evidence/workload.ts';
import { csiReadonly } from '../../problems/csi/csi-readonly.ts';
import { defineCheck, fail, ok } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const readOnly = defineCheck({
  id: 'csi/read-only',
  title: 'the volume is read-only',
  each: 'mount',
  reads: [workload],
  problems: [csiReadonly],
  run([{ owner }], { mount }) {
    return mount.readOnly ? ok() : fail(csiReadonly, mountRef(mount, owner));
  },
});
