import { mountParameters } from '../../evidence/mount-parameters.ts';
import { secretsStoreDaemonSets } from '../../evidence/secrets-store-installation.ts';
import { workload } from '../../evidence/workload.ts';
import { csiProviderTooOld } from '../../problems/csi/csi-provider-too-old.ts';
import { answer, defineCheck, fail, ok, skip, unseen } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const providerRecent = defineCheck({
  id: 'csi/provider-recent',
  title: 'the Azure provider knows the way in which the class signs in',
  each: 'mount',
  reads: [answer(secretsStoreDaemonSets), mountParameters, workload],
  problems: [csiProviderTooOld],
  run([sets, { identity, clientId }, { owner }], { mount }) {
    const proxy = identity.mode === 'useAzureTokenProxy';
    if (!proxy && (identity.mode !== 'none' || clientId === '')) return skip('every version knows it');
    if (sets.state === 'absent') return skip('there is no provider');
    if (sets.state !== 'known') return unseen(sets);
    const providers = sets.value.filter(({ component }) => component === 'provider');
    const told = providers.filter(({ version }) => version !== undefined);
    if (told.length === 0) return skip(providers.length === 0 ? 'there is no provider' : 'its image does not tell the version');
    const needed = proxy ? { text: '1.8', major: 1, minor: 8 } : { text: '1.1', major: 1, minor: 1 };
    for (const { namespace, name, version = '', addOn } of told) {
      const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
      if (major === undefined || minor === undefined) continue;
      if (Number(major) < needed.major || (Number(major) === needed.major && Number(minor) < needed.minor)) {
        return fail(csiProviderTooOld, { ...mountRef(mount, owner), set: `${namespace}/${name}`, version, needed: needed.text, addOn });
      }
    }
    return ok();
  },
});
