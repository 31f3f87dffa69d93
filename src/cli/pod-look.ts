/** `--from=pod`: what would run in which pods, whether that is agreed to, and what it saw there. */
import type { Engine } from '../evidence/engine.ts';
import { podView } from '../evidence/pod-view.ts';
import { unknown } from '../evidence/answer.ts';
import type { Clock } from '../evidence/question.ts';
import type { Target, Wishes } from '../evidence/subject.ts';
import type { KubeApi } from '../kube/api.ts';
import { lookFromPod, refusalOf } from '../probe/carry-out.ts';
import { planProbes, type Probe, type Seen } from '../probe/plan.ts';
import type { Progress } from '../terminal/progress.ts';
import { shown, type Style } from '../terminal/style.ts';
import { wrapText } from '../terminal/wrap.ts';
import type { Host } from './host.ts';
import { saysYes } from './question.ts';
import { UsageError } from './usage-error.ts';

export interface PodLook {
  readonly image: string;
  readonly yes: boolean;
}

export interface PodLookPorts {
  readonly engine: Engine;
  readonly kube: KubeApi;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Of stderr. */
  readonly style: Style;
}

/** Plans for every target, lets the API server judge it, and asks. Throws UsageError where nobody can be asked. */
export async function agreedProbes({ image, yes }: PodLook, targets: readonly Target[], wishes: Wishes, ports: PodLookPorts, host: Host): Promise<readonly Probe[]> {
  const { engine, kube, progress, style } = ports;
  const plans = await Promise.all(targets.map((target) => planProbes({ target, wishes }, image, engine.world)));
  tell(engine, plans.flatMap(({ seen }) => seen));
  const rehearsed = await Promise.all(plans.flatMap(({ probes }) => probes).map(async (probe) => ({ probe, gap: await refusalOf(probe, kube) })));
  tell(engine, rehearsed.flatMap(({ probe, gap }) => (gap === undefined ? [] : [{ key: probe.key, answer: unknown(gap) }])));
  const probes = rehearsed.flatMap(({ probe, gap }) => (gap === undefined ? [probe] : []));
  if (yes || probes.length === 0) return probes;
  if (!host.stdinIsTerminal) throw new UsageError('nothing was done: --from=pod adds a container to a pod and asks first, and standard input is no terminal', '--yes goes on without asking');
  progress.pause();
  host.stderr.write(planText(probes, style));
  if (await saysYes('Do it?', host)) return probes;
  tell(engine, probes.map(({ key }): Seen => ({ key, answer: unknown({ reason: 'not-asked', needs: 'a yes to what --from=pod would do' }) })));
  return [];
}

/** Runs what was agreed to, and gives its answers to the engine. */
export async function lookFromPods(probes: readonly Probe[], { engine, kube, clock, signal, progress }: PodLookPorts): Promise<void> {
  await Promise.all(
    probes.map(async (probe) => {
      progress.say(`waiting for container ${probe.name} of pod/${probe.pod}`);
      tell(engine, [{ key: probe.key, answer: await lookFromPod(probe, { kube, writer: kube.writer, clock, signal }) }]);
    }),
  );
}

function tell({ seed }: Engine, seen: readonly Seen[]): void {
  for (const { key, answer } of seen) seed(podView, key, answer);
}

function planText(probes: readonly Probe[], style: Style): string {
  const paragraphs = probes.flatMap(({ pod, namespace, name, image, volume, user, asked: { hosts, objects }, exchanges }) => [
    `Container ${name} would be added to pod/${pod} -n ${namespace}: image ${image}, ${user}, no capability.`,
    `It reads the token in volume ${volume}${hosts.length === 0 ? '' : `, connects to ${hosts.join(', ')}`}` +
      `${exchanges ? ', exchanges the token' : ''}${objects.length === 0 ? '' : ` and reads ${objects.map(({ vaultHost, path }) => `${vaultHost}${path}`).join(', ')}`}. It ends by itself; neither token nor value leaves the pod.`,
  ]);
  const last = 'Kubernetes has no way to take such a container out again: its entry stays in the spec of the pod until the pod is deleted. The template is not touched.';
  return [...paragraphs, last].map((text) => `${wrapText(shown(style, text), style.width).join('\n')}\n`).join('');
}
