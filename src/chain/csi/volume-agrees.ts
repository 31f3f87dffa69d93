import { mountAccess } from '../../evidence/mount-access.ts';
import { isProviderParameter } from '../../evidence/provider-parameters.ts';
import { secretProviderClass } from '../../evidence/secret-provider-class.ts';
import { workload } from '../../evidence/workload.ts';
import { csiVolumeattributesOverride } from '../../problems/csi/csi-volumeattributes-override.ts';
import { answer, defineCheck, ok, skip, warn } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const volumeAgrees = defineCheck({
  id: 'csi/volume-agrees',
  title: 'the volume replaces no parameter of the class, or with one that works',
  each: 'mount',
  reads: [secretProviderClass, answer(mountAccess), workload],
  problems: [csiVolumeattributesOverride],
  run([{ parameters }, access, { owner }], { mount }) {
    const replaced = Object.entries(mount.overrides).find(([name, value]) => isProviderParameter(name) && name !== 'objects' && (parameters[name] ?? '').trim() !== '' && parameters[name]?.trim() !== value.trim());
    if (replaced === undefined) return ok();
    if (access.state !== 'known') return skip('whether it works was not tried');
    if (access.value.signedIn !== false && access.value.refused.length === 0) return ok();
    const [parameter, ofVolume] = replaced;
    return warn(csiVolumeattributesOverride, { ...mountRef(mount, owner), parameter, ofVolume, ofClass: isProviderParameter(parameter) ? (parameters[parameter] ?? '') : '' });
  },
});
