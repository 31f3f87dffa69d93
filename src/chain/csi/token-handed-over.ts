import { csiDriver } from '../../evidence/csi-driver.ts';
import { mountParameters } from '../../evidence/mount-parameters.ts';
import { secretsStoreDaemonSets } from '../../evidence/secrets-store-installation.ts';
import { bindingAudience, defaultAudience } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { csiTokenrequestsAudience } from '../../problems/csi/csi-tokenrequests-audience.ts';
import { csiTokenrequestsMissing } from '../../problems/csi/csi-tokenrequests-missing.ts';
import { answer, defineCheck, fail, ok, skip, unseen } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const tokenHandedOver = defineCheck({
  id: 'csi/token-handed-over',
  title: "the driver is given a token of the pod's service account for Entra",
  each: 'mount',
  reads: [answer(csiDriver), answer(mountParameters), answer(secretsStoreDaemonSets), workload],
  problems: [csiTokenrequestsMissing, csiTokenrequestsAudience],
  run([driver, given, sets, { owner }], { mount }) {
    const proxy = given.state === 'known' && given.value.identity.mode === 'useAzureTokenProxy';
    // whatever the mode, the provider takes the token out as soon as there is a client id
    if (given.state === 'known' && given.value.clientId === '' && !proxy && (given.value.identity.mode === 'useVMManagedIdentity' || mount.secretRef !== undefined)) {
      return skip('no token is needed to sign in as the node or as a service principal');
    }
    if (driver.state === 'absent') return skip('there is no CSIDriver object');
    if (driver.state !== 'known') return unseen(driver);
    const audience = proxy ? bindingAudience : defaultAudience;
    const { tokenRequests } = driver.value;
    const ref = mountRef(mount, owner);
    const addOn = sets.state === 'known' && sets.value.some((set) => set.addOn);
    if (tokenRequests.length === 0) return fail(csiTokenrequestsMissing, { ...ref, audience, addOn });
    if (tokenRequests.some((one) => one.audience === audience)) return ok(`audience ${audience}`);
    return fail(csiTokenrequestsAudience, { ...ref, audience, given: tokenRequests.map((one) => one.audience) });
  },
});
