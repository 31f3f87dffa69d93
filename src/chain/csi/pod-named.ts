import { csiDriver } from '../../evidence/csi-driver.ts';
import { workload } from '../../evidence/workload.ts';
import { csiPodinfoOff } from '../../problems/csi/csi-podinfo-off.ts';
import { answer, defineCheck, fail, ok, skip, unseen } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const podNamed = defineCheck({
  id: 'csi/pod-named',
  title: 'the driver is told for which pod it mounts',
  each: 'mount',
  reads: [answer(csiDriver), workload],
  problems: [csiPodinfoOff],
  run([driver, { owner }], { mount }) {
    if (driver.state === 'absent') return skip('there is no CSIDriver object');
    if (driver.state !== 'known') return unseen(driver);
    return driver.value.podInfoOnMount ? ok() : fail(csiPodinfoOff, mountRef(mount, owner));
  },
});
