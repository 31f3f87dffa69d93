/** One run of the doctor: ports, looking (once, or until all is well), report, exit code. */
import type { AzurePort } from '../azure/port.ts';
import { createEngine, type Engine } from '../evidence/engine.ts';
import type { Clock } from '../evidence/question.ts';
import type { Wishes, WorkloadKind } from '../evidence/subject.ts';
import type { ConnectionFlags } from '../kube/connection-flags.ts';
import { exitCode, type FailOn } from '../report/exit-code.ts';
import { reporters, type Format } from '../report/index.ts';
import type { DoctorReport, TargetReport } from '../report/report.ts';
import { chooseStyle } from '../terminal/style.ts';
import { shellOf, type Wording } from './assemble.ts';
import type { Host } from './host.ts';
import { atMost } from '../wire/in-flight.ts';
import { look, namedTargets, wishesFor, type Look } from './look.ts';
import type { PodLook } from './pod-look.ts';
import type { NamedTarget } from './targets.ts';
import { build } from './version.ts';
import { openWorlds } from './worlds.ts';

export interface DoctorRequest {
  readonly targets: readonly NamedTarget[];
  /** `-A` or `-l`, instead of named targets. */
  readonly search?: { readonly everywhere: boolean; readonly selector: string | null; readonly kind: WorkloadKind | null };
  /** `--exchange=full`: vaults are read for several targets too. */
  readonly full: boolean;
  readonly wishes: Wishes;
  readonly connection: ConnectionFlags;
  readonly repeated: readonly string[];
  readonly format: Format;
  readonly show: 'problems' | 'all';
  readonly color: 'auto' | 'always' | 'never';
  readonly failOn: FailOn;
  readonly timeoutMs: number;
  /** `--wait`. */
  readonly waitMs?: number;
  /** False where nothing was done that could decide by and by what is undecided. */
  readonly waitUndecided?: false;
  /** `--from=pod`. */
  readonly podLook?: PodLook;
}

/** Exchanges and vault reads under way at once. */
const mostInFlight = 8;

/** What a run of the doctor comes to. */
export interface Diagnosis {
  readonly report: DoctorReport;
  readonly seen: Look;
}

export async function runDoctor(request: DoctorRequest, host: Host): Promise<number> {
  const { stdout, stderr, env, platform } = host;
  const style = chooseStyle({ color: request.color, env, isTTY: stdout.isTerminal, platform, columns: stdout.columns });
  const { report, seen } = await diagnose(request, host);
  const draw = request.format === 'json' ? undefined : await reporters[request.format]();
  for (const message of seen.missing) stderr.write(`Error from server (NotFound): ${message}\n`);
  for (const bug of seen.bugs) stderr.write(bugText(bug, host));
  const machine = request.format === 'yaml';
  if (draw === undefined) for (const part of (await import('../report/json.ts')).jsonParts(report)) stdout.write(part);
  else if (seen.targets.length > 0 || machine) stdout.write(draw(report, { style, shell: shellOf(platform), commandName: host.commandName, show: request.show }));
  else if (request.search !== undefined && seen.missing.length === 0) stderr.write(`No workload found that has to do with workload identity (${seen.others} others).\n`);
  return report.exitCode;
}

/** Looks at the targets, once or until all is well, and reports what is seen; draws nothing but progress. */
export async function diagnose(request: DoctorRequest, host: Host): Promise<Diagnosis> {
  const startedAt = new Date();
  const deadline = new AbortController();
  const signal = AbortSignal.any([host.signal, deadline.signal]);
  const { kube, azure, progress, errorStyle } = openWorlds(request, host, signal, 'looking at the workload');
  const startTimer = (): NodeJS.Timeout => setTimeout(() => deadline.abort(), request.waitMs ?? request.timeoutMs);
  let timer = startTimer();
  const wording: Wording = { shell: shellOf(host.platform), commandName: host.commandName, connection: request.repeated };
  try {
    await kube.authenticate();
    const ports = { kube, azure: limited(azure), clock: clockOf(signal) };
    let engine: Engine | undefined;
    let added = false;
    if (request.podLook !== undefined) {
      // nobody's time runs while somebody thinks
      clearTimeout(timer);
      const { agreedProbes, lookFromPods } = await import('./pod-look.ts');
      engine = createEngine(ports);
      const podPorts = { engine, kube, clock: ports.clock, signal, progress, style: errorStyle };
      const targets = namedTargets(request, kube.target.namespace);
      const probes = await agreedProbes(request.podLook, targets, wishesFor(request, targets.length), podPorts, host);
      timer = startTimer();
      added = (await lookFromPods(probes, podPorts)) > 0;
    }
    let seen: Look;
    let pause = firstPauseMs;
    for (;;) {
      seen = await look(request, ports, wording, (text) => progress.say(text), engine);
      if (request.waitMs === undefined || deadline.signal.aborted || !worthWaiting(seen, request)) break;
      progress.say(`waiting: ${waitedFor(seen)}`);
      await ports.clock.wait(pause);
      pause = Math.min(pause * 1.5, longestPauseMs);
    }
    const elapsed = deadline.signal.aborted ? (request.waitMs === undefined ? ('timeout' as const) : ('wait' as const)) : undefined;
    const code = exitCode(seen.targets, request.failOn, {
      bug: seen.bugs.length > 0,
      usage: seen.missing.length > 0,
      credentialsRefused: seen.targets.some(saysExpired),
      unreachable: seen.targets.some(saysUnreachable),
      ...(elapsed === undefined ? {} : { elapsed }),
    });
    const report: DoctorReport = {
      apiVersion: 'kubectl-wi/v1',
      kind: 'DoctorReport',
      tool: { version: build.version },
      startedAt: startedAt.toISOString(),
      durationMs: Date.now() - startedAt.getTime(),
      cluster: seen.cluster,
      targets: [...seen.targets],
      notices: noticesOf(seen, added),
      summary: summaryOf(seen),
      exitCode: code,
    };
    return { report, seen };
  } finally {
    progress.stop();
    clearTimeout(timer);
    kube.close();
  }
}

