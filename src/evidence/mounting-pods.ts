import * as z from 'zod/mini';
import { known, type Answer } from './answer.ts';
import { metadata } from './kubernetes-shapes.ts';
import { isOver, listedPods, podGroups } from './pods.ts';
import { defineQuestion } from './question.ts';
import type { MountSubject, Target, TargetSubject } from './subject.ts';
import { workload } from './workload.ts';

/** A pod of the target, as far as its mounts go. */
export interface MountingPod {
  readonly name: string;
  readonly uid: string;
  readonly createdAt: string;
  readonly podGroup: string;
  readonly node?: string;
  /** Its volumes were mounted once: it has begun, or has ended. */
  readonly started: boolean;
}

/** The pods of the target that run, or wait for their volumes. */
export const mountingPods = defineQuestion({
  name: 'mounting pods',
  rights: listedPods.rights,
  key: ({ target }: TargetSubject): Target => target,
  async ask(target, world): Promise<Answer<readonly MountingPod[]>> {
    const [groups, { selector = '' }] = await Promise.all([world.need(podGroups, target), world.need(workload, target)]);
    const listed = await world.need(listedPods, { namespace: target.namespace, selector });
    const byName = new Map(listed.map((pod) => [pod.name, pod]));
    return known(
      groups.flatMap(({ id, pods }) =>
        pods.flatMap((name): MountingPod[] => {
          const pod = byName.get(name);
          if (pod === undefined) return [];
          const { uid, createdAt, node, phase } = pod;
          return [{ name, uid, createdAt, podGroup: id, ...(node === undefined ? {} : { node }), started: phase === 'Running' || isOver(pod) }];
        }),
      ),
    );
  },
});

/** What the driver wrote down about a pod whose volume it mounted. */
export interface MountRecord {
  readonly pod: string;
  readonly podUid?: string;
  readonly secretProviderClass: string;
  readonly mounted: boolean;
  /** `secret/db-password` and the version that lies in the file. */
  readonly objects: readonly { readonly id: string; readonly version: string }[];
}

const group = 'secrets-store.csi.x-k8s.io';
const text = z.optional(z.nullable(z.string()));
const podStatus = z.object({
  metadata,
  status: z.optional(
    z.nullable(
      z.object({
        podName: text,
        secretProviderClassName: text,
        mounted: z.optional(z.nullable(z.boolean())),
        objects: z.optional(z.nullable(z.array(z.object({ id: text, version: text })))),
      }),
    ),
  ),
});

/** Every SecretProviderClassPodStatus of a namespace. */
export const mountRecords = defineQuestion({
  name: 'mount records',
  rights: [{ where: 'cluster', verb: 'list', group, resource: 'secretproviderclasspodstatuses', scope: 'namespace', power: 'read' }],
  key: ({ mount }: MountSubject) => ({ namespace: mount.namespace }),
  async ask({ namespace }, world): Promise<Answer<readonly MountRecord[]>> {
    const found = await world.kube.list(`/apis/${group}/v1/namespaces/${encodeURIComponent(namespace)}/secretproviderclasspodstatuses`, podStatus);
    return known(
      found.map(({ metadata: { ownerReferences }, status }) => {
        const podUid = (ownerReferences ?? []).find(({ kind }) => kind === 'Pod')?.uid;
        return {
          pod: status?.podName ?? '',
          ...(podUid === undefined ? {} : { podUid }),
          secretProviderClass: status?.secretProviderClassName ?? '',
          mounted: status?.mounted === true,
          objects: (status?.objects ?? []).map(({ id, version }) => ({ id: id ?? '', version: version ?? '' })),
        };
      }),
    );
  },
});

/** A warning about a pod that speaks of its volumes, or of the Secrets made from them. */
export interface MountEvent {
  readonly pod: string;
  readonly podUid: string;
  readonly reason: 'FailedMount' | 'FailedToCreateSecret';
  readonly message: string;
}

const event = z.object({
  involvedObject: z.object({ name: z.optional(z.string()), uid: z.optional(z.string()) }),
  reason: z.optional(z.nullable(z.string())),
  message: z.optional(z.nullable(z.string())),
  lastTimestamp: z.optional(z.nullable(z.string())),
  eventTime: z.optional(z.nullable(z.string())),
  series: z.optional(z.nullable(z.object({ lastObservedTime: z.optional(z.nullable(z.string())) }))),
});

/** Entra's answer comes whole in it, 1,521 characters were seen. */
const longestMessage = 4000;

/** Warnings about pods of a namespace that speak of mounts, the newest first; they outlive what they warn of. */
export const mountEvents = defineQuestion({
  name: 'mount events',
  rights: [{ where: 'cluster', verb: 'list', group: '', resource: 'events', scope: 'namespace', power: 'read' }],
  key: ({ mount }: MountSubject) => ({ namespace: mount.namespace }),
  async ask({ namespace }, world): Promise<Answer<readonly MountEvent[]>> {
    const selector = encodeURIComponent('involvedObject.kind=Pod,type=Warning');
    const found = await world.kube.list(`/api/v1/namespaces/${encodeURIComponent(namespace)}/events?fieldSelector=${selector}`, event);
    const last = (one: z.infer<typeof event>): number => Date.parse(one.series?.lastObservedTime ?? one.lastTimestamp ?? one.eventTime ?? '') || 0;
    return known(
      found
        .toSorted((a, b) => last(b) - last(a))
        .flatMap(({ involvedObject, reason, message }): MountEvent[] =>
          reason === 'FailedMount' || reason === 'FailedToCreateSecret' ? [{ pod: involvedObject.name ?? '', podUid: involvedObject.uid ?? '', reason, message: (message ?? '').slice(0, longestMessage) }] : [],
        ),
    );
  },
});

/** The same for the target's own namespace. */
export const podMountEvents = defineQuestion({
  name: "mount events of the target's pods",
  rights: mountEvents.rights,
  key: ({ target }: TargetSubject) => ({ namespace: target.namespace }),
  ask: (key, world) => world.get(mountEvents, key),
});
