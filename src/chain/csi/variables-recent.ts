import { containerStates } from '../../evidence/container-states.ts';
import { mountAccess } from '../../evidence/mount-access.ts';
import { mountParameters } from '../../evidence/mount-parameters.ts';
import { podGroups } from '../../evidence/pods.ts';
import { secretProviderClass } from '../../evidence/secret-provider-class.ts';
import { workload } from '../../evidence/workload.ts';
import { csiSecretEnvStale } from '../../problems/csi/csi-secret-env-stale.ts';
import { answer, defineCheck, ok, skip, warn } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const variablesRecent = defineCheck({
  id: 'csi/variables-recent',
  title: 'variables made of synced Secrets are as new as the vault',
  each: 'mount',
  reads: [secretProviderClass, answer(mountParameters), answer(mountAccess), answer(containerStates), answer(podGroups), workload],
  problems: [csiSecretEnvStale],
  run([{ secretObjects }, given, access, states, groups, { owner }], { mount }) {
    if (secretObjects.length === 0) return skip('the class makes no Secrets');
    const read = groups.state === 'known' ? groups.value.filter(({ id }) => mount.podGroups.includes(id)).flatMap(({ id, shape }) => shape.containers.flatMap(({ name, secrets = [] }) => secrets.map((secretName) => ({ podGroup: id, container: name, secretName })))) : [];
    const own = read.filter(({ secretName }) => secretObjects.some((one) => one.secretName === secretName));
    if (own.length === 0) return skip('no variable is made of them');
    if (given.state !== 'known' || given.value.objects.state !== 'listed' || access.state !== 'known' || states.state !== 'known') return skip('the versions were not read');
    const { objects } = given.value.objects;
    const times = new Map<string, string>(access.value.objects.flatMap(({ object, read: said }) => (said?.result === 'read' && said.createdOn !== undefined ? [[`${object.type}/${object.secretName ?? ''}`, said.createdOn] as const] : [])));
    let compared = 0;
    for (const { podGroup, container, secretName } of own) {
      const files = secretObjects.flatMap((one) => (one.secretName === secretName ? one.data.map(({ objectName }) => objectName) : []));
      const written = objects.flatMap(({ file, type, name }) => (files.includes(file) ? (times.get(`${type}/${name}`) ?? []) : []));
      for (const writtenAt of written) {
        const running = states.value.filter((state) => state.podGroup === podGroup && state.container === container && state.runningSince !== undefined);
        compared += running.length;
        const older = running.filter(({ runningSince = '' }) => Date.parse(runningSince) < Date.parse(writtenAt));
        const [oldest] = older;
        if (oldest?.runningSince !== undefined) {
          return warn(csiSecretEnvStale, { ...mountRef(mount, owner), pods: older.map(({ pod }) => pod), container, secretName, writtenAt, startedAt: oldest.runningSince });
        }
      }
    }
    return compared === 0 ? skip('no container that reads them runs, or their versions tell no time') : ok();
  },
});
