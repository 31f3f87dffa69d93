import { secretsStorePods } from '../../evidence/secrets-store-installation.ts';
import { workload } from '../../evidence/workload.ts';
import { csiDuplicateInstall } from '../../problems/csi/csi-duplicate-install.ts';
import { defineCheck, ok, warn } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const installedOnce = defineCheck({
  id: 'csi/installed-once',
  title: 'one secrets store driver serves each node',
  each: 'mount',
  reads: [secretsStorePods, workload],
  problems: [csiDuplicateInstall],
  run([{ pods }, { owner }], { mount }) {
    for (const alike of Map.groupBy(pods.filter(({ component }) => component === 'driver'), ({ node }) => node).values()) {
      const sets = [...new Set(alike.map(({ set }) => set))];
      if (sets.length > 1) return warn(csiDuplicateInstall, { ...mountRef(mount, owner), sets });
    }
    return ok();
  },
});
