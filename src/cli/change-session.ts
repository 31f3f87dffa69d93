/** What commands share that change the world: ports, plan, agreement, report. */
import { createdIn, type StepTaken } from '../bind/carry-out.ts';
import type { Facts, Gathered } from '../bind/facts.ts';
import { isDone, rehearse } from '../bind/make-plan.ts';
import type { Hands } from '../bind/deed.ts';
import { filled, pendingClientId } from '../bind/pending.ts';
import { refusedCode, type Plan, type Refusal } from '../bind/plan.ts';
import { createEngine, type Ports } from '../evidence/engine.ts';
import type { World } from '../evidence/question.ts';
import type { Target } from '../evidence/subject.ts';
import { workload } from '../evidence/workload.ts';
import type { LanguageName } from '../bind/writers/languages.ts';
import { reference } from '../problems/mend.ts';
import { wi, type Step } from '../problems/step.ts';
import type { BindReport } from '../report/bind-report.ts';
import { planText, stepText } from '../report/bind-text.ts';
import type { DoctorReport, ReportStep } from '../report/report.ts';
import { chooseStyle, type Style } from '../terminal/style.ts';
import { shellOf, stepOf, type Wording } from './assemble.ts';
import { isAskedAbout } from './binding-flags.ts';
import { clockOf, type DoctorRequest } from './doctor-run.ts';
import type { Host } from './host.ts';
import { printDocument } from './output-flag.ts';
import { saysYes } from './question.ts';
import { movedSince, type SavedPlan } from './saved-plan.ts';
import type { NamedTarget } from './targets.ts';
import { UsageError } from './usage-error.ts';
import { build } from './version.ts';
import { openWorlds } from './worlds.ts';

export interface ChangeWishes {
  readonly targets: readonly NamedTarget[];
  /** Only show what would be done; `server` lets the API server judge it too. */
  readonly dryRun: 'none' | 'client' | 'server';
  readonly yes: boolean;
  /** Fields that only kubectl's hand tools set may be taken over. */
  readonly takeOver: boolean;
  /** A language only with a dry run. */
  readonly format: 'text' | 'json' | 'yaml' | LanguageName;
  readonly timeoutMs: number;
  /** What was asked, as argv without how to go about it: what a saved plan is made from again. */
  readonly argv?: readonly string[];
  /** The plan that is to be carried out as it stands, or not at all. */
  readonly saved?: SavedPlan;
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
  /** Fields that only kubectl's hand tools set may be taken over: by the flag, or by who is shown it and says yes. */
  readonly takesOver: boolean;
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
  const signal = AbortSignal.any([host.signal, AbortSignal.timeout(wishes.timeoutMs)]);
  const { kube, azure, progress, errorStyle } = openWorlds(wishes.doctor, host, signal, 'reading both worlds');
  const wording: Wording = { shell: shellOf(platform), commandName: host.commandName, connection: wishes.doctor.repeated };
  const machine = wishes.format !== 'text';
  const drawn = (outcome: Outcome, on: Style): string => planText(reportOf(outcome), { ...wording, style: on });

  const reportOf = ({ facts: [one], plan, refused, exitCode, steps = [], doctor }: Outcome): BindReport => {
    const shown = (step: Step): ReportStep => stepOf(step, wording);
    const identity = filled(one?.identity, createdIn(steps));
    return {
      apiVersion: 'kubectl-wi/v1',
      kind: 'BindReport',
      tool: { version: build.version },
      plan: {
        namespace: kube.target.namespace,
        targets: wishes.targets.map(({ kind, name }) => `${kind}/${name}`),
        ...(wishes.argv === undefined ? {} : { argv: [...wishes.argv] }),
        ...(identity === undefined ? {} : { identity: { name: identity.name, ...(identity.clientId === pendingClientId ? {} : { clientId: identity.clientId }), ...(identity.resourceId === undefined ? {} : { resourceId: identity.resourceId }) } }),
        changes: plan.changes.map(({ change }) => ({ ...change, fields: change.fields.map((field) => ({ ...field })), notes: [...change.notes], steps: change.steps.map(shown) })),
      },
      refused: refused.map(({ what, steps: byHand }) => ({ what, steps: byHand.map(shown) })),
      steps: [...steps],
      ...(doctor === undefined ? {} : { doctor }),
      exitCode,
    };
  };

