import type { CsiDriver } from '../../evidence/csi-driver.ts';
import { csiDriver } from '../../evidence/csi-driver.ts';
import type { Answer } from '../../evidence/answer.ts';
import { mountAccess } from '../../evidence/mount-access.ts';
import { mountingPods, mountRecords } from '../../evidence/mounting-pods.ts';
import { secretsStoreDaemonSets, type SecretsStoreDaemonSet } from '../../evidence/secrets-store-installation.ts';
import { workload } from '../../evidence/workload.ts';
import { csiRotationMasked } from '../../problems/csi/csi-rotation-masked.ts';
import { csiRotationOff } from '../../problems/csi/csi-rotation-off.ts';
import { found } from '../../problems/problem.ts';
import { note } from '../../problems/step.ts';
import { answer, defineCheck, ok, skip, undecided, warn } from '../check.ts';
import { podsOf, recordOf } from './mounted-pods.ts';
import { mountRef } from './mount-ref.ts';

export const upToDate = defineCheck({
  id: 'csi/up-to-date',
  title: 'the pods have the versions that the vault has',
  each: 'mount',
  reads: [answer(mountingPods), answer(mountRecords), answer(mountAccess), answer(secretsStoreDaemonSets), answer(csiDriver), workload],
  problems: [csiRotationOff, csiRotationMasked],
  run([pods, records, access, sets, driver, { owner }], { mount }) {
    // a comparison that lacks a side says nothing of it: what is missing is judged by the checks of that side
    if (pods.state !== 'known' || records.state !== 'known' || access.state !== 'known') return skip('the versions were not read');
    const newest = new Map(access.value.objects.flatMap(({ object, read }) => (read?.result === 'read' && read.version !== undefined ? [[`${object.type}/${object.secretName ?? ''}` as string, { version: read.version, pinned: object.version !== undefined }] as const] : [])));
    const stale = podsOf(mount, pods.value).flatMap((pod) =>
      (recordOf(mount, pod, records.value)?.objects ?? []).flatMap(({ id, version }) => {
        const now = newest.get(id);
        return now !== undefined && version !== '' && now.version !== version ? [{ pod: pod.name, id }] : [];
      }),
    );
    if (newest.size === 0) return skip('no version was read');
    if (stale.length === 0) return ok(`${newest.size === 1 ? 'the version' : `${newest.size} versions`} of the vault${[...newest.values()].some(({ pinned }) => pinned) ? ', as pinned' : ''}`);
    const data = { ...mountRef(mount, owner), objects: [...new Set(stale.map(({ id }) => id))] };
    const masked = { ...data, pods: [...new Set(stale.map(({ pod }) => pod))] };
    const off = whyOff(sets, driver);
    if (off === undefined) return undecided([found(csiRotationOff, { ...data, by: 'driver', addOn: false }), found(csiRotationMasked, masked)], [note("Read the driver's DaemonSet: --enable-secret-rotation tells whether files follow the vault.")]);
    if (off === 'on') return warn(csiRotationMasked, masked);
    return warn(csiRotationOff, { ...data, by: off, addOn: sets.state === 'known' && sets.value.some(({ addOn }) => addOn) });
  },
});

/** What keeps rotation off; undefined where that could not be read. */
function whyOff(sets: Answer<readonly SecretsStoreDaemonSet[]>, driver: Answer<CsiDriver>): 'driver' | 'object' | 'on' | undefined {
  if (sets.state !== 'known') return undefined;
  const drivers = sets.value.filter(({ component }) => component === 'driver');
  if (drivers.length === 0) return undefined;
  if (!drivers.some(({ rotation }) => rotation)) return 'driver';
  const [{ version = '' } = {}] = drivers;
  // before 1.6 the driver renews by itself, without the kubelet
  const byKubelet = /^v?(1\.([6-9]|\d\d)|[2-9]|\d\d)/.test(version);
  return byKubelet && driver.state === 'known' && !driver.value.requiresRepublish ? 'object' : 'on';
}
