import * as z from 'zod/mini';
import { known, unknown, type Answer, type Gap } from '../evidence/answer.ts';
import { gapOfFailure } from '../evidence/gap.ts';
import { podViewRights, type PodView } from '../evidence/pod-view.ts';
import type { Clock } from '../evidence/question.ts';
import type { KubePort } from '../kube/port.ts';
import type { KubeWriter } from '../kube/write-port.ts';
import { WireFailure } from '../wire/failure.ts';
import { readOutput } from './output.ts';
import type { Probe } from './plan.ts';

export interface ProbePorts {
  readonly kube: Pick<KubePort, 'get' | 'text'>;
  readonly writer: Pick<KubeWriter, 'merge' | 'run'>;
  readonly clock: Clock;
  /** Aborted where the run is over. */
  readonly signal: AbortSignal;
}

const manager = 'kubectl-wi';
const pauseMs = 1000;
const longestOutput = 256 * 1024;
/** For pulling the image, and for every request to end by its own deadline. */
const patienceMs = 150_000;

/** Whether the API server would take the container; undefined where it would. Nothing is stored. */
export async function refusalOf(probe: Probe, ports: { readonly writer: Pick<KubeWriter, 'merge'> }): Promise<Gap | undefined> {
  try {
    await add(probe, ports, true);
    return undefined;
  } catch (error) {
    return gapOf(error, probe);
  }
}

/** For every request of the script to end by its own deadline. */
const scriptMs = 100_000;

/** What the script says in the pod's own container; undefined where it cannot be run there, or has nothing to ask with. */
export async function lookFromOwnContainer({ namespace, pod, own: { container, command }, asked }: Probe, { writer }: ProbePorts): Promise<PodView | undefined> {
  try {
    const view = readOutput(await writer.run(namespace, pod, container, command, scriptMs), asked);
    return view?.couldAsk === true ? view : undefined;
  } catch (error) {
    if (!(error instanceof WireFailure)) throw error;
    return undefined;
  }
}

/** Adds the container, waits until it has ended, and reads what it said. */
export async function lookFromAddedContainer(probe: Probe, ports: ProbePorts): Promise<Answer<PodView>> {
  try {
    await add(probe, ports, false);
    const deadline = ports.clock.now().getTime() + patienceMs;
    for (;;) {
      const state = await stateOf(probe, ports);
      if (state.kind === 'ended') {
        const view = readOutput(await ports.kube.text(`${pathOf(probe)}/log?container=${probe.name}&limitBytes=${longestOutput}`), probe.asked);
        if (view !== undefined) return known(view);
        return unknown({ reason: 'not-asked', needs: `an image with sh, whose program can come to its end (--image): ${probe.image} did not`, ...(state.why === '' ? {} : { detail: state.why }) });
      }
      if (state.kind === 'stuck') return unknown({ reason: 'not-asked', needs: `an image that the node can run (--image): ${probe.image}`, detail: state.why });
      if (ports.signal.aborted || ports.clock.now().getTime() > deadline) {
        return unknown({ reason: 'timeout', needs: `container ${probe.name} of pod/${probe.pod} to end${state.why === '' ? '' : `: ${state.why}`}` });
      }
      await ports.clock.wait(pauseMs);
    }
  } catch (error) {
    return unknown(gapOf(error, probe));
  }
}

function pathOf({ namespace, pod }: Probe): string {
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}`;
}

function add(probe: Probe, { writer }: { readonly writer: Pick<KubeWriter, 'merge'> }, dryRun: boolean): Promise<void> {
  return writer.merge(`${pathOf(probe)}/ephemeralcontainers`, { spec: { ephemeralContainers: [probe.container] } }, { manager, dryRun });
}

const texts = z.object({ reason: z.optional(z.string()), message: z.optional(z.string()) });
const shape = z.object({
  status: z.optional(
    z.object({
      ephemeralContainerStatuses: z.optional(
        z.nullable(z.array(z.object({ name: z.string(), state: z.optional(z.object({ waiting: z.optional(texts), terminated: z.optional(texts) })) }))),
      ),
    }),
  ),
});

/** Reasons to wait that do not end by themselves while anybody looks on. */
const stuck = new Set(['ErrImagePull', 'ImagePullBackOff', 'ErrImageNeverPull', 'InvalidImageName', 'CreateContainerConfigError', 'CreateContainerError', 'RunContainerError']);

type State = { readonly kind: 'under-way' | 'ended' | 'stuck'; readonly why: string };

async function stateOf(probe: Probe, { kube }: ProbePorts): Promise<State> {
  const { status } = await kube.get(pathOf(probe), shape);
  const own = (status?.ephemeralContainerStatuses ?? []).find(({ name }) => name === probe.name)?.state;
  if (own?.terminated !== undefined) return { kind: 'ended', why: own.terminated.message ?? '' };
  const { reason = '', message = reason } = own?.waiting ?? {};
  return { kind: stuck.has(reason) ? 'stuck' : 'under-way', why: message };
}

/** A 403 is a right that is missing, or a policy of the cluster that wants no such container. */
function gapOf(error: unknown, { namespace, pod }: Probe): Gap {
  if (!(error instanceof WireFailure)) throw error;
  const { fault } = error;
  if (fault.kind === 'status' && fault.status === 403 && !/ cannot \w+ resource /.test(fault.message)) {
    return { reason: 'forbidden', needs: `a policy of the cluster that lets a container be added to pod/${pod}`, detail: fault.message };
  }
  return gapOfFailure(error, podViewRights, { namespace, name: pod });
}
