/** One run of the doctor: ports, questions, checks, verdict, report, exit code. */
import { createAzure } from '../azure/azure.ts';
import { checks } from '../chain/checks.ts';
import { runChecks } from '../chain/run.ts';
import { reachVerdict } from '../chain/verdict.ts';
import { createEngine, type Engine } from '../evidence/engine.ts';
import type { Clock } from '../evidence/question.ts';
import type { Wishes } from '../evidence/subject.ts';
import { targetIssuer } from '../evidence/target-issuer.ts';
import { serverVersion } from '../evidence/webhook.ts';
import { workload } from '../evidence/workload.ts';
import { connectKube } from '../kube/api.ts';
import type { ConnectionFlags } from '../kube/connection-flags.ts';
import { exitCode, type FailOn } from '../report/exit-code.ts';
import { reporters, type Format } from '../report/index.ts';
import type { DoctorReport, TargetReport } from '../report/report.ts';
import { startProgress } from '../terminal/progress.ts';
import { chooseStyle } from '../terminal/style.ts';
import { assembleTarget, type Wording } from './assemble.ts';
import type { Host } from './host.ts';
import type { NamedTarget } from './targets.ts';
import { build } from './version.ts';

export interface DoctorRequest {
  readonly targets: readonly NamedTarget[];
  readonly wishes: Wishes;
  readonly connection: ConnectionFlags;
  readonly repeated: readonly string[];
  readonly format: Format;
  readonly show: 'problems' | 'all';
  readonly color: 'auto' | 'always' | 'never';
  readonly failOn: FailOn;
  readonly timeoutMs: number;
}

export async function runDoctor(request: DoctorRequest, host: Host): Promise<number> {
  const startedAt = new Date();
  const style = chooseStyle({ color: request.color, env: host.env, isTTY: host.stdout.isTerminal, platform: host.platform, columns: host.stdout.columns });
  const errorStyle = chooseStyle({ color: request.color, env: host.env, isTTY: host.stderr.isTerminal, platform: host.platform, columns: host.stderr.columns });
  const isTerminal = host.stderr.isTerminal && host.env['TERM'] !== 'dumb';
  const progress = startProgress({ write: (text) => host.stderr.write(text), isTerminal, style: errorStyle }, 'looking at the workload');
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), request.timeoutMs);
  const signal = AbortSignal.any([host.signal, deadline.signal]);
  const kube = connectKube({
    env: host.env,
    homeDirectory: host.homeDirectory,
    platform: host.platform,
    arch: host.arch,
    version: build.version,
    flags: request.connection,
    signal,
    stdinIsTerminal: host.stdinIsTerminal,
    onPluginStart: () => progress.pause(),
    warn: (message) => host.stderr.write(`Warning: ${message}\n`),
  });
  try {
    await kube.authenticate();
    const azure = createAzure({ env: host.env, signal, platform: host.platform });
    const engine = createEngine({ kube, azure, clock: clockOf(signal) });
    const wording: Wording = { shell: host.platform === 'win32' ? 'powershell' : 'posix', commandName: host.commandName, connection: request.repeated };
    const looked = await Promise.all(request.targets.map((named) => lookAt(named, request, kube.target.namespace, engine, wording, (text) => progress.say(text))));
    const missing = looked.flatMap((one) => ('missing' in one ? one.missing : []));
    const targets = looked.flatMap((one) => ('report' in one ? one.report : []));
    const bugs = [...engine.bugs, ...looked.flatMap((one) => ('bugs' in one ? one.bugs : []))];
    const code = exitCode(targets, request.failOn, {
      bug: bugs.length > 0,
      usage: missing.length > 0,
      credentialsRefused: targets.some(saysExpired),
      unreachable: targets.some(saysUnreachable),
      ...(deadline.signal.aborted ? { elapsed: 'timeout' as const } : {}),
    });
    const report: DoctorReport = {
      apiVersion: 'kubectl-wi/v1',
      kind: 'DoctorReport',
      tool: { version: build.version },
      startedAt: startedAt.toISOString(),
      durationMs: Date.now() - startedAt.getTime(),
      cluster: await clusterOf(engine, kube.target),
      targets,
      notices: noticesOf(targets),
      summary: summaryOf(targets, missing.length),
      exitCode: code,
    };
    const draw = await reporters[request.format]();
    progress.stop();
    for (const message of missing) host.stderr.write(`Error from server (NotFound): ${message}\n`);
    for (const bug of bugs) host.stderr.write(bugText(bug, host));
    if (targets.length > 0 || request.format === 'json' || request.format === 'yaml') {
      host.stdout.write(draw(report, { style, shell: wording.shell, commandName: host.commandName, show: request.show }));
    }
    return code;
  } finally {
    progress.stop();
    clearTimeout(timer);
    kube.close();
  }
}

