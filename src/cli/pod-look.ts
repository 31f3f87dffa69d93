/** `--from=pod`: what would run in which pods, whether that is agreed to, and what it saw there. */
import type { Engine } from '../evidence/engine.ts';
import { podView } from '../evidence/pod-view.ts';
import { known, unknown, type Gap } from '../evidence/answer.ts';
import type { Clock } from '../evidence/question.ts';
import type { Target, Wishes } from '../evidence/subject.ts';
import type { KubeApi } from '../kube/api.ts';
import { lookFromAddedContainer, lookFromOwnContainer, refusalOf, type ProbePorts } from '../probe/carry-out.ts';
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

/** What was agreed to, and why the API server would not let a container be added, where that is so. */
export interface Agreed {
  readonly probe: Probe;
  readonly gap?: Gap;
}

/** Plans for every target, lets the API server judge it, and asks. Throws UsageError where nobody can be asked. */
export async function agreedProbes({ image, yes }: PodLook, targets: readonly Target[], wishes: Wishes, ports: PodLookPorts, host: Host): Promise<readonly Agreed[]> {
  const { engine, kube, progress, style } = ports;
  const plans = await Promise.all(targets.map((target) => planProbes({ target, wishes }, image, engine.world)));
  tell(engine, plans.flatMap(({ seen }) => seen));
  const rehearsed = await Promise.all(plans.flatMap((plan) => plan.probes).map((probe) => rehearse(probe, kube)));
  tell(engine, rehearsed.flatMap(({ probe, gap, mayRun }) => (gap === undefined || mayRun ? [] : [{ key: probe.key, answer: unknown(gap) }])));
  const probes = rehearsed.filter(({ gap, mayRun }) => gap === undefined || mayRun);
  if (yes || probes.length === 0) return probes;
  if (!host.stdinIsTerminal) throw new UsageError('nothing was done: --from=pod runs a script in a pod, or adds a container to it, and asks first, and standard input is no terminal', '--yes goes on without asking');
  progress.pause();
  host.stderr.write(planText(probes, style));
  if (await saysYes('Do it?', host)) return probes;
  tell(engine, probes.map(({ probe: { key } }): Seen => ({ key, answer: unknown({ reason: 'not-asked', needs: 'a yes to what --from=pod would do' }) })));
  return [];
}

async function rehearse(probe: Probe, kube: KubeApi): Promise<Agreed & { readonly mayRun: boolean }> {
  const gap = await refusalOf(probe, kube);
  if (gap === undefined) return { probe, mayRun: false };
  const { namespace, pod: name } = probe;
  const mayRun = await kube.mayI({ verb: 'create', group: '', resource: 'pods', subresource: 'exec', namespace, name }).catch(() => false);
  return { probe, gap, mayRun };
}

/** Runs what was agreed to, and gives its answers to the engine; how many containers were added. */
export async function lookFromPods(agreed: readonly Agreed[], { engine, kube, clock, signal, progress }: PodLookPorts): Promise<number> {
  const ports: ProbePorts = { kube, writer: kube.writer, clock, signal };
  const added = await Promise.all(
    agreed.map(async ({ probe, gap }) => {
      const { key, pod, own, name } = probe;
      progress.say(`looking from container ${own.container} of pod/${pod}`);
      const view = await lookFromOwnContainer(probe, ports);
      const early = view !== undefined ? known(view) : gap !== undefined ? unknown(gap) : undefined;
      if (early !== undefined) {
        tell(engine, [{ key, answer: early }]);
        return 0;
      }
      progress.say(`waiting for container ${name} of pod/${pod}`);
      tell(engine, [{ key, answer: await lookFromAddedContainer(probe, ports) }]);
      return 1;
    }),
  );
  return added.reduce<number>((sum, one) => sum + one, 0);
}

function tell({ seed }: Engine, seen: readonly Seen[]): void {
  for (const { key, answer } of seen) seed(podView, key, answer);
}

function planText(agreed: readonly Agreed[], style: Style): string {
  const paragraphs = agreed.flatMap(({ probe: { pod, namespace, own, name, image, volume, user, asked: { hosts, objects }, exchanges }, gap }) => [
    `A script would be run in container ${own.container} of pod/${pod} -n ${namespace}.` +
      (gap === undefined ? ` Where that has no sh or curl, container ${name} is added to the pod instead: image ${image}, ${user}, no capability.` : ''),
    `It reads the token in volume ${volume}${hosts.length === 0 ? '' : `, connects to ${hosts.join(', ')}`}` +
      `${exchanges ? ', exchanges the token' : ''}${objects.length === 0 ? '' : ` and reads ${objects.map(({ vaultHost, path }) => `${vaultHost}${path}`).join(', ')}`}. It ends by itself; neither token nor value leaves the pod.`,
  ]);
  const last = 'Kubernetes has no way to take an added container out again: its entry stays in the spec of the pod until the pod is deleted. The template is not touched.';
  return [...paragraphs, ...(agreed.every(({ gap }) => gap !== undefined) ? [] : [last])].map((text) => `${wrapText(shown(style, text), style.width).join('\n')}\n`).join('');
}