  const documentOf = async (outcome: Outcome, text: string): Promise<string> => {
    const { format } = wishes;
    if (format === 'text') return text;
    if (format === 'json' || format === 'yaml') return printDocument(reportOf(outcome), format);
    // who sends it to a file is to see why it is none
    if (outcome.refused.length > 0) stderr.write(drawn(outcome, errorStyle));
    const { writtenPlan } = await import('./written-plan.ts');
    const targets = wishes.targets.map(({ kind, name }) => `${kind}/${name}`);
    return writtenPlan(format, outcome.plan, outcome.refused, { targets, namespace: kube.target.namespace, facts: outcome.facts, argv: (step) => stepOf(step, wording).argv, doctor: doctorOf(wishes, kube.target.namespace) });
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
    takesOver: wishes.takeOver || isAskedAbout(wishes, host),
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
      if (wishes.yes || isDone(outcome.plan)) return true;
      if (!host.stdinIsTerminal) throw new UsageError('nothing was changed: this asks first, and standard input is no terminal', '--yes goes on without asking; --dry-run=client only shows what would be done');
      if (machine) stderr.write(`${drawn(outcome, errorStyle)}\n`);
      if (await saysYes('Do it?', host)) return true;
      stderr.write('nothing was changed\n');
      return false;
    },
    async print(outcome, text) {
      progress.stop();
      stdout.write(await documentOf(outcome, text));
      return outcome.exitCode;
    },
    planText: (outcome) => drawn(outcome, style),
    close: () => {
      progress.stop();
      kube.close();
    },
  };
}

/** The doctor as a command that looks as we would have looked afterwards, and waits. */
function doctorOf({ targets, doctor: { wishes } }: ChangeWishes, namespace: string): Step {
  const { vaultHost, secretName } = wishes;
  const read = [...(vaultHost === undefined ? [] : ['--vault', vaultHost]), ...(secretName === undefined ? [] : ['--secret', secretName]), ...(targets.length > 1 ? ['--exchange', 'full'] : [])];
  return wi('look until all is well', 'doctor', ...targets.map(({ kind, name }) => reference({ kind, name })), '-n', namespace, ...read, '--wait');
}

/**
 * Gathers what each target takes, makes the plan, lets the API server judge it, shows it and asks.
 *
 * Gives the exit code where that is the end: a dry run, a refusal, a no. Throws UsageError and what is a bug.
 */
export async function agreedPlan<F>(
  wishes: ChangeWishes,
  session: ChangeSession,
  gather: (target: Target, world: World) => Promise<Gathered<F>>,
  planOf: (gathered: readonly F[]) => Plan,
  factsOf: (gathered: F) => Facts,
): Promise<number | Outcome> {
  const { ports, hands, deadline, namespace } = session;
  const engine = createEngine(ports);
  const answers = await Promise.all(wishes.targets.map(({ kind, name }) => gather({ kind, namespace, name }, engine.world)));
  const [bug] = engine.bugs;
  if (bug !== undefined) throw bug;
  const gathered = answers.flatMap(({ read }) => (read === undefined ? [] : [read]));
  const unread = answers.flatMap(({ refusals }) => refusals);
  const wanted = planOf(unread.length > 0 ? [] : gathered);
  const rehearses = unread.length === 0 && wanted.refusals.length === 0 && wishes.dryRun !== 'client';
  const { plan, refusals } = rehearses ? await rehearse(wanted, hands, ports.clock, deadline, session.takesOver) : { plan: wanted, refusals: [] };
  const facts = gathered.map(factsOf);
  // by now the identity may be there that the plan was to create
  const moved = wishes.saved === undefined ? [] : movedSince(filled(wishes.saved, facts[0]?.identity), plan).map((what): Refusal => ({ what: `the world has moved since the plan was saved: ${what}`, steps: [] }));
  const others = [...unread, ...wanted.refusals, ...refusals];
  // what stands against the whole says more than that it was otherwise once
  const refused = others.length > 0 ? others : moved;
  const planned: Outcome = { facts, plan, refused, exitCode: refused.length > 0 ? refusedCode(refused) : isDone(plan) ? 0 : 1 };
  if (refused.length > 0 || wishes.dryRun !== 'none') return session.print(planned, session.planText(planned));
  return (await session.agreesTo(planned)) ? planned : session.print(planned, '');
}

/** The report of a run that stopped on the way, with its exit code; undefined for one that did all. */
export async function stopped(planned: Outcome, steps: readonly StepTaken[], session: ChangeSession, host: Host): Promise<number | undefined> {
  if (steps.every(({ outcome }) => outcome === 'done')) return undefined;
  host.stderr.write('It stopped there. The same command goes on from where it stopped.\n');
  return session.print({ ...planned, steps, exitCode: stoppedCode(steps) }, '');
}

/** Exit code of a plan that stopped on the way: 124 where more time might have helped. */
function stoppedCode(steps: readonly StepTaken[]): number {
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
