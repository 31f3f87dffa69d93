/** What commands share that change the world: ports, plan, agreement, report. */
import { createAzure } from '../azure/azure.ts';
import type { StepTaken } from '../bind/carry-out.ts';
import type { Facts } from '../bind/facts.ts';
import type { Hands, Plan, Refusal } from '../bind/plan.ts';
import type { Ports } from '../evidence/engine.ts';
import { workload } from '../evidence/workload.ts';
import { createEngine } from '../evidence/engine.ts';
import { connectKube } from '../kube/api.ts';
import type { Step } from '../problems/step.ts';
import type { BindReport } from '../report/bind-report.ts';
import { planText, stepText } from '../report/bind-text.ts';
import type { DoctorReport, ReportStep } from '../report/report.ts';
import { startProgress } from '../terminal/progress.ts';
import { quoteCommand } from '../terminal/quote.ts';
import { chooseStyle, type Style } from '../terminal/style.ts';
import { clockOf, shellOf, type DoctorRequest } from './doctor-run.ts';
import type { Host } from './host.ts';
import { printDocument } from './output-flag.ts';
import type { NamedTarget } from './targets.ts';
import { UsageError } from './usage-error.ts';
import { build } from './version.ts';

export interface ChangeWishes {
  readonly targets: readonly NamedTarget[];
  /** Only show what would be done; `server` lets the API server judge it too. */
  readonly dryRun: 'none' | 'client' | 'server';
  readonly yes: boolean;
  /** Fields that only kubectl's hand tools set may be taken over. */
  readonly takeOver: boolean;
  readonly format: 'text' | 'json' | 'yaml';
  readonly timeoutMs: number;
  /** How the doctor is asked afterwards; also whom to connect to. */
  readonly doctor: DoctorRequest;
}

export interface Outcome {
  readonly facts: readonly Facts[];
  readonly plan: Plan;
  readonly refused: readonly Refusal[];
  readonly exitCode: number;
  readonly steps?: readonly StepTaken[];
  readonly doctor?: DoctorReport;
}

export interface ChangeSession {
  readonly ports: Ports;
  readonly hands: Hands;
  /** ms since 1970. */
  readonly deadline: number;
  readonly namespace: string;
  /** Of stdout. */
  readonly style: Style;
  readonly progress: { begins(what: string): void; taken(step: StepTaken): void; stop(): void };
  /** Shows a plan that is about to be carried out, and asks unless told not to; throws UsageError where nobody can be asked. */
  agreesTo(outcome: Outcome): Promise<boolean>;
  /** Prints the one document of a machine format, or the text, and gives the exit code. */
  print(outcome: Outcome, text: string): Promise<number>;
  /** A plan as a person reads it. */
  planText(outcome: Outcome): string;
  close(): void;
}

