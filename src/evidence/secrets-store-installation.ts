import * as z from 'zod/mini';
import { known, type Answer } from './answer.ts';
import { labelSelector, metadata } from './kubernetes-shapes.ts';
import { defineQuestion } from './question.ts';
import { selectorText } from './selector.ts';
import type { MountSubject } from './subject.ts';

/** A DaemonSet of the driver or of its Azure provider, whatever the AKS add-on or a Helm release calls it. */
export interface SecretsStoreDaemonSet {
  readonly component: 'driver' | 'provider';
  readonly namespace: string;
  readonly name: string;
  readonly selector: string;
  /** Nodes that it should run on. */
  readonly wanted: number;
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
    selector: labelSelector,
    template: z.object({
      spec: z.object({ containers: z.array(z.object({ name: z.string(), image: z.optional(z.string()), args: z.optional(z.nullable(z.array(z.string()))) })) }),
    }),
  }),
  status: z.optional(z.object({ desiredNumberScheduled: z.optional(z.number()) })),
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
      selector: selectorText(spec.selector),
      wanted: status?.desiredNumberScheduled ?? 0,
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

/** Pods of a component by the node that they serve. */
export interface SecretsStorePods {
  readonly sets: readonly SecretsStoreDaemonSet[];
  readonly pods: readonly { readonly component: 'driver' | 'provider'; readonly set: string; readonly node: string; readonly ready: boolean }[];
}

const podObject = z.object({
  metadata,
  spec: z.object({ nodeName: z.optional(z.string()) }),
  status: z.optional(z.object({ conditions: z.optional(z.nullable(z.array(z.object({ type: z.string(), status: z.string() })))) })),
});

/** Which nodes have the driver and the provider. */
export const secretsStorePods = defineQuestion({
  name: 'pods of the secrets store driver',
  rights: [{ where: 'cluster', verb: 'list', group: '', resource: 'pods', scope: 'cluster', power: 'read' }],
  uses: [secretsStoreDaemonSets],
  key: (_subject: MountSubject) => null,
  async ask(_key, world): Promise<Answer<SecretsStorePods>> {
    const sets = await world.need(secretsStoreDaemonSets, null);
    const pods = await Promise.all(
      sets.map(async ({ component, namespace, name, selector }) => {
        const found = await world.kube.list(`/api/v1/namespaces/${encodeURIComponent(namespace)}/pods?labelSelector=${encodeURIComponent(selector)}`, podObject);
        return found.map(({ spec, status }) => ({
          component,
          set: `${namespace}/${name}`,
          node: spec.nodeName ?? '',
          ready: (status?.conditions ?? []).some(({ type, status: holds }) => type === 'Ready' && holds === 'True'),
        }));
      }),
    );
    return known({ sets, pods: pods.flat() });
  },
});