type Looked = { readonly report: TargetReport; readonly bugs: readonly Error[] } | { readonly missing: string };

async function lookAt(
  { kind, name }: NamedTarget,
  { wishes }: DoctorRequest,
  namespace: string,
  engine: Engine,
  wording: Wording,
  say: (text: string) => void,
): Promise<Looked> {
  const { world } = engine;
  const subject = { target: { kind, namespace, name }, wishes };
  const bugs: Error[] = [];
  const judging = runChecks(checks, subject, world, {
    judged: ({ check }) => say(`looked at ${check.id.replace('/', ': ')}`),
    crashed: (check, error) => bugs.push(new Error(`check ${check.id}: ${error.message}`, { cause: error })),
  });
  const first = await world.get(workload, subject.target);
  if (first.state === 'absent') {
    await judging;
    return { missing: first.detail ?? `${kind} "${name}" not found` };
  }
  const verdict = reachVerdict(await judging);
  return { report: await assembleTarget(subject, verdict, world, wording), bugs };
}

async function clusterOf(engine: Engine, target: { readonly context?: string; readonly server: string }): Promise<DoctorReport['cluster']> {
  const [version, issuer] = await Promise.all([engine.world.get(serverVersion, null), engine.world.get(targetIssuer, null)]);
  return {
    ...(target.context === undefined ? {} : { context: target.context }),
    server: target.server,
    ...(version.state === 'known' ? { version: version.value } : {}),
    ...(issuer.state === 'known' ? { issuer: issuer.value } : {}),
  };
}

function noticesOf(targets: readonly TargetReport[]): string[] {
  const exchanged = targets.some(({ checks: results }) => results.some(({ id, outcome }) => id === 'exchange/succeeds' && (outcome === 'ok' || outcome === 'fail')));
  return exchanged ? ['Entra and Key Vault log the exchange and the read as the workload, from this address.'] : [];
}

function summaryOf(targets: readonly TargetReport[], notFound: number): DoctorReport['summary'] {
  const outcomes = targets.flatMap(({ checks: results }) => results.map(({ outcome }) => outcome));
  const count = (wanted: string): number => outcomes.filter((outcome) => outcome === wanted).length;
  return {
    targets: targets.length + notFound,
    checked: targets.length,
    notChecked: notFound,
    ok: count('ok'),
    fail: count('fail'),
    warn: count('warn'),
    undecided: count('undecided'),
    skip: count('skip'),
    unknown: count('unknown'),
  };
}

function saysUnreachable({ checks: results }: TargetReport): boolean {
  return results.some(({ candidates }) => candidates?.some(({ problem }) => problem === 'kube-unreachable') === true);
}

function saysExpired({ checks: results }: TargetReport): boolean {
  return results.some(({ candidates, missing }) => [...(candidates ?? []), ...(missing ?? [])].some(({ problem }) => problem === 'kube-auth-expired'));
}

function bugText(bug: Error, host: Host): string {
  const stack = host.env['KUBECTL_WI_DEBUG'] === undefined ? '' : `${bug.stack ?? ''}\n`;
  return `error: this is a bug of ${host.commandName.join(' ')}: ${bug.message}\n${stack}`;
}

function clockOf(signal: AbortSignal): Clock {
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
