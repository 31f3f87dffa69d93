import { csiDriver } from '../../evidence/csi-driver.ts';
import { secretsStoreDaemonSets } from '../../evidence/secrets-store-installation.ts';
import { workload } from '../../evidence/workload.ts';
import { azUpdateResets } from '../../problems/csi/az-update-resets.ts';
import { answer, defineCheck, ok, skip, warn } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const asInstalled = defineCheck({
  id: 'csi/as-installed',
  title: 'the CSIDriver of the add-on is as the add-on made it',
  each: 'mount',
  reads: [answer(csiDriver), answer(secretsStoreDaemonSets), workload],
  problems: [azUpdateResets],
  run([driver, sets, { owner }], { mount }) {
    // a hint: what could not be read says nothing of the workload
    if (driver.state !== 'known' || sets.state !== 'known') return skip('it was not read');
    if (!sets.value.some(({ addOn }) => addOn)) return skip('it is no add-on of AKS');
    const { setByHand } = driver.value;
    return setByHand.length === 0 ? ok() : warn(azUpdateResets, { ...mountRef(mount, owner), fields: setByHand });
  },
});
