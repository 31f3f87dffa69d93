import { secretsStoreDaemonSets } from '../../evidence/secrets-store-installation.ts';
import { workload } from '../../evidence/workload.ts';
import { csiDuplicateInstall } from '../../problems/csi/csi-duplicate-install.ts';
import { defineCheck, ok, warn } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const installedOnce = defineCheck({
  id: 'csi/installed-once',
  title: 'one secrets store driver serves each node',
  each: 'mount',
  reads: [secretsStoreDaemonSets, workload],
  problems: [csiDuplicateInstall],
  run([all, { owner }], { mount }) {
    // a driver for Windows beside one for Linux is as it should be
    for (const alike of Map.groupBy(all.filter(({ component, wanted }) => component === 'driver' && wanted > 0), ({ os }) => os).values()) {
      if (alike.length > 1) return warn(csiDuplicateInstall, { ...mountRef(mount, owner), sets: alike.map(({ namespace, name }) => `${namespace}/${name}`) });
    }
    return ok();
  },
});