/** Gets the credentials of the cluster; nothing else is asked for yet. */
export async function openSession(wishes: ChangeWishes, host: Host): Promise<ChangeSession> {
  const { env, platform, stdout, stderr } = host;
  const style = chooseStyle({ color: wishes.doctor.color, env, isTTY: stdout.isTerminal, platform, columns: stdout.columns });
  const errorStyle = chooseStyle({ color: wishes.doctor.color, env, isTTY: stderr.isTerminal, platform, columns: stderr.columns });
  const progress = startProgress({ write: (text) => stderr.write(text), isTerminal: stderr.isTerminal && env['TERM'] !== 'dumb', style: errorStyle }, 'reading both worlds');
  const signal = AbortSignal.any([host.signal, AbortSignal.timeout(wishes.timeoutMs)]);
  const azure = createAzure({ env, signal, platform });
  const kube = connectKube({
    env,
    homeDirectory: host.homeDirectory,
    platform,
    arch: host.arch,
    version: build.version,
    flags: wishes.doctor.connection,
    signal,
    stdinIsTerminal: host.stdinIsTerminal,
    onPluginStart: () => progress.pause(),
    onWaiting: () => void azure.prepare(),
    warn: (message) => stderr.write(`Warning: ${message}\n`),
  });
  const shell = shellOf(platform);
  const machine = wishes.format !== 'text';
  const drawn = (outcome: Outcome, on: Style): string => planText(reportOf(outcome), { style: on, shell, commandName: host.commandName });

  const reportOf = ({ facts: [one], plan, refused, exitCode, steps = [], doctor }: Outcome): BindReport => {
    const shown = (step: Step): ReportStep => ({ ...step, argv: [...step.argv], command: step.argv.length === 0 ? '' : quoteCommand(step.argv, shell) });
    return {
      apiVersion: 'kubectl-wi/v1',
      kind: 'BindReport',
      tool: { version: build.version },
      plan: {
        namespace: kube.target.namespace,
        targets: wishes.targets.map(({ kind, name }) => `${kind}/${name}`),
        ...(one === undefined ? {} : { identity: { name: one.identity.name, clientId: one.identity.clientId, resourceId: one.identity.resourceId } }),
        changes: plan.changes.map(({ change }) => ({ ...change, fields: change.fields.map((field) => ({ ...field })), notes: [...change.notes], steps: change.steps.map(shown) })),
      },
      refused: refused.map(({ what, steps: byHand }) => ({ what, steps: byHand.map(shown) })),
      steps: [...steps],
      ...(doctor === undefined ? {} : { doctor }),
      exitCode,
    };
  };

  await kube.authenticate().catch((error: unknown) => {
    progress.stop();
    kube.close();
    throw error;
  });
  return {
    ports: { kube, azure, clock: clockOf(signal) },
    hands: { kube: kube.writer, azure: azure.writer },
    deadline: Date.now() + wishes.timeoutMs,
    namespace: kube.target.namespace,
    style,
    progress: {
      begins: (what) => progress.say(what),
      taken: (step) => {
        progress.pause();
        if (!machine) stdout.write(stepText(step, style));
      },
      stop: () => progress.stop(),
    },
    async agreesTo(outcome) {
      progress.pause();
      if (!machine) stdout.write(`${drawn(outcome, style)}\n`);
      if (wishes.yes || outcome.plan.changes.every(({ change }) => change.action === 'unchanged')) return true;
      if (!host.stdinIsTerminal) throw new UsageError('nothing was changed: this asks first, and standard input is no terminal', '--yes goes on without asking; --dry-run=client only shows what would be done');
      if (machine) stderr.write(`${drawn(outcome, errorStyle)}\n`);
      stderr.write('Do it? [y/N] ');
      if (/^y(es)?$/i.test((await host.readLine()).trim())) return true;
      stderr.write('nothing was changed\n');
      return false;
    },
    async print(outcome, text) {
      progress.stop();
      stdout.write(machine ? await printDocument(reportOf(outcome), wishes.format === 'yaml' ? 'yaml' : 'json') : text);
      return outcome.exitCode;
    },
    planText: (outcome) => drawn(outcome, style),
    close: () => {
      progress.stop();
      kube.close();
    },
  };
}

/** Exit code of a plan that stopped on the way: 124 where more time might have helped. */
export function stoppedCode(steps: readonly StepTaken[]): number {
  return steps.some(({ timeIsUp }) => timeIsUp === true) ? 124 : 1;
}

const pauseMs = 1000;

/** Waits until the controllers have replaced the pods, as long as there is time: a rollout that hangs is the doctor's to explain. */
export async function rolledOut(facts: readonly Facts[], { ports, deadline, progress }: ChangeSession): Promise<void> {
  for (const { request } of facts) {
    for (;;) {
      const now = await createEngine(ports).world.get(workload, request.target);
      if (now.state !== 'known' || !now.value.rolloutUnderWay || Date.now() + pauseMs > deadline) break;
      progress.begins(`waiting for the rollout of ${now.value.owner.kind}/${now.value.owner.name}`);
      await ports.clock.wait(pauseMs);
    }
  }
}