/** First pause between two looks; listing credentials is throttled to once in four seconds for an identity. */
const firstPauseMs = 5000;
const longestPauseMs = 30_000;

/** Not well yet, and nothing is broken that time does not heal. */
function worthWaiting({ targets, missing, bugs }: Look, { waitUndecided }: DoctorRequest): boolean {
  if (missing.length > 0 || bugs.length > 0) return false;
  const roots = targets.flatMap(({ checks }) => checks.filter(({ outcome, role }) => outcome === 'fail' && role === 'root'));
  if (roots.length === 0 && waitUndecided === false) return false;
  return targets.some(({ verdict }) => verdict !== 'ok') && roots.every(({ heals }) => heals === 'with-time');
}

function waitedFor({ targets }: Look): string {
  const names = [...new Set(targets.flatMap(({ rootCauses }) => rootCauses))];
  return names.length === 0 ? 'not yet decided' : names.join(', ');
}

function limited(azure: AzurePort): AzurePort {
  // two gates: a read waits for its exchange, and must not keep it from its turn
  const [exchanges, reads] = [atMost(mostInFlight), atMost(mostInFlight)];
  return { ...azure, exchange: (request) => exchanges(() => azure.exchange(request)), readSecret: (request) => reads(() => azure.readSecret(request)) };
}

function noticesOf({ targets, others }: Look, added: boolean): string[] {
  const exchanged = targets.some(({ checks }) => checks.some(({ id, outcome }) => id === 'exchange/succeeds' && (outcome === 'ok' || outcome === 'fail')));
  return [
    ...(added ? ['What was added to pods stays in their spec until they are deleted; the templates are as they were.'] : []),
    ...(exchanged ? ['Entra and Key Vault log the exchange and the read as the workload, from this address.'] : []),
    ...(others > 0 ? [`${others} workloads show nothing of workload identity and were not checked.`] : []),
  ];
}

function summaryOf({ targets, missing, others }: Look): DoctorReport['summary'] {
  const outcomes = targets.flatMap(({ checks }) => checks.map(({ outcome }) => outcome));
  const count = (wanted: string): number => outcomes.filter((outcome) => outcome === wanted).length;
  const notChecked = missing.length + others;
  return {
    targets: targets.length + notChecked,
    checked: targets.length,
    notChecked,
    ok: count('ok'),
    fail: count('fail'),
    warn: count('warn'),
    undecided: count('undecided'),
    skip: count('skip'),
    unknown: count('unknown'),
  };
}

function saysUnreachable({ checks }: TargetReport): boolean {
  return checks.some(({ candidates }) => candidates?.some(({ problem }) => problem === 'kube-unreachable') === true);
}

function saysExpired({ checks }: TargetReport): boolean {
  return checks.some(({ candidates, missing }) => [...(candidates ?? []), ...(missing ?? [])].some(({ problem }) => problem === 'kube-auth-expired'));
}

function bugText(bug: Error, host: Host): string {
  const stack = host.env['KUBECTL_WI_DEBUG'] === undefined ? '' : `${bug.stack ?? ''}\n`;
  return `error: this is a bug of ${host.commandName.join(' ')}: ${bug.message}\n${stack}`;
}

export function clockOf(signal: AbortSignal): Clock {
  return {
    now: () => new Date(),
    wait: (ms) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        signal.addEventListener('abort', done);
      }),
  };
}
