import { known, unknown, type Answer } from './answer.ts';
import { nodeDrivers } from './csi-driver.ts';
import { mountingPods } from './mounting-pods.ts';
import { defineQuestion } from './question.ts';
import type { MountSubject, Target } from './subject.ts';
import { secretsStoreDriver } from './workload-identity-keys.ts';

/** Nodes of the target's pods, with whether the kubelet there knows the driver. */
export type MountNodes = readonly { readonly node: string; readonly registered: boolean }[];

/** Nodes asked about at most: what ails one of many shows on these. */
const mostNodes = 20;

/** Whether the driver is registered where the target's pods are. */
export const mountNodes = defineQuestion({
  name: 'nodes of the mounts',
  rights: [],
  uses: [nodeDrivers, mountingPods],
  key: ({ target }: MountSubject): Target => target,
  async ask(target, world): Promise<Answer<MountNodes>> {
    const pods = await world.need(mountingPods, target);
    const nodes = [...new Set(pods.flatMap(({ node }) => node ?? []))].toSorted().slice(0, mostNodes);
    const found = await Promise.all(nodes.map(async (node) => ({ node, drivers: await world.get(nodeDrivers, { name: node }) })));
    const gap = found.map(({ drivers }) => drivers).find((one) => one.state === 'unknown');
    if (gap?.state === 'unknown') return unknown(gap.gap);
    return known(found.map(({ node, drivers }) => ({ node, registered: drivers.state === 'known' && drivers.value.includes(secretsStoreDriver) })));
  },
});
