import * as z from 'zod/mini';
import { absent, known, type Answer } from './answer.ts';
import { entriesThatSet, isByHand } from './field-writers.ts';
import { metadata } from './kubernetes-shapes.ts';
import { notFound } from './not-found.ts';
import { defineQuestion, type World } from './question.ts';
import type { MountSubject } from './subject.ts';
import type { Shape } from '../wire/shape.ts';
import { secretsStoreDriver } from './workload-identity-keys.ts';

/** How the kubelet is told to serve the secrets store driver. */
export interface CsiDriver {
  readonly podInfoOnMount: boolean;
  readonly ephemeral: boolean;
  /** The kubelet asks for the mount again and again, which rotation needs (driver 1.6). */
  readonly requiresRepublish: boolean;
  /** Tokens of the pod's service account that it hands over. */
  readonly tokenRequests: readonly { readonly audience: string; readonly expirationSeconds?: number }[];
  /** Fields of its spec that somebody set at kubectl. */
  readonly setByHand: readonly string[];
}

const driverObject = z.object({
  metadata,
  spec: z.object({
    podInfoOnMount: z.optional(z.nullable(z.boolean())),
    requiresRepublish: z.optional(z.nullable(z.boolean())),
    volumeLifecycleModes: z.optional(z.nullable(z.array(z.string()))),
    tokenRequests: z.optional(z.nullable(z.array(z.object({ audience: z.optional(z.string()), expirationSeconds: z.optional(z.nullable(z.number())) })))),
  }),
});

const nodeObject = z.object({ metadata, spec: z.object({ drivers: z.optional(z.nullable(z.array(z.object({ name: z.string() })))) }) });

/** The driver as the cluster knows it. */
export const csiDriver = defineQuestion({
  name: 'CSI driver',
  rights: [{ where: 'cluster', verb: 'get', group: 'storage.k8s.io', resource: 'csidrivers', scope: 'cluster', nameable: 'csi-driver', power: 'read' }],
  key: (_subject: MountSubject) => ({ name: secretsStoreDriver }),
  async ask({ name }, world): Promise<Answer<CsiDriver>> {
    const answer = await getOrAbsent(`/apis/storage.k8s.io/v1/csidrivers/${name}`, driverObject, world);
    if (answer.state !== 'known') return answer;
    const { podInfoOnMount, requiresRepublish, volumeLifecycleModes, tokenRequests } = answer.value.spec;
    const setByHand = (['podInfoOnMount', 'requiresRepublish', 'tokenRequests', 'volumeLifecycleModes'] as const).filter((field) => entriesThatSet(answer.value.metadata, field, 'f:spec').some(({ manager = '' }) => isByHand(manager)));
    return known({
      podInfoOnMount: podInfoOnMount === true,
      requiresRepublish: requiresRepublish === true,
      setByHand,
      ephemeral: (volumeLifecycleModes ?? []).includes('Ephemeral'),
      tokenRequests: (tokenRequests ?? []).map(({ audience = '', expirationSeconds }) => ({ audience, ...(typeof expirationSeconds === 'number' ? { expirationSeconds } : {}) })),
    });
  },
});

/** Names of the CSI drivers that a node's kubelet has registered. */
export const nodeDrivers = defineQuestion({
  name: 'CSI drivers of a node',
  rights: [{ where: 'cluster', verb: 'get', group: 'storage.k8s.io', resource: 'csinodes', scope: 'cluster', power: 'read' }],
  key: (key: { readonly name: string }) => key,
  async ask({ name }, world): Promise<Answer<readonly string[]>> {
    const answer = await getOrAbsent(`/apis/storage.k8s.io/v1/csinodes/${encodeURIComponent(name)}`, nodeObject, world);
    return answer.state === 'known' ? known((answer.value.spec.drivers ?? []).map((driver) => driver.name)) : answer;
  },
});

async function getOrAbsent<V>(path: string, shape: Shape<V>, world: World): Promise<Answer<V>> {
  try {
    return known(await world.kube.get(path, shape));
  } catch (error) {
    const said = notFound(error);
    if (said !== undefined) return absent(said);
    throw error;
  }
}
