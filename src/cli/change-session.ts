/** What commands share that change the world: ports, plan, agreement, report. */
import { createdIn, type StepTaken } from '../bind/turns.ts';
import type { Facts, Gathered } from '../bind/facts.ts';
import { isDone, rehearse } from '../bind/make-plan.ts';
import type { Hands } from '../bind/deed.ts';
import { patientReads } from '../bind/patient-reads.ts';
import { filled, pendingClientId } from '../bind/pending.ts';
import type { BoundIdentity } from '../bind/chosen-identity.ts';
import { refusedCode, type Plan, type Refusal } from '../bind/plan.ts';
import { createEngine, type Engine, type Ports } from '../evidence/engine.ts';
import type { Target } from '../evidence/subject.ts';
import { workload } from '../evidence/workload.ts';
import type { LanguageName } from '../bind/writers/languages.ts';
import { reference } from '../problems/mend.ts';
import { wi, type Step } from '../problems/step.ts';
import type { BindReport } from '../report/bind-report.ts';
import { nextText, planText, stepText } from '../report/bind-text.ts';
import type { DoctorReport, ReportStep } from '../report/report.ts';
import { text as doctorText } from '../report/text.ts';
import { chooseStyle, type Style } from '../terminal/style.ts';
import { shellOf, stepOf, type Wording } from './assemble.ts';
import { isAskedAbout } from './binding-flags.ts';
import { clockOf, diagnose, type DoctorRequest } from './doctor-run.ts';
import type { Host } from './host.ts';
import { printDocument } from './output-flag.ts';
import { saysYes } from './question.ts';
import { movedSince, type SavedPlan } from './saved-plan.ts';
import type { NamedTarget } from './targets.ts';
import { UsageError } from './usage-error.ts';
import { build } from './version.ts';
import { openWorlds } from './worlds.ts';

export interface ChangeWishes {
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
  readonly targets: readonly Target[];
  /** Where all of it is about one. */
  readonly identity?: BoundIdentity;
  /** What a plan that can be written in other languages was made of. */
  readonly facts?: readonly Facts[];
  readonly plan: Plan;
  readonly refused: readonly Refusal[];
  readonly exitCode: number;
  readonly steps?: readonly StepTaken[];
  readonly doctor?: DoctorReport;
  /** What can be done now that the doctor finds nothing. */
  readonly next?: readonly Step[];
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
  /** What can be done next, as a person reads it; nothing where nothing can. */
  nextText(outcome: Outcome): string;
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

  const reportOf = ({ targets, identity: planned, plan, refused, exitCode, steps = [], doctor, next = [] }: Outcome): BindReport => {
    const shown = (step: Step): ReportStep => stepOf(step, wording);
    const identity = filled(planned, createdIn(steps));
    return {
      apiVersion: 'kubectl-wi/v1',
      kind: 'BindReport',
      tool: { version: build.version },
      plan: {
        namespace: kube.target.namespace,
        targets: targets.map(({ kind, name, namespace }) => `${kind}/${name}${namespace === kube.target.namespace ? '' : ` -n ${namespace}`}`),
        ...(wishes.argv === undefined ? {} : { argv: [...wishes.argv] }),
        ...(identity === undefined ? {} : { identity: { name: identity.name, ...(identity.clientId === pendingClientId ? {} : { clientId: identity.clientId }), ...(identity.resourceId === undefined ? {} : { resourceId: identity.resourceId }) } }),
        changes: plan.changes.map(({ change }) => ({ ...change, fields: change.fields.map((field) => ({ ...field })), notes: [...change.notes], steps: change.steps.map(shown) })),
      },
      refused: refused.map(({ what, steps: byHand }) => ({ what, steps: byHand.map(shown) })),
      steps: [...steps],
      ...(doctor === undefined ? {} : { doctor }),
      ...(next.length === 0 ? {} : { next: next.map(shown) }),
      exitCode,
    };
  };

  const clock = clockOf(signal);
  const deadline = Date.now() + wishes.timeoutMs;
  const documentOf = async (outcome: Outcome, text: string): Promise<string> => {
    const { format } = wishes;
    if (format === 'text') return text;
    if (format === 'json' || format === 'yaml') return printDocument(reportOf(outcome), format);
    // who sends it to a file is to see why it is none
    if (outcome.refused.length > 0) stderr.write(drawn(outcome, errorStyle));
    const { writtenPlan } = await import('./written-plan.ts');
    const { plan, refused, targets, facts = [] } = outcome;
    return writtenPlan(format, plan, refused, { targets: targets.map(reference), namespace: kube.target.namespace, facts, argv: (step) => stepOf(step, wording).argv, doctor: doctorOf(targets, wishes, kube.target.namespace) });
  };

