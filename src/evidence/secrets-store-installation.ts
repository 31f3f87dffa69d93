import * as z from 'zod/mini';
import { known, type Answer } from './answer.ts';
import { metadata } from './kubernetes-shapes.ts';
import { defineQuestion } from './question.ts';
import type { MountSubject } from './subject.ts';

/** A DaemonSet of the driver or of its Azure provider, whatever the AKS add-on or a Helm release calls it. */
export interface SecretsStoreDaemonSet {
  readonly component: 'driver' | 'provider';
  readonly namespace: string;
  readonly name: string;
  /** Nodes that it should run on, and those where it is ready; which they are, only its pods would tell. */
  readonly wanted: number;
  readonly ready: number;
  readonly os: 'linux' | 'windows';
  /** Of the driver: whether mounted files follow the vault. */
  readonly rotation: boolean;
  /** Version by the tag of its image. */
  readonly version?: string;
  /** The add-on of AKS keeps it, and undoes what is changed by hand. */
  readonly addOn: boolean;
}

const daemonSet = z.object({
  metadata,
  spec: z.object({
    template: z.object({
      spec: z.object({
        nodeSelector: z.optional(z.nullable(z.record(z.string(), z.string()))),
        containers: z.array(z.object({ name: z.string(), image: z.optional(z.string()), args: z.optional(z.nullable(z.array(z.string()))) })),
      }),
    }),
  }),
  status: z.optional(z.object({ desiredNumberScheduled: z.optional(z.number()), numberReady: z.optional(z.number()) })),
});

/** Every DaemonSet of the driver and of the Azure provider: known by what their containers run, since names and labels vary. */
export const secretsStoreDaemonSets = defineQuestion({
  name: 'DaemonSets of the secrets store driver',
  rights: [{ where: 'cluster', verb: 'list', group: 'apps', resource: 'daemonsets', scope: 'cluster', power: 'read' }],
  key: (_subject: MountSubject) => null,
  async ask(_key, world): Promise<Answer<readonly SecretsStoreDaemonSet[]>> {
    const sets = await world.kube.list('/apis/apps/v1/daemonsets', { parse: (value) => describe(daemonSet.parse(value)) });
    return known(sets.flatMap((one) => one ?? []));
  },
});

function describe({ metadata: { name, namespace = '' }, spec, status }: z.infer<typeof daemonSet>): SecretsStoreDaemonSet | undefined {
  for (const { image = '', args } of spec.template.spec.containers) {
    const component = componentOf(image, args ?? []);
    if (component === undefined) continue;
    const version = /:(v?\d[\w.-]{0,60})(@|$)/.exec(image)?.[1];
    return {
      component,
      namespace,
      name,
      wanted: status?.desiredNumberScheduled ?? 0,
      ready: status?.numberReady ?? 0,
      os: spec.template.spec.nodeSelector?.['kubernetes.io/os'] === 'windows' ? 'windows' : 'linux',
      rotation: (args ?? []).some((argument) => /^--enable-secret-rotation(=true)?$/.test(argument)),
      ...(version === undefined ? {} : { version }),
      addOn: name.startsWith('aks-secrets-store-'),
    };
  }
  return undefined;
}

function componentOf(image: string, args: readonly string[]): SecretsStoreDaemonSet['component'] | undefined {
  if (/secrets-store\/provider-azure[:@]/.test(image) || args.some((argument) => /^--endpoint=(unix|npipe):.*azure\.sock$/.test(argument))) return 'provider';
  return /secrets-store\/driver[:@]/.test(image) || args.some((argument) => argument.startsWith('--provider-volume=')) ? 'driver' : undefined;
}

/** Whether a provider is ready on every node that has a driver, as far as the counts tell. */
export function providerEverywhere(sets: readonly SecretsStoreDaemonSet[]): boolean {
  return [...Map.groupBy(sets, ({ os }) => os).values()].every((alike) => {
    const providers = alike.filter(({ component }) => component === 'provider');
    const ready = providers.reduce((sum, set) => sum + set.ready, 0);
    const wanted = providers.reduce((sum, set) => sum + set.wanted, 0);
    // two drivers on the same nodes are one too many, not a sign of more nodes
    const driven = Math.max(0, ...alike.flatMap((set) => (set.component === 'driver' ? [set.wanted] : [])));
    return ready >= wanted && ready >= driven;
  });
}
