import { createHash } from 'node:crypto';
import { known, type Answer } from './answer.ts';
import { podGroups } from './pods.ts';
import { defineQuestion } from './question.ts';
import type { Mount, PodGroup, PodShape, SecretsStoreVolume, Target, TargetSubject } from './subject.ts';
import { workload } from './workload.ts';

/** How the target's pods, or those that its template will make, mount SecretProviderClasses. */
export const mounts = defineQuestion({
  name: 'mounts',
  rights: [],
  key: ({ target }: TargetSubject): Target => target,
  async ask(target, world): Promise<Answer<readonly Mount[]>> {
    const { template } = await world.need(workload, target);
    const groups = await world.get(podGroups, target);
    const seen = groups.state === 'known' ? groups.value : [];
    const found = [
      // a class that no pod mounts is looked at by itself
      ...(target.kind === 'secretproviderclass' && seen.length === 0 ? [alone(target)] : []),
      ...seen.flatMap((group) => mountsOf(group.shape, target.namespace, group)),
      // what no pod was made from yet
      ...(template === undefined || seen.some(({ current }) => current) ? [] : mountsOf(template, target.namespace)),
    ];
    return known(merged(target.kind === 'secretproviderclass' ? found.filter(({ secretProviderClass }) => secretProviderClass === target.name) : found));
  },
});

function mountsOf(shape: PodShape, namespace: string, group?: PodGroup): readonly Mount[] {
  return shape.secretsStoreVolumes.map((volume) => ({
    ...volume,
    id: idOf(volume, shape.serviceAccount),
    namespace,
    serviceAccount: shape.serviceAccount,
    podGroups: group === undefined ? [] : [group.id],
  }));
}

function alone({ namespace, name }: Target): Mount {
  return { id: name, namespace, secretProviderClass: name, volume: '', overrides: {}, readOnly: true, serviceAccount: '', podGroups: [] };
}

function merged(found: readonly Mount[]): readonly Mount[] {
  const byId = new Map<string, Mount>();
  for (const mount of found) {
    const earlier = byId.get(mount.id);
    byId.set(mount.id, earlier === undefined ? mount : { ...earlier, podGroups: [...earlier.podGroups, ...mount.podGroups.filter((id) => !earlier.podGroups.includes(id))] });
  }
  return [...byId.values()];
}

function idOf({ volume, secretProviderClass, overrides, readOnly, secretRef }: SecretsStoreVolume, serviceAccount: string): string {
  const values = [volume, secretProviderClass, Object.entries(overrides).toSorted(), readOnly, secretRef ?? null, serviceAccount];
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 12);
}
