import * as z from 'zod/mini';
import { known } from './answer.ts';
import { defineQuestion } from './question.ts';

/** A pod as far as another container in it must be like its own. */
export interface RunningPod {
  /** Whether a container could start in it now. */
  readonly started: boolean;
  readonly windows: boolean;
  /** User and group that a container runs as, where its spec says so; the image's own otherwise. */
  readonly users: ReadonlyMap<string, { readonly user?: number; readonly group?: number }>;
  /** Entries of a container's env that name proxies, as they stand there: values may hold a password. */
  readonly proxies: ReadonlyMap<string, readonly unknown[]>;
  /** Names of containers that were added to it. */
  readonly added: readonly string[];
}

const runAs = z.optional(z.nullable(z.object({ runAsUser: z.optional(z.number()), runAsGroup: z.optional(z.number()) })));
const shape = z.object({
  spec: z.object({
    securityContext: runAs,
    os: z.optional(z.object({ name: z.string() })),
    nodeSelector: z.optional(z.record(z.string(), z.string())),
    containers: z.array(z.object({ name: z.string(), securityContext: runAs, env: z.optional(z.nullable(z.array(z.looseObject({ name: z.string() })))) })),
    ephemeralContainers: z.optional(z.nullable(z.array(z.object({ name: z.string() })))),
  }),
  status: z.optional(
    z.object({
      phase: z.optional(z.string()),
      podIP: z.optional(z.string()),
      conditions: z.optional(z.nullable(z.array(z.object({ type: z.string(), status: z.string() })))),
    }),
  ),
});

const proxyVariable = /^(https_proxy|no_proxy|all_proxy)$/i;

/** A pod that another container may be added to. */
export const runningPod = defineQuestion({
  name: 'running pod',
  transient: true,
  rights: [{ where: 'cluster', verb: 'get', group: '', resource: 'pods', scope: 'namespace', power: 'read' }],
  key: (key: { readonly namespace: string; readonly name: string }) => key,
  async ask({ namespace, name }, world) {
    const { spec, status } = await world.kube.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}`, shape);
    return known<RunningPod>({
      started: isStarted(status),
      windows: spec.os?.name === 'windows' || spec.nodeSelector?.['kubernetes.io/os'] === 'windows',
      users: new Map(
        spec.containers.map(({ name: container, securityContext }) => {
          const user = securityContext?.runAsUser ?? spec.securityContext?.runAsUser;
          const group = securityContext?.runAsGroup ?? spec.securityContext?.runAsGroup;
          return [container, { ...(user === undefined ? {} : { user }), ...(group === undefined ? {} : { group }) }];
        }),
      ),
      proxies: new Map(spec.containers.map(({ name: container, env }) => [container, (env ?? []).filter((entry) => proxyVariable.test(entry.name))])),
      added: (spec.ephemeralContainers ?? []).map(({ name: added }) => added),
    });
  },
});

/** Before its network and volumes are there a container is taken and never starts (`seen-on-a-real-node.md`). */
function isStarted(status: z.infer<typeof shape>['status']): boolean {
  if (status === undefined || (status.phase !== 'Running' && status.phase !== 'Pending')) return false;
  const condition = (status.conditions ?? []).find(({ type }) => type === 'PodReadyToStartContainers');
  return condition === undefined ? status.podIP !== undefined : condition.status === 'True';
}
