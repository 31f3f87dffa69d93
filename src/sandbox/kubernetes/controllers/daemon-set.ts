import { templateGeneration } from '../defaults.ts';
import { isReady, valueAt } from '../objects.ts';
import type { StoredObject } from '../objects.ts';
import { selectorMatches } from '../selectors.ts';
import { writeStatus } from './context.ts';
import type { ControllerRun } from './context.ts';
import { activePods, createPod, deletePod, readyCount, templateOf } from './pods.ts';
import { currentRevision, revisionLabel, revisionOfPod } from './revisions.ts';

const component = 'daemonset-controller';

/** One pod on every node that the template's node selector allows; an update replaces them one after another. */
export function reconcileDaemonSet(run: ControllerRun, set: StoredObject): void {
  const { hash } = currentRevision(run, set);
  const matchLabels = templateOf(set).spec.nodeSelector ?? {};
  const nodes = run.state.store.list({ group: '', resource: 'nodes' }).filter((node) => selectorMatches({ matchLabels }, node.metadata.labels));
  const names = new Set(nodes.map((node) => node.metadata.name));
  const rolling = valueAt(set, 'spec.updateStrategy.type') === 'RollingUpdate';
  for (const pod of activePods(run, set)) {
    const outdated = rolling && revisionOfPod(pod) !== hash && (isReady(pod) ? updateMayGoOn(run, set, hash) : true);
    if (outdated || !names.has(nodeOf(pod))) deletePod(run, set, pod, component);
  }
  for (const name of names) placeOn(run, set, name, hash);

  const pods = activePods(run, set);
  const ready = readyCount(pods);
  const updated = pods.filter((each) => revisionOfPod(each) === hash).length;
  writeStatus(run, set, {
    observedGeneration: set.metadata.generation ?? 1,
    desiredNumberScheduled: names.size,
    currentNumberScheduled: pods.length,
    numberMisscheduled: 0,
    numberReady: ready,
    ...(updated === 0 ? {} : { updatedNumberScheduled: updated }),
    ...(ready === 0 ? {} : { numberAvailable: ready }),
    ...(names.size === ready ? {} : { numberUnavailable: names.size - ready }),
  });
}

const nodeOf = (pod: StoredObject) => String(valueAt(pod, 'spec.nodeName') ?? '');

/** `maxUnavailable` is 1: nothing more is replaced while a new pod is not ready. */
function updateMayGoOn(run: ControllerRun, set: StoredObject, hash: string): boolean {
  return activePods(run, set).every((pod) => revisionOfPod(pod) !== hash || isReady(pod));
}

function placeOn(run: ControllerRun, set: StoredObject, node: string, hash: string): void {
  if (run.refused.has(set.metadata.uid) || activePods(run, set).some((pod) => nodeOf(pod) === node)) return;
  const template = structuredClone(templateOf(set));
  const terms = [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }];
  template.spec = {
    ...template.spec,
    nodeName: node,
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } },
  };
  const labels = { [revisionLabel]: hash, 'pod-template-generation': set.metadata.annotations?.[templateGeneration] ?? '' };
  createPod(run, set, template, { generateName: `${set.metadata.name}-`, labels }, component);
}
