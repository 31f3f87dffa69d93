/** One run of bind: facts, plan, agreement, changes, proof. */
import { createAzure } from '../azure/azure.ts';
import { carryOut } from '../bind/carry-out.ts';
import { gather, type BindRequest, type Facts } from '../bind/facts.ts';
import { isDone, planOf, rehearse } from '../bind/make-plan.ts';
import type { Hands, Plan, Refusal } from '../bind/plan.ts';
import { createEngine } from '../evidence/engine.ts';
import { workload } from '../evidence/workload.ts';
import { connectKube } from '../kube/api.ts';
import type { Step } from '../problems/step.ts';
import type { BindReport, BindStep } from '../report/bind-report.ts';
import { planText, stepText } from '../report/bind-text.ts';
import type { DoctorReport, ReportStep } from '../report/report.ts';
import { text as doctorText } from '../report/text.ts';
import { startProgress } from '../terminal/progress.ts';
import { quoteCommand } from '../terminal/quote.ts';
import { chooseStyle } from '../terminal/style.ts';
import { clockOf, diagnose, shellOf, type DoctorRequest } from './doctor-run.ts';
import type { Host } from './host.ts';
import { printDocument } from './output-flag.ts';
import type { NamedTarget } from './targets.ts';
import { UsageError } from './usage-error.ts';
import { build } from './version.ts';

export interface BindWishes {
  readonly targets: readonly NamedTarget[];
  readonly binding: Omit<BindRequest, 'target'>;
  /** Only show what would be done; `server` lets the API server judge it too. */
  readonly dryRun: 'none' | 'client' | 'server';
  readonly yes: boolean;
  readonly format: 'text' | 'json' | 'yaml';
  readonly timeoutMs: number;
  /** How the doctor is asked afterwards; also whom to connect to. */
  readonly doctor: DoctorRequest;
}

/** Gives the exit code: 1 where a plan has changes to make or cannot be carried out, else what the doctor says afterwards. */
export async function runBind(wishes: BindWishes, host: Host): Promise<number> {
  const { env, platform, stdout, stderr } = host;
  const deadline = Date.now() + wishes.timeoutMs;
  const style = chooseStyle({ color: wishes.doctor.color, env, isTTY: stdout.isTerminal, platform, columns: stdout.columns });
  const errorStyle = chooseStyle({ color: wishes.doctor.color, env, isTTY: stderr.isTerminal, platform, columns: stderr.columns });
  const isTerminal = stderr.isTerminal && env['TERM'] !== 'dumb';
  const progress = startProgress({ write: (text) => stderr.write(text), isTerminal, style: errorStyle }, 'reading both worlds');
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
  const ports = { kube, azure, clock: clockOf(signal) };
  const hands: Hands = { kube: kube.writer, azure: azure.writer };
  const shell = shellOf(platform);
  const draw = { style, shell, commandName: host.commandName };
  const machine = wishes.format !== 'text';

  const report = (facts: readonly Facts[], plan: Plan, refused: readonly Refusal[], exitCode: number, steps: readonly BindStep[] = [], doctor?: DoctorReport): BindReport => {
    const shown = (step: Step): ReportStep => ({ ...step, argv: [...step.argv], command: step.argv.length === 0 ? '' : quoteCommand(step.argv, shell) });
    const [one] = facts;
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
  const print = async (document: BindReport, text: string): Promise<number> => {
    progress.stop();
    stdout.write(machine ? await printDocument(document, wishes.format === 'yaml' ? 'yaml' : 'json') : text);
    return document.exitCode;
  };

  try {
    await kube.authenticate();
    const engine = createEngine(ports);
    const gathered = await Promise.all(wishes.targets.map(({ kind, name }) => gather({ ...wishes.binding, target: { kind, namespace: kube.target.namespace, name } }, engine.world)));
    const [bug] = engine.bugs;
    if (bug !== undefined) throw bug;
    const facts = gathered.filter((one): one is Facts => !('refusals' in one));
    const unread = gathered.flatMap((one) => ('refusals' in one ? one.refusals : []));
    const plan = planOf(unread.length > 0 ? [] : facts);
    const rehearses = unread.length === 0 && plan.refusals.length === 0 && wishes.dryRun !== 'client';
    const refused = [...unread, ...plan.refusals, ...(rehearses ? await rehearse(plan, hands, ports.clock, deadline) : [])];
    const planned = report(facts, plan, refused, refused.length > 0 || !isDone(plan) ? 1 : 0);
    if (refused.length > 0 || wishes.dryRun !== 'none') return await print(planned, planText(planned, draw));

    progress.pause();
    if (!machine) stdout.write(`${planText(planned, draw)}\n`);
    if (!isDone(plan) && !wishes.yes && !(await agreed(planned, machine, host))) {
      stderr.write('nothing was changed\n');
      return await print(planned, '');
    }
    const steps = await carryOut(plan, facts, hands, ports, deadline, {
      begins: (what) => progress.say(what),
      taken: (step) => {
        progress.pause();
        if (!machine) stdout.write(stepText(step, style));
      },
    });
    if (steps.some(({ outcome }) => outcome !== 'done')) {
      stderr.write('It stopped there. The same command goes on from where it stopped.\n');
      const stopped = report(facts, plan, [], steps.some(({ timeIsUp }) => timeIsUp === true) ? 124 : 1, steps);
      return await print(stopped, '');
    }
    await rolledOut(facts, ports, deadline, (what) => progress.say(what));
    progress.stop();
    const { report: doctor } = await diagnose({ ...wishes.doctor, waitMs: Math.max(1000, deadline - Date.now()) }, host);
    const done = report(facts, plan, [], doctor.exitCode, steps, doctor);
    return await print(done, `${steps.length > 0 ? '\n' : ''}${doctorText(doctor, { ...draw, show: wishes.doctor.show })}`);
  } finally {
    progress.stop();
    kube.close();
  }
}

async function agreed(planned: BindReport, machine: boolean, host: Host): Promise<boolean> {
  if (!host.stdinIsTerminal) throw new UsageError('nothing was changed: this asks first, and standard input is no terminal', '--yes goes on without asking; "bind plan" only shows what would be done');
  const { stderr, env, platform } = host;
  const style = chooseStyle({ color: 'auto', env, isTTY: stderr.isTerminal, platform, columns: stderr.columns });
  if (machine) stderr.write(`${planText(planned, { style, shell: shellOf(platform), commandName: host.commandName })}\n`);
  stderr.write('Do it? [y/N] ');
  return /^y(es)?$/i.test((await host.readLine()).trim());
}

const pauseMs = 1000;

/** Waits until the controllers have replaced the pods, as long as there is time: a rollout that hangs is the doctor's to explain. */
async function rolledOut(facts: readonly Facts[], ports: Parameters<typeof createEngine>[0], deadline: number, say: (what: string) => void): Promise<void> {
  for (const { request } of facts) {
    for (;;) {
      const now = await createEngine(ports).world.get(workload, request.target);
      if (now.state !== 'known' || !now.value.rolloutUnderWay || Date.now() + pauseMs > deadline) break;
      say(`waiting for the rollout of ${now.value.owner.kind}/${now.value.owner.name}`);
      await ports.clock.wait(pauseMs);
    }
  }
}
