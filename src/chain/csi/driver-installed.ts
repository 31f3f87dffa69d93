import { csiDriver } from '../../evidence/csi-driver.ts';
import { mountNodes } from '../../evidence/mount-nodes.ts';
import { workload } from '../../evidence/workload.ts';
import { csiDriverMissing } from '../../problems/csi/csi-driver-missing.ts';
import { answer, defineCheck, fail, ok, unseen } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const driverInstalled = defineCheck({
  id: 'csi/driver-installed',
  title: "the secrets store driver is on the pods' nodes",
  each: 'mount',
  reads: [answer(csiDriver), answer(mountNodes), workload],
  problems: [csiDriverMissing],
  run([driver, nodes, { owner }], { mount }) {
    const ref = mountRef(mount, owner);
    if (driver.state === 'absent') return fail(csiDriverMissing, { ...ref, seen: 'cluster', nodes: [] });
    const without = nodes.state === 'known' ? nodes.value.flatMap(({ node, registered }) => (registered ? [] : [node])) : [];
    if (without.length > 0) return fail(csiDriverMissing, { ...ref, seen: 'node', nodes: without });
    if (driver.state !== 'known' || nodes.state !== 'known') return unseen(driver, nodes);
    return driver.value.ephemeral ? ok() : fail(csiDriverMissing, { ...ref, seen: 'mode', nodes: [] });
  },
});
