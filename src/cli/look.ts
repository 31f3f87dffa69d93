/** One look at all targets: questions, checks, verdict, and a report of each. */
import { checks } from '../chain/checks.ts';
import { runChecks } from '../chain/run.ts';
import { reachVerdict } from '../chain/verdict.ts';
import { createEngine, type Engine, type Ports } from '../evidence/engine.ts';
import { fleet, seedFleet } from '../evidence/fleet.ts';
import type { World } from '../evidence/question.ts';
import type { Target, Wishes } from '../evidence/subject.ts';
import { targetIssuer } from '../evidence/target-issuer.ts';
import { serverVersion } from '../evidence/webhook.ts';
import { workload } from '../evidence/workload.ts';
import type { KubeTarget } from '../kube/port.ts';
import type { DoctorReport, TargetReport } from '../report/report.ts';
import { assembleTarget, type Wording } from './assemble.ts';
import type { DoctorRequest } from './doctor-run.ts';
import { atMost } from '../wire/in-flight.ts';
import { UsageError } from './usage-error.ts';

export interface Look {
  readonly targets: readonly TargetReport[];
  /** What the API server said of targets that are not there. */
  readonly missing: readonly string[];
  /** Workloads that a search passed over. */
  readonly others: number;
  readonly bugs: readonly Error[];
  readonly cluster: DoctorReport['cluster'];
}

/** Targets judged at once; enough to fill every connection. */
const mostAtOnce = 100;

type Looked = { readonly report: TargetReport; readonly bugs: readonly Error[] } | { readonly missing: string };

/** `engine` may hold answers that were had before. */
export async function look(request: DoctorRequest, ports: Ports, wording: Wording, say: (text: string) => void, engine: Engine = createEngine(ports)): Promise<Look> {
  const { kube } = ports;
  // asked beside everything else: the report names them
  void Promise.all([engine.world.get(serverVersion, null), engine.world.get(targetIssuer, null)]);
  const { targets, others } = await targetsOf(request, engine, kube.target.namespace);
  const wishes = wishesFor(request, targets.length);
  // in waves: what is judged together is in memory together
  const wave = atMost(mostAtOnce);
  const looked = await Promise.all(targets.map((target) => wave(() => lookAt(target, wishes, engine, wording, say))));
  return {
    targets: looked.flatMap((one) => ('report' in one ? one.report : [])),
    missing: looked.flatMap((one) => ('missing' in one ? one.missing : [])),
    others,
    bugs: [...engine.bugs, ...looked.flatMap((one) => ('bugs' in one ? one.bugs : []))],
    cluster: await clusterOf(engine.world, kube.target),
  };
}

/** What is wished of each of so many targets. */
export function wishesFor({ wishes, search, full }: DoctorRequest, count: number): Wishes {
  return count > 1 || search !== undefined ? { ...wishes, many: true, read: wishes.read && full } : wishes;
}

/** Targets that are named, in their namespaces. */
export function namedTargets({ targets }: DoctorRequest, namespace: string): readonly Target[] {
  return targets.map(({ kind, name, namespace: own = namespace }) => ({ kind, namespace: own, name }));
}

async function targetsOf(request: DoctorRequest, engine: Engine, namespace: string): Promise<{ targets: readonly Target[]; others: number }> {
  const { search } = request;
  if (search === undefined) return { targets: namedTargets(request, namespace), others: 0 };
  const key = { namespace: search.everywhere ? null : namespace, labelSelector: search.selector, kind: search.kind };
  const found = await engine.world.get(fleet, key);
  if (found.state === 'known') {
    seedFleet(engine, found.value);
    return found.value;
  }
  const gap = found.state === 'unknown' ? found.gap : undefined;
  const why = gap?.detail ?? gap?.needs ?? 'no answer';
  throw new UsageError(`the workloads could not be listed: ${why}`, `needs ${gap?.needs ?? 'an answer of the API server'}`, gap?.problem === 'kube-auth-expired' ? 4 : 3);
}

async function lookAt(target: Target, wishes: Wishes, engine: Engine, wording: Wording, say: (text: string) => void): Promise<Looked> {
  const { world } = engine;
  const subject = { target, wishes };
  const bugs: Error[] = [];
  const judging = runChecks(checks, subject, world, {
    judged: ({ check }) => say(`looked at ${check.id.replace('/', ': ')}`),
    crashed: (check, error) => bugs.push(new Error(`check ${check.id}: ${error.message}`, { cause: error })),
  });
  const first = await world.get(workload, target);
  if (first.state === 'absent') {
    await judging;
    return { missing: first.detail ?? `${target.kind} "${target.name}" not found` };
  }
  const verdict = reachVerdict(await judging);
  return { report: await assembleTarget(subject, verdict, world, wording), bugs };
}

/** How long the API server is waited for to say who it is, when all else is known: a decoration holds nobody up. */
const patienceMs = 1000;

async function clusterOf({ get, clock }: World, target: KubeTarget): Promise<DoctorReport['cluster']> {
  const patience = clock.wait(patienceMs).then(() => undefined);
  const [version, issuer] = await Promise.all([get(serverVersion, null), get(targetIssuer, null)].map((answer) => Promise.race([answer, patience])));
  return {
    ...(target.context === undefined ? {} : { context: target.context }),
    server: target.server,
    ...(version?.state === 'known' ? { version: version.value } : {}),
    ...(issuer?.state === 'known' ? { issuer: issuer.value } : {}),
  };
}
