import * as z from 'zod/mini';
import { known, unknown, type Answer, type Gap } from './answer.ts';
import { containerLog } from './container-log.ts';
import { entrances } from './entrances.ts';
import { metadata } from './kubernetes-shapes.ts';
import { listedPods, podGroups } from './pods.ts';
import { defineQuestion, type World } from './question.ts';
import type { ClusterRight } from './right.ts';
import { secretsStoreDaemonSets } from './secrets-store-installation.ts';
import type { Target, TargetSubject } from './subject.ts';
import type { TargetLog, TargetLogs } from './target-logs.ts';
import { webhookDeployment } from './webhook.ts';
import { workload } from './workload.ts';

type SystemLogsKey = { readonly target: Target; readonly lines: number | null };
type PlaceKey = { readonly namespace: string; readonly query: string };

const listPods: ClusterRight = { where: 'cluster', verb: 'list', group: '', resource: 'pods', scope: 'cluster', power: 'read', onlyFor: 'logs' };
const readLogs: ClusterRight = { where: 'cluster', verb: 'get', group: '', resource: 'pods', subresource: 'log', scope: 'cluster', power: 'read', onlyFor: 'logs' };

const pod = z.object({ metadata, spec: z.object({ containers: z.array(z.object({ name: z.string() })) }) });

/** Pods of the webhook, or of the driver and its provider on a node, with the names of their containers. */
const systemPods = defineQuestion({
  name: 'pods of the webhook and the driver',
  rights: [listPods],
  key: (key: PlaceKey) => key,
  async ask({ namespace, query }, world) {
    const found = await world.kube.list(`/api/v1/namespaces/${encodeURIComponent(namespace)}/pods?${query}`, pod);
    return known(
      found.map(({ metadata: { name, ownerReferences }, spec }) => ({ name, owners: (ownerReferences ?? []).map((owner) => owner.name), containers: spec.containers.map((container) => container.name) })),
    );
  },
});

interface Place {
  readonly component: 'webhook' | 'driver' | 'provider';
  readonly namespace: string;
  readonly query: string;
  /** Name of the DaemonSet. */
  readonly owner?: string;
}

const mostPods = 2;

/**
 * What the webhook has logged, and of the driver and its provider on the nodes of the target's pods the lines that name
 * one of these pods: what they do for others is no evidence here.
 *
 * The component stands where a pod group does.
 */
export const systemLogs = defineQuestion({
  name: 'logs of the webhook and the driver',
  transient: true,
  rights: [listPods, readLogs],
  uses: [secretsStoreDaemonSets, webhookDeployment],
  key: ({ target, wishes }: TargetSubject): SystemLogsKey => ({ target, lines: wishes.logLines ?? null }),
  async ask({ target, lines }, world): Promise<Answer<TargetLogs>> {
    if (lines === null) return unknown({ reason: 'not-asked', needs: 'a run with --logs' });
    const [doors, groups] = await Promise.all([world.need(entrances, target), world.need(podGroups, target)]);
    const names = groups.flatMap(({ pods }) => pods);
    const places = [...(doors.webhook ? await webhookPlace(world) : []), ...(doors.csi.length > 0 ? await driverPlaces(target, names, world) : [])];
    const read = await Promise.all(places.map((place) => logsAt(place, names, lines, world)));
    return known({ readAt: world.clock.now().toISOString(), logs: read.flatMap(({ logs }) => logs), gaps: read.flatMap(({ gaps }) => gaps) });
  },
});

async function webhookPlace(world: World): Promise<readonly Place[]> {
  const deployment = await world.get(webhookDeployment, null);
  return deployment.state === 'known' ? [{ component: 'webhook', namespace: deployment.value.namespace, query: `labelSelector=${encodeURIComponent('azure-workload-identity.io/system=true')}` }] : [];
}

async function driverPlaces(target: Target, names: readonly string[], world: World): Promise<readonly Place[]> {
  const sets = await world.get(secretsStoreDaemonSets, null);
  const { selector = '' } = await world.need(workload, target);
  const listed = await world.need(listedPods, { namespace: target.namespace, selector });
  const nodes = [...new Set(listed.filter(({ name }) => names.includes(name)).flatMap(({ node }) => node ?? []))].slice(0, mostPods);
  return (sets.state === 'known' ? sets.value : []).flatMap(({ component, namespace, name }) =>
    nodes.map((node): Place => ({ component, namespace, query: `fieldSelector=${encodeURIComponent(`spec.nodeName=${node}`)}`, owner: name })),
  );
}

async function logsAt({ component, namespace, query, owner }: Place, names: readonly string[], lines: number, world: World): Promise<{ readonly logs: readonly TargetLog[]; readonly gaps: readonly Gap[] }> {
  const pods = await world.get(systemPods, { namespace, query });
  if (pods.state !== 'known') return { logs: [], gaps: pods.state === 'unknown' ? [pods.gap] : [] };
  const own = pods.value.filter(({ owners }) => owner === undefined || owners.includes(owner)).slice(0, mostPods);
  const asked = await Promise.all(
    own.flatMap(({ name, containers }) =>
      containers.map(async (container) => ({ name, container, answer: await world.get(containerLog, { namespace, pod: name, container, previous: false, lines }) })),
    ),
  );
  return {
    logs: asked.flatMap(({ name, container, answer }): TargetLog[] => {
      if (answer.state !== 'known') return [];
      const about = answer.value.filter(({ text }) => component === 'webhook' || names.some((one) => text.includes(one)));
      return about.length === 0 ? [] : [{ podGroup: component, pod: name, container, previous: false, lines: about }];
    }),
    gaps: asked.flatMap(({ answer }) => (answer.state === 'unknown' ? answer.gap : [])),
  };
}