  await kube.authenticate().catch((error: unknown) => {
    progress.stop();
    kube.close();
    throw error;
  });
  return {
    ports: { kube, azure: patientReads(azure, clock, deadline), clock },
    hands: { kube: kube.writer, azure: azure.writer },
    deadline,
    namespace: kube.target.namespace,
    takesOver: wishes.takeOver || isAskedAbout(wishes, host),
    style,
    progress: {
      begins: (what) => progress.say(what),
      taken: (step) => {
        progress.pause();
        if (!machine) stdout.write(stepText(step, kube.target.namespace, style));
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
    nextText: (outcome) => nextText(reportOf(outcome), { ...wording, style }),
    close: () => {
      progress.stop();
      kube.close();
    },
  };
}

/** The doctor as a command that looks as we would have looked afterwards, and waits. */
function doctorOf(targets: readonly Target[], { doctor: { wishes } }: ChangeWishes, namespace: string): Step {
  const { vaultHost, secretName } = wishes;
  const read = [...(vaultHost === undefined ? [] : ['--vault', vaultHost]), ...(secretName === undefined ? [] : ['--secret', secretName]), ...(targets.length > 1 ? ['--exchange', 'full'] : [])];
  return wi('look until all is well', 'doctor', ...targets.map(reference), '-n', namespace, ...read, '--wait');
}

/** What one kind of run reads, and what it makes of that. */
export interface Task<F> {
  /** Reads everything; what cannot be read is a refusal. */
  gather(engine: Engine, namespace: string): Promise<readonly Gathered<F>[]>;
  planOf(gathered: readonly F[]): Plan;
  /** What the run is about, of what was read. */
  about(gathered: readonly F[], namespace: string): Pick<Outcome, 'targets' | 'identity' | 'facts'>;
}

export interface Agreed<F> {
  readonly outcome: Outcome;
  readonly gathered: readonly F[];
}

/**
 * Gathers what each target takes, makes the plan, lets the API server judge it, shows it and asks.
 *
 * Gives the exit code where that is the end: a dry run, a refusal, a no. Throws UsageError and what is a bug.
 */
export async function agreedPlan<F>(wishes: ChangeWishes, session: ChangeSession, task: Task<F>): Promise<number | Agreed<F>> {
  const { ports, hands, deadline, namespace } = session;
  const engine = createEngine(ports);
  const answers = await task.gather(engine, namespace);
  const [bug] = engine.bugs;
  if (bug !== undefined) throw bug;
  const gathered = answers.flatMap(({ read }) => (read === undefined ? [] : [read]));
  const unread = answers.flatMap(({ refusals }) => refusals);
  const about = task.about(gathered, namespace);
  const wanted = task.planOf(unread.length > 0 ? [] : gathered);
  const rehearses = unread.length === 0 && wanted.refusals.length === 0 && wishes.dryRun !== 'client';
  const { plan, refusals } = rehearses ? await rehearse(wanted, hands, ports.clock, deadline, session.takesOver) : { plan: wanted, refusals: [] };
  // by now the identity may be there that the plan was to create
  const moved = wishes.saved === undefined ? [] : movedSince(filled(wishes.saved, about.identity), plan).map((what): Refusal => ({ what: `the world has moved since the plan was saved: ${what}`, steps: [] }));
  const others = [...unread, ...wanted.refusals, ...refusals];
  // what stands against the whole says more than that it was otherwise once
  const refused = others.length > 0 ? others : moved;
  const outcome: Outcome = { ...about, plan, refused, exitCode: refused.length > 0 ? refusedCode(refused) : isDone(plan) ? 0 : 1 };
  if (refused.length > 0 || wishes.dryRun !== 'none') return session.print(outcome, session.planText(outcome));
  return (await session.agreesTo(outcome)) ? { outcome, gathered } : session.print(outcome, '');
}

/** A task about targets that are named, each read for itself. */
export function ofTargets<F>(
  targets: readonly NamedTarget[],
  gather: (target: Target, engine: Engine) => Promise<Gathered<F>>,
  planOf: (gathered: readonly F[]) => Plan,
  factsOf: (gathered: F) => Facts,
): Task<F> {
  const placed = (namespace: string): readonly Target[] => targets.map(({ kind, name }) => ({ kind, namespace, name }));
  return {
    gather: (engine, namespace) => Promise.all(placed(namespace).map((target) => gather(target, engine))),
    planOf,
    about: (gathered, namespace) => {
      const facts = gathered.map(factsOf);
      return { targets: placed(namespace), facts, ...(facts[0] === undefined ? {} : { identity: facts[0].identity }) };
    },
  };
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

export interface Ending {
  readonly outcome: Outcome;
  readonly steps: readonly StepTaken[];
  /** What can be done where the doctor finds nothing. */
  readonly next?: readonly Step[];
}

/** Asks the doctor about the targets, with the time that is left, and ends with what it says. */
export async function endWithDoctor(wishes: ChangeWishes, { outcome, steps, next = [] }: Ending, session: ChangeSession, host: Host): Promise<number> {
  const { deadline, style, progress } = session;
  progress.stop();
  const { report: doctor } = await diagnose({ ...wishes.doctor, targets: outcome.targets, waitMs: Math.max(1000, deadline - Date.now()), ...(steps.length === 0 ? { waitUndecided: false } : {}) }, host);
  const text = doctorText(doctor, { style, shell: shellOf(host.platform), commandName: host.commandName, show: wishes.doctor.show });
  const after = doctor.exitCode === 0 ? next : [];
  const ended: Outcome = { ...outcome, steps, doctor, next: after, exitCode: doctor.exitCode };
  return session.print(ended, `${steps.length > 0 ? '\n' : ''}${text}${session.nextText(ended)}`);
}

/** Waits until the controllers have replaced the pods after these steps, as long as there is time: a rollout that hangs is the doctor's to explain. */
export async function rolledOut(targets: readonly Target[], steps: readonly StepTaken[], { ports, deadline, progress }: ChangeSession): Promise<void> {
  if (steps.length === 0) return;
  for (const target of targets) {
    for (;;) {
      const now = await createEngine(ports).world.get(workload, target);
      if (now.state !== 'known' || !now.value.rolloutUnderWay || Date.now() + pauseMs > deadline) break;
      progress.begins(`waiting for the rollout of ${now.value.owner.kind}/${now.value.owner.name}`);
      await ports.clock.wait(pauseMs);
    }
  }
}
